import { TRIGGER_RULES } from "@runcause/core";
import * as fc from "fast-check";
import type { NaiveTask } from "./naive-oracle.ts";

/** A job and how its tasks end if they start. */
export interface PlannedRun {
  readonly tasks: readonly NaiveTask[];
  readonly endings: ReadonlyMap<string, string>;
}

const OUTCOMES = ["true", "false"];
const ENDINGS = ["SUCCESS", "SUCCESS", "SUCCESS", "FAILED", "TIMED_OUT", "CANCELED", "INTERNAL_ERROR"];
const ANSWERS = ["true", "false", "true", "false", "FAILED"];

interface Draft {
  readonly isCondition: boolean;
  readonly rule: NaiveTask["runIf"];
  readonly dependencies: readonly (readonly [above: number, outcome: string])[];
  readonly ending: number;
}

const draft: fc.Arbitrary<Draft> = fc.record({
  isCondition: fc.boolean(),
  rule: fc.constantFrom(...TRIGGER_RULES),
  dependencies: fc.array(fc.tuple(fc.nat(), fc.constantFrom(...OUTCOMES)), { maxLength: 4 }),
  ending: fc.nat(),
});

/** Random jobs of up to so many tasks, conditions among them, in an order that puts each task after its dependencies. */
export function plannedRuns(most: number): fc.Arbitrary<PlannedRun> {
  return fc.array(draft, { minLength: 1, maxLength: most }).map((drafts) => {
    const tasks = drafts.map((one, at) => toTask(one, at, drafts));
    const endings = drafts.map((one, at) => {
      const choices = one.isCondition ? ANSWERS : ENDINGS;
      return [`t${at}`, choices[one.ending % choices.length] ?? "SUCCESS"] as const;
    });
    return { tasks, endings: new Map(endings) };
  });
}

function toTask(one: Draft, at: number, drafts: readonly Draft[]): NaiveTask {
  const dependsOn = at === 0 ? [] : one.dependencies.map(([above, outcome]) => toEdge(above % at, outcome, drafts));
  return {
    taskKey: `t${at}`,
    type: one.isCondition ? "IF_ELSE_TASK" : "NOTEBOOK_TASK",
    runIf: one.rule,
    dependsOn,
  };
}

function toEdge(above: number, outcome: string, drafts: readonly Draft[]): NaiveTask["dependsOn"][number] {
  return { taskKey: `t${above}`, outcome: drafts[above]?.isCondition ? outcome : null };
}
