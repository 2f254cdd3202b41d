import type { RunSnapshot, wire } from "@runcause/core";
import { describe, expect, test } from "vitest";
import { playRun, recordRun, type ShortJob } from "../testing/build-run.ts";
import { explain } from "./explain.ts";
import type { Explanation } from "./explanation-schema.ts";

/** What services and people really leave behind: half-known runs, odd names, retries, repairs. */

const taskOf = (explanation: Explanation, taskKey: string) =>
  explanation.tasks.find((task) => task.taskKey === taskKey);
const gapsOf = (explanation: Explanation) => explanation.gaps.map((gap) => [gap.kind, gap.subject]);
const causesOf = ({ rootCauses }: Explanation) => rootCauses.map((cause) => [cause.kind, cause.taskKey]);
const countsAddUp = ({ run: { counts } }: Explanation) =>
  counts.succeeded + counts.failed + counts.victims + counts.notNeeded + counts.cutOff + counts.open === counts.tasks;

describe("nothing unknown is ever a success", () => {
  const job: ShortJob = { a: ["ALL_SUCCESS"] };

  test("a status of the run that nobody knows", () => {
    const explanation = explain(recordRun(job, { a: "SUCCESS" }, { state: { status: "HALF_DONE" } }));
    expect(explanation.run.outcome).toBe("active");
    expect(gapsOf(explanation)).toEqual([["unknown-status", "run"]]);
  });

  test("a run without a status, without tasks, or with nothing at all", () => {
    const outcomes = [
      recordRun(job, { a: "SUCCESS" }, { state: null }),
      recordRun({}, {}),
      { schema: "runcause.snapshot/1", taskRuns: [] } satisfies RunSnapshot,
    ].map((snapshot) => explain(snapshot).complete);
    expect(outcomes).toEqual([false, false, false]);
  });

  test("a task's status that nobody knows makes a green run incomplete", () => {
    const explanation = explain(recordRun(job, { a: "EXPLODED" }, { state: { status: "SUCCESS" } }));
    expect(gapsOf(explanation)).toEqual([["unknown-status", "a"]]);
  });
});

describe("a run that failed without a failed task", () => {
  test("has itself as cause, with its message, and takes unfinished tasks with it", () => {
    const state = { status: "FAILED", stateMessage: "WORKFLOW_EXECUTION_0049 cluster not found" };
    const explanation = explain(
      recordRun({ a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"] }, { a: "PENDING", b: "BLOCKED" }, { state }),
    );
    expect(explanation.rootCauses).toMatchObject([
      { kind: "run-level", message: state.stateMessage, victims: ["a", "b"] },
    ]);
  });

  test("also when tasks were cancelled by it", () => {
    const state = { status: "INTERNAL_ERROR", stateMessage: "cluster lost" };
    const explanation = explain(
      recordRun({ a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"] }, { a: "CANCELED", b: "UPSTREAM_CANCELED" }, { state }),
    );
    expect(explanation.rootCauses).toMatchObject([{ kind: "run-level", message: "cluster lost", victims: ["a", "b"] }]);
  });
});

test("under a cancelled run no unstarted task contradicts the rules, however it is recorded", () => {
  const job: ShortJob = {
    a: ["ALL_SUCCESS"],
    ok: ["ALL_SUCCESS"],
    handler: ["ALL_DONE", "a"],
    root: ["ALL_SUCCESS"],
    next: ["ALL_SUCCESS", "ok"],
  };
  const statuses = {
    a: "CANCELED",
    ok: "SUCCESS",
    handler: "UPSTREAM_CANCELED",
    root: "UPSTREAM_CANCELED",
    next: "SKIPPED",
  };
  const explanation = explain(
    recordRun(job, statuses, { state: { status: "CANCELED", isUserCanceledOrTimedOut: true } }),
  );
  expect(causesOf(explanation)).toEqual([["run-level", null]]);
  expect(explanation.tasks.filter((task) => task.verdict === "contradiction")).toEqual([]);
  expect(taskOf(explanation, "handler")?.reason).toBe("run-ended");
});

describe("a recorded state that nothing accounts for", () => {
  test.each([
    ["below a success", { b: ["ALL_SUCCESS", "a"] }, { a: "SUCCESS", b: "EXCLUDED" }],
    ["without dependencies", { b: ["ALL_SUCCESS"] }, { b: "EXCLUDED" }],
    ["a handler that had something to handle", { b: ["AT_LEAST_ONE_FAILED", "a"] }, { a: "FAILED", b: "EXCLUDED" }],
  ] as const)("%s is unexplained and not called not needed", (_name, more, statuses) => {
    const explanation = explain(recordRun({ a: ["ALL_SUCCESS"], ...more }, statuses, { state: { status: "SUCCESS" } }));
    expect(taskOf(explanation, "b")).toMatchObject({ verdict: "contradiction", reason: "unexplained" });
    expect(causesOf(explanation)).toContainEqual(["unknown", "b"]);
    expect(explanation.run.counts.notNeeded).toBe(0);
  });

  test("with the wrong name for not having run still leads to the failure", () => {
    const explanation = explain(
      recordRun({ a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"] }, { a: "FAILED", b: "EXCLUDED" }),
    );
    expect(taskOf(explanation, "b")).toMatchObject({
      verdict: "contradiction",
      reason: "dependency-failed",
      rootCauses: ["c1"],
    });
  });
});

describe("blame goes on where a rule cannot be evaluated", () => {
  test("through a task whose rule nobody knows", () => {
    const job: ShortJob = { a: ["ALL_SUCCESS"], b: ["SOMETIMES", "a"], c: ["ALL_SUCCESS", "b"] };
    const explanation = explain(recordRun(job, { a: "FAILED", b: "UPSTREAM_FAILED", c: "UPSTREAM_FAILED" }));
    expect(causesOf(explanation)).toEqual([["task-failed", "a"]]);
    expect(explanation.rootCauses[0]?.victims).toEqual(["b", "c"]);
  });

  test.each(["EXPLODED", undefined])("to an upstream of which nothing is known (%s)", (status) => {
    const explanation = explain(
      recordRun(
        { a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"] },
        { ...(status ? { a: status } : {}), b: "UPSTREAM_FAILED" },
      ),
    );
    expect(causesOf(explanation)).toEqual([["unknown", "a"]]);
    expect(taskOf(explanation, "b")?.rootCauses).toEqual(["c1"]);
  });
});

describe("predictions are not states", () => {
  const job: ShortJob = {
    a: ["ALL_SUCCESS"],
    b: ["ALL_SUCCESS"],
    c: ["ALL_SUCCESS", "a", "b"],
    d: ["ALL_SUCCESS", "c"],
  };
  const explanation = explain(
    recordRun(job, { a: "FAILED", b: "RUNNING", c: "BLOCKED", d: "BLOCKED" }, { state: { status: "RUNNING" } }),
  );

  test("a task that cannot run any more names the cause, and is no victim yet", () => {
    expect(taskOf(explanation, "c")).toMatchObject({
      rootCauses: ["c1"],
      ranAfter: [],
      expected: { decision: "not-run" },
    });
    expect(explanation.rootCauses[0]?.victims).toEqual([]);
    expect(explanation.run.counts.open).toBe(3);
  });
});

describe("retries", () => {
  const run = (retryAttempt: number, members: Partial<wire.Task> = {}, status = "FAILED") => {
    const snapshot = recordRun(
      { a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"] },
      { a: status, b: "BLOCKED" },
      { state: { status: "RUNNING" } },
    );
    Object.assign(snapshot.taskRuns[0] ?? {}, { retryAttempt });
    Object.assign(snapshot.taskRuns[0]?.task ?? {}, { maxRetries: 3, ...members });
    return explain(snapshot);
  };

  test("a failed attempt with retries left is not final", () => {
    const explanation = run(1);
    expect([taskOf(explanation, "a")?.reason, taskOf(explanation, "b")?.expected?.decision]).toEqual([
      "retrying",
      "undecided",
    ]);
    expect(explanation.rootCauses).toEqual([]);
    expect(countsAddUp(explanation)).toBe(true);
  });

  test("the last attempt is, and so is a time-out that is not to be retried", () => {
    expect(causesOf(run(3))).toEqual([["task-failed", "a"]]);
    expect(causesOf(run(0, {}, "TIMED_OUT"))).toEqual([["task-timed-out", "a"]]);
    expect(causesOf(run(0, { isRetryOnTimeout: true }, "TIMED_OUT"))).toEqual([]);
  });

  test("a success after retries is told", () => {
    const snapshot = recordRun({ a: ["ALL_SUCCESS"] }, { a: "SUCCESS" });
    Object.assign(snapshot.taskRuns[0] ?? {}, { retryAttempt: 2 });
    expect(explain(snapshot).advisories).toEqual([{ id: "succeeded-after-retries", taskKey: "a", related: [] }]);
  });
});

describe("repairs", () => {
  test("a task that the last repair left out keeps its old state without contradicting the new ones", () => {
    const job: ShortJob = { a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"], handler: ["AT_LEAST_ONE_FAILED", "a"] };
    const snapshot = recordRun(
      job,
      { a: "SUCCESS", b: "UPSTREAM_FAILED", handler: "SUCCESS" },
      {
        repairHistory: [
          { type: "ORIGINAL", taskToTaskRunMap: { a: "old run of a", b: "run of b", handler: "run of handler" } },
          { type: "REPAIR", taskToTaskRunMap: { a: "run of a" }, repairedTasks: ["a"] },
        ],
      },
    );
    const explanation = explain(snapshot);
    expect(taskOf(explanation, "b")).toMatchObject({
      reason: "not-repaired",
      verdict: "not-applicable",
      rootCauses: [],
    });
    expect(taskOf(explanation, "handler")?.verdict).toBe("not-applicable");
    expect(countsAddUp(explanation)).toBe(true);
  });

  test("an old task run never stands in for a current one that was not given", () => {
    const snapshot = recordRun(
      { a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"] },
      { a: "SUCCESS", b: "UPSTREAM_FAILED" },
      { taskToTaskRunMap: { a: "run of a", b: "run of b, second" } },
    );
    const explanation = explain(snapshot);
    expect(taskOf(explanation, "b")?.status).toBeNull();
    expect(gapsOf(explanation)).toEqual([["task-run-missing", "b"]]);
  });

  test("a task known only by its summary is filled in beside task runs that were given", () => {
    const snapshot = recordRun(
      { a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"] },
      { b: "UPSTREAM_FAILED" },
      { taskRunSummaryMap: { k: { taskKey: "a", state: { status: "FAILED", stateMessage: "boom" } } } },
    );
    expect(explain(snapshot).rootCauses).toMatchObject([{ taskKey: "a", message: "boom", victims: ["b"] }]);
  });
});

test("a task run of another job run is left out, and that is said", () => {
  const snapshot = recordRun({ a: ["ALL_SUCCESS"] }, { a: "SUCCESS" });
  snapshot.taskRuns.push({ key: "foreign", taskKey: "inner", jobRunKey: "child", state: { status: "FAILED" } });
  const explanation = explain(snapshot);
  expect(explanation.tasks.map((task) => task.taskKey)).toEqual(["a"]);
  expect(gapsOf(explanation)).toEqual([["foreign-task-run", "foreign"]]);
});

test("what broke a nested job is inside its own run, and that is said", () => {
  const snapshot = recordRun({ a: ["ALL_SUCCESS"] }, { a: "FAILED" });
  Object.assign(snapshot.taskRuns[0]?.task ?? {}, { type: "JOB_TASK" });
  expect(gapsOf(explain(snapshot))).toEqual([["child-run-not-followed", "a"]]);
});

test("a copy of a definition that leaves the dependencies out does not take them away", () => {
  const snapshot = recordRun({ a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"] }, { a: "FAILED", b: "UPSTREAM_FAILED" });
  for (const run of snapshot.taskRuns) run.task = { taskKey: run.taskKey ?? "", type: "NOTEBOOK_TASK" };
  expect(taskOf(explain(snapshot), "b")).toMatchObject({ verdict: "agrees", rootCauses: ["c1"] });
});

describe("a service that flattens every not-run state to SKIPPED", () => {
  const flatten = (snapshot: RunSnapshot) => {
    for (const run of snapshot.taskRuns)
      if (/^(UPSTREAM|EXCLUDED)/.test(run.state?.status ?? "")) run.state = { status: "SKIPPED" };
    return explain(snapshot);
  };

  test("the reason is worked out from the rule, and the tasks below see it", () => {
    const job: ShortJob = { a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"], handler: ["AT_LEAST_ONE_FAILED", "b"] };
    const explanation = flatten(playRun(job, { a: "FAILED" }));
    expect(taskOf(explanation, "b")).toMatchObject({
      status: "SKIPPED",
      reason: "dependency-failed",
      verdict: "name-only",
      rootCauses: ["c1"],
    });
    expect(taskOf(explanation, "handler")).toMatchObject({ verdict: "agrees", reason: "handled-failure" });
  });

  test("a cut-off join is still pointed out", () => {
    const job: ShortJob = {
      gate: ["ALL_SUCCESS"],
      yes: ["ALL_SUCCESS", "gate=true"],
      no: ["ALL_SUCCESS", "gate=false"],
      join: ["ALL_SUCCESS", "yes", "no"],
    };
    expect(flatten(playRun(job, { gate: "true" })).advisories).toMatchObject([{ id: "join-cut-off", taskKey: "join" }]);
  });
});

test("conditions whose dependents speak for both answers are pointed out", () => {
  const job: ShortJob = {
    gate: ["ALL_SUCCESS"],
    a: ["ALL_SUCCESS", "gate=true"],
    b: ["ALL_SUCCESS", "gate=false"],
    c: ["ALL_SUCCESS", "gate=false"],
  };
  const explanation = explain(recordRun(job, { gate: "SUCCESS", a: "SUCCESS", b: "SUCCESS", c: "EXCLUDED" }));
  expect(explanation.advisories).toEqual([
    { id: "contradictory-condition", taskKey: "gate", related: ["a", "c", "b"] },
  ]);
  expect(taskOf(explanation, "c")).toMatchObject({ reason: "branch-not-taken", rootCauses: ["c1"] });
  expect(explanation.rootCauses).toMatchObject([{ kind: "condition", taskKey: "gate", certainty: "assumed" }]);
});

test("a time-out that is recorded as a failure with a flag is a time-out", () => {
  const snapshot = recordRun({ a: ["ALL_SUCCESS"] }, { a: "FAILED" });
  Object.assign(snapshot.taskRuns[0] ?? {}, {
    state: { status: "FAILED", stateMessage: "Task run timed out", isUserCanceledOrTimedOut: true },
  });
  expect(causesOf(explain(snapshot))).toEqual([["task-timed-out", "a"]]);
});

describe("names of mixtures are no contradictions", () => {
  test.each([
    ["UPSTREAM_CANCELED", "name-only"],
    ["UPSTREAM_FAILED", "agrees"],
  ])("a failure and a cancel above, recorded %s", (state, verdict) => {
    const snapshot = recordRun(
      { a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS"], c: ["ALL_SUCCESS", "a", "b"] },
      { a: "FAILED", c: state },
    );
    snapshot.taskRuns.push({ key: "k", taskKey: "b", jobRunKey: "run", state: { status: "CANCELED" }, startTime: 1 });
    expect(taskOf(explain(snapshot), "c")?.verdict).toBe(verdict);
  });
});
