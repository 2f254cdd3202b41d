import { TRIGGER_RULES } from "@runcause/core";
import { expect, test } from "vitest";
import { toSnapshot } from "../testing/build-run.ts";
import { type NaiveTask, naiveReplay } from "../testing/naive-oracle.ts";
import { explain } from "./explain.ts";

/**
 * Every job of a few tasks, every rule, every ending, with recorded states from the naive oracle: the explanation must
 * agree with every state, name a cause for every task that a failure cut off, and count every task once.
 */

const KEYS = ["a", "b", "c", "d"];
const ENDINGS = ["SUCCESS", "FAILED", "TIMED_OUT", "CANCELED"];

/** Every choice of one member from each list. */
function* choices<T>(lists: readonly (readonly T[])[]): Generator<T[]> {
  const [first, ...rest] = lists;
  if (!first) return yield [];
  for (const tail of choices(rest)) for (const head of first) yield [head, ...tail];
}

type Dependencies = NaiveTask["dependsOn"];

function* jobs(types: readonly string[]): Generator<NaiveTask[]> {
  const dependencySets = types.map((_, at) => [
    ...choices(types.slice(0, at).map((type, above) => edgeChoices(type, above))),
  ]);
  for (const sets of choices(dependencySets)) {
    const dependencies = sets.map((set): Dependencies => set.flat());
    const rules = dependencies.map((set) => (set.length > 0 ? TRIGGER_RULES : (["ALL_SUCCESS"] as const)));
    for (const chosen of choices<(typeof TRIGGER_RULES)[number]>(rules)) {
      yield types.map((type, at) => ({
        taskKey: KEYS[at] ?? "",
        type,
        runIf: chosen[at] ?? "ALL_SUCCESS",
        dependsOn: dependencies[at] ?? [],
      }));
    }
  }
}

function edgeChoices(type: string, above: number): Dependencies[] {
  const taskKey = KEYS[above] ?? "";
  if (type !== "IF_ELSE_TASK") return [[], [{ taskKey, outcome: null }]];
  return [[], [{ taskKey, outcome: "true" }], [{ taskKey, outcome: "false" }]];
}

/** Every distinct run of a job; endings of tasks that do not start are not told apart. */
function* runs(tasks: readonly NaiveTask[]): Generator<Map<string, string>> {
  const endings = tasks.map((task) =>
    task.type === "IF_ELSE_TASK" ? ["true", "false", "FAILED", "CANCELED"] : ENDINGS,
  );
  for (const chosen of choices(endings)) {
    const states = naiveReplay(
      "databricks-observed",
      tasks,
      new Map(tasks.map((task, at) => [task.taskKey, chosen[at] ?? ""])),
    );
    const isFirstOfItsKind = tasks.every(
      (task, at) => isStarted(states.get(task.taskKey), chosen[at]) || chosen[at] === endings[at]?.[0],
    );
    if (isFirstOfItsKind) yield states;
  }
}

function isStarted(state: string | undefined, ending: string | undefined): boolean {
  return state === ending || (state === "SUCCESS" && (ending === "true" || ending === "false"));
}

function check(tasks: readonly NaiveTask[], states: ReadonlyMap<string, string>): void {
  const explanation = explain(toSnapshot(tasks, states));
  const { succeeded, failed, victims, notNeeded, cutOff, open } = explanation.run.counts;
  const isWrong =
    explanation.tasks.some((task) => task.verdict !== "agrees" && task.verdict !== "not-applicable") ||
    explanation.tasks.some((task) => /^UPSTREAM/.test(task.status ?? "") && task.rootCauses.length === 0) ||
    explanation.rootCauses.some((cause) => cause.kind === "unknown") ||
    succeeded + failed + victims + notNeeded + cutOff + open !== tasks.length;
  if (isWrong) expect({ tasks, states: [...states], explanation }).toBe("an explanation that fits");
}

test("every job of four tasks without conditions", () => {
  let compared = 0;
  for (const types of [["N"], ["N", "N"], ["N", "N", "N"], ["N", "N", "N", "N"]]) {
    for (const tasks of jobs(types)) {
      for (const states of runs(tasks)) {
        check(tasks, states);
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(400_000);
});

test("every job of three tasks with conditions", () => {
  let compared = 0;
  for (const types of choices([["N", "IF_ELSE_TASK"], ["N", "IF_ELSE_TASK"], ["N"]])) {
    for (const tasks of jobs(types)) {
      for (const states of runs(tasks)) {
        check(tasks, states);
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(5_000);
});
