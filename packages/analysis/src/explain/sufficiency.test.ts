import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PlannedRun, plannedRuns } from "../testing/arbitrary-job.ts";
import { toSnapshot } from "../testing/build-run.ts";
import {
  type EdgeClass,
  type NaiveTask,
  naiveDecide,
  naiveDecisive,
  naiveReplay,
  type Rule,
} from "../testing/naive-oracle.ts";
import { explain } from "./explain.ts";
import type { Explanation, RootCause, TaskExplanation } from "./explanation-schema.ts";

/** Explanations are sufficient and minimal: the named causes alone give what was recorded, and nothing named is idle. */

const PROFILE = "databricks-observed";

interface Explained extends PlannedRun {
  readonly states: ReadonlyMap<string, string>;
  readonly explanation: Explanation;
}

function explainPlanned({ tasks, endings }: PlannedRun): Explained {
  const states = naiveReplay(PROFILE, tasks, endings);
  return { tasks, endings, states, explanation: explain(toSnapshot(tasks, states)) };
}

/**
 * The states that follow when only these causes are forced: their tasks end as recorded whatever their rules say, every
 * other task that starts succeeds, and conditions that are not accused answer as they did.
 */
function forceOnly(causes: readonly RootCause[], { tasks, endings, states }: Explained): Map<string, string> {
  const toEnding = (cause: RootCause) =>
    cause.kind === "condition" ? (cause.result ?? endings.get(cause.taskKey ?? "") ?? "") : (cause.status ?? "");
  const forced = new Map(causes.map((cause) => [cause.taskKey ?? "", toEnding(cause)]));
  const intervened = tasks.map((task): NaiveTask => (forced.has(task.taskKey) ? { ...task, dependsOn: [] } : task));
  const ending = (task: NaiveTask) => {
    if (forced.has(task.taskKey)) return forced.get(task.taskKey) ?? "";
    const planned = endings.get(task.taskKey) ?? "";
    const answered = states.get(task.taskKey) === "SUCCESS" && task.type === "IF_ELSE_TASK";
    return answered ? planned : task.type === "IF_ELSE_TASK" ? "true" : "SUCCESS";
  };
  return naiveReplay(PROFILE, intervened, new Map(intervened.map((task) => [task.taskKey, ending(task)])));
}

function isVictim(task: TaskExplanation): boolean {
  return ["UPSTREAM_FAILED", "UPSTREAM_CANCELED", "EXCLUDED"].includes(task.status ?? "");
}

const classesOf = (task: TaskExplanation) => task.edges.map((edge): EdgeClass => edge.class);
const ruleOf = (task: TaskExplanation) => task.rule as Rule;

describe("over random runs", () => {
  const runs = plannedRuns(9).map(explainPlanned);

  test("the named causes together reproduce every recorded state", () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { rootCauses } = run.explanation;
        expect([...forceOnly(rootCauses, run)]).toEqual([...run.states]);
      }),
      { numRuns: 1000 },
    );
  });

  test("the causes named at one task reproduce its state", () => {
    let victims = 0;
    fc.assert(
      fc.property(runs, (run) => {
        for (const task of run.explanation.tasks.filter(isVictim)) {
          const causes = run.explanation.rootCauses.filter((cause) => task.rootCauses.includes(cause.id));
          const forced = forceOnly(causes, run).get(task.taskKey);
          expect({ task: task.taskKey, forced }).toEqual({ task: task.taskKey, forced: task.status });
          victims += 1;
        }
      }),
      { numRuns: 1000 },
    );
    expect(victims).toBeGreaterThan(500);
  });

  test("a task that did not run agrees with its record, and its decisive dependencies are those that brute force finds", () => {
    fc.assert(
      fc.property(runs, ({ explanation }) => {
        for (const task of explanation.tasks.filter(isVictim)) {
          const decisive = task.edges.map((edge) => edge.decisive);
          if (task.edges.some((edge) => edge.class === "S/M")) continue;
          expect(decisive).toEqual(naiveDecisive(PROFILE, ruleOf(task), classesOf(task)));
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("without its decisive dependencies a task would not have come to its state", () => {
    fc.assert(
      fc.property(runs, ({ explanation }) => {
        for (const task of explanation.tasks.filter(isVictim)) {
          const wanted: EdgeClass = task.rule === "AT_LEAST_ONE_FAILED" || task.rule === "ALL_FAILED" ? "F" : "S";
          const changed = task.edges.map((edge): EdgeClass => (edge.decisive ? wanted : edge.class));
          const kept = task.edges.map((edge): EdgeClass => (edge.decisive ? edge.class : wanted));
          if (changed.includes("S/M") || kept.includes("S/M")) continue;
          expect(naiveDecide(PROFILE, ruleOf(task), changed).states).not.toEqual([task.status]);
          expect(naiveDecide(PROFILE, ruleOf(task), kept).states).toEqual([task.status]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("every victim is listed at each of its causes, and no one else is", () => {
    fc.assert(
      fc.property(runs, ({ explanation }) => {
        for (const cause of explanation.rootCauses) {
          const listed = explanation.tasks.filter(
            (task) =>
              task.rootCauses.includes(cause.id) && (task.taskKey !== cause.taskKey || cause.kind === "condition"),
          );
          expect(cause.victims).toEqual(listed.map((task) => task.taskKey));
        }
      }),
    );
  });

  test("the same snapshot gives the same explanation", () => {
    fc.assert(
      fc.property(runs, ({ tasks, states, explanation }) => {
        expect(JSON.stringify(explain(toSnapshot(tasks, states)))).toBe(JSON.stringify(explanation));
      }),
      { numRuns: 50 },
    );
  });
});
