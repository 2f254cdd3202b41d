import type { RunSnapshot } from "@runcause/core";
import { describe, expect, test } from "vitest";
import { narrate } from "../narrate/narrate.ts";
import { recordRun, type ShortJob } from "../testing/build-run.ts";
import { explain } from "./explain.ts";

const HOSTILE_KEYS = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "",
  "x".repeat(100_000),
  "a\u0000b\u001b[31m",
  "\u202Eevil",
  "7",
];

interface BigTask {
  readonly taskKey: string;
  readonly status: string;
  readonly above: readonly string[];
  readonly rule?: string;
}

function toBigRun(tasks: readonly BigTask[]): RunSnapshot {
  const taskRuns = tasks.map(({ taskKey, status, above, rule }) => ({
    key: `run ${taskKey}`,
    taskKey,
    jobRunKey: "run",
    state: { status },
    startTime: status === "SUCCESS" || status === "FAILED" ? 1 : null,
    task: {
      type: "NOTEBOOK_TASK",
      taskKey,
      runIf: rule ?? "ALL_SUCCESS",
      dependsOn: above.map((key) => ({ taskKey: key })),
    },
  }));
  return { schema: "runcause.snapshot/1", jobRun: { key: "run", state: { status: "FAILED" } }, taskRuns };
}

describe("hostile task keys", () => {
  test.each(HOSTILE_KEYS.map((key) => [key.slice(0, 20), key] as const))(
    "%j as the task that failed",
    (_shown, key) => {
      const snapshot = toBigRun([
        { taskKey: key, status: "FAILED", above: [] },
        { taskKey: "below", status: "UPSTREAM_FAILED", above: [key] },
      ]);
      const explanation = explain(snapshot);
      expect(explanation.rootCauses.map((cause) => [cause.taskKey, cause.victims])).toEqual([[key, ["below"]]]);
      expect(narrate(explanation, key)?.taskKey).toBe(key);
      expect(explanation.complete).toBe(true);
    },
  );

  test("a job run whose maps are keyed by them, as JSON.parse gives them", () => {
    const text = `{"key":"run","state":{"status":"FAILED"},"tasks":[{"taskKey":"__proto__"},{"taskKey":"constructor","dependsOn":[{"taskKey":"__proto__"}]}],
      "taskToTaskRunMap":{"__proto__":"r1","constructor":"r2"},
      "taskRunSummaryMap":{"r1":{"taskKey":"__proto__","state":{"status":"FAILED"}},"r2":{"taskKey":"constructor","state":{"status":"UPSTREAM_FAILED"}}}}`;
    const explanation = explain({ schema: "runcause.snapshot/1", jobRun: JSON.parse(text), taskRuns: [] });
    expect(explanation.rootCauses.map((cause) => [cause.taskKey, cause.victims])).toEqual([
      ["__proto__", ["constructor"]],
    ]);
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("polluted");
  });

  test("a task that is not there is not found in a prototype either", () => {
    const explanation = explain(toBigRun([{ taskKey: "a", status: "FAILED", above: ["constructor"] }]));
    expect(explanation.defects).toMatchObject([{ id: "unknown-dependency", found: "constructor" }]);
    expect(narrate(explanation, "constructor")).toBeUndefined();
  });
});

describe("large runs", () => {
  test("a chain of 100,000 tasks below one failure", () => {
    const size = 100_000;
    const tasks = Array.from({ length: size }, (_, at) => ({
      taskKey: `t${at}`,
      status: at === 0 ? "FAILED" : "UPSTREAM_FAILED",
      above: at === 0 ? [] : [`t${at - 1}`],
    }));
    const explanation = explain(toBigRun(tasks));
    expect(explanation.rootCauses).toMatchObject([{ taskKey: "t0" }]);
    expect(explanation.rootCauses[0]?.victims).toHaveLength(size - 1);
    const path = narrate(explanation, `t${size - 1}`)?.claims.find((claim) => claim.id === "leads-to");
    expect(path?.data).toMatchObject({ cause: "c1", otherVictims: size - 2 });
  });

  test("a fan of 2,000 into one join, one of them failed", () => {
    const fan = Array.from({ length: 2000 }, (_, at) => ({
      taskKey: `t${at}`,
      status: at === 1234 ? "FAILED" : "SUCCESS",
      above: [],
    }));
    const explanation = explain(
      toBigRun([...fan, { taskKey: "join", status: "UPSTREAM_FAILED", above: fan.map((task) => task.taskKey) }]),
    );
    expect(explanation.rootCauses.map((cause) => cause.victims)).toEqual([["join"]]);
    expect(
      explanation.tasks
        .at(-1)
        ?.edges.filter((edge) => edge.decisive)
        .map((edge) => edge.taskKey),
    ).toEqual(["t1234"]);
  });

  test("a staircase in which every step adds a cause stays linear, and says that not all are listed", () => {
    const steps = Array.from({ length: 20_000 }, (_, at) => [
      { taskKey: `f${at}`, status: "FAILED", above: [] },
      { taskKey: `s${at}`, status: "UPSTREAM_FAILED", above: at === 0 ? ["f0"] : [`f${at}`, `s${at - 1}`] },
    ]).flat();
    const explanation = explain(toBigRun(steps));
    expect(explanation.rootCauses).toHaveLength(20_000);
    expect(explanation.gaps.map((gap) => gap.kind)).toEqual(["causes-capped"]);
    expect(explanation.complete).toBe(false);
    expect(explanation.tasks.every((task) => task.rootCauses.length >= 1 && task.rootCauses.length <= 100)).toBe(true);
  });

  test("a knot of 10,000 tasks that wait for each other", () => {
    const size = 10_000;
    const tasks = Array.from({ length: size }, (_, at) => ({
      taskKey: `t${at}`,
      status: "BLOCKED",
      above: [`t${(at + size - 1) % size}`],
    }));
    const [defect] = explain(toBigRun(tasks)).defects;
    expect(defect).toMatchObject({ id: "cycle", taskKey: "t0" });
    expect(defect?.related).toHaveLength(size);
  });
});

describe("defective definitions are findings, not crashes", () => {
  const defectsOf = (job: ShortJob, statuses: Record<string, string>) =>
    explain(recordRun(job, statuses)).defects.map((defect) => [defect.id, defect.taskKey, defect.related]);

  test("a dependency on a task that is not there", () => {
    expect(defectsOf({ a: ["ALL_SUCCESS", "ghost"] }, { a: "SUCCESS" })).toEqual([
      ["unknown-dependency", "a", ["ghost"]],
    ]);
  });

  test("cycles: each knot once, from its first task, in the direction of the work; what is below is no cycle", () => {
    const job: ShortJob = {
      b: ["ALL_SUCCESS", "a"],
      a: ["ALL_SUCCESS", "b"],
      self: ["ALL_SUCCESS", "self"],
      below: ["ALL_SUCCESS", "a"],
      fine: ["ALL_SUCCESS"],
    };
    expect(defectsOf(job, {})).toEqual([
      ["cycle", "b", ["b", "a"]],
      ["cycle", "self", ["self"]],
    ]);
    expect(
      explain(recordRun(job, { below: "UPSTREAM_FAILED" })).tasks.find((task) => task.taskKey === "below")?.expected,
    ).toBeNull();
  });

  test("one key twice", () => {
    const task = { taskKey: "a", type: "NOTEBOOK_TASK" };
    const snapshot = recordRun({}, {}, { tasks: [task, task, task] });
    expect(explain(snapshot).defects).toMatchObject([{ id: "duplicate-task-key", taskKey: "a" }]);
  });

  test("a rule nobody knows is not evaluated", () => {
    const explanation = explain(
      recordRun({ a: ["ALL_SUCCESS"], b: ["WHEN_READY", "a"] }, { a: "FAILED", b: "UPSTREAM_FAILED" }),
    );
    expect(explanation.defects).toMatchObject([{ id: "unknown-rule", taskKey: "b", found: "WHEN_READY" }]);
    expect(explanation.tasks[1]).toMatchObject({
      rule: null,
      expected: null,
      verdict: "not-applicable",
      reason: "unknown-rule",
    });
  });

  test("an outcome wanted of an ordinary task is ignored and reported", () => {
    const snapshot = recordRun({ a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"] }, { a: "FAILED", b: "UPSTREAM_FAILED" });
    for (const run of snapshot.taskRuns) for (const entry of run.task?.dependsOn ?? []) entry.outcome = "failed";
    const explanation = explain(snapshot);
    expect(explanation.defects).toMatchObject([{ id: "outcome-on-ordinary-task", taskKey: "b", found: "failed" }]);
    expect(explanation.tasks[1]).toMatchObject({ verdict: "agrees", rootCauses: ["c1"] });
  });

  test("a condition waited for without an outcome", () => {
    const snapshot = recordRun(
      { gate: ["ALL_SUCCESS"], yes: ["ALL_SUCCESS", "gate=true"], any: ["ALL_SUCCESS", "gate"] },
      { gate: "SUCCESS", yes: "SUCCESS", any: "SUCCESS" },
    );
    expect(explain(snapshot).defects).toMatchObject([
      { id: "condition-without-outcome", taskKey: "any", related: ["gate"] },
    ]);
  });
});

describe("what is missing is a gap, not a crash and not a guess", () => {
  const gapsOf = (snapshot: RunSnapshot) => explain(snapshot).gaps.map((gap) => [gap.kind, gap.subject]);
  const empty: RunSnapshot = { schema: "runcause.snapshot/1", taskRuns: [] };

  test("nothing at all", () => {
    expect(gapsOf(empty)).toEqual([["job-run-missing", null]]);
  });

  test("the job run", () => {
    const { taskRuns } = recordRun({ a: ["ALL_SUCCESS"] }, { a: "FAILED" });
    const explanation = explain({ ...empty, taskRuns });
    expect(explanation.gaps.map((gap) => gap.kind)).toEqual(["job-run-missing"]);
    expect(explanation.run).toMatchObject({ status: null, outcome: "failed" });
  });

  test("a task run of a run that has ended", () => {
    expect(gapsOf(recordRun({ a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"] }, { a: "FAILED" }))).toEqual([
      ["task-run-missing", "b"],
    ]);
  });

  test("a definition: the rule is not known, so it is not taken for one without dependencies", () => {
    const snapshot: RunSnapshot = {
      ...empty,
      jobRun: { key: "r", state: { status: "FAILED" } },
      taskRuns: [{ key: "k", taskKey: "a", state: { status: "UPSTREAM_FAILED" } }],
    };
    const explanation = explain(snapshot);
    expect(explanation.gaps.map((gap) => gap.kind)).toEqual(["definition-missing"]);
    expect(explanation.tasks[0]).toMatchObject({ rule: null, expected: null, reason: "definition-missing" });
  });

  test("the error text, where only a summary was given", () => {
    const jobRun = {
      key: "r",
      state: { status: "FAILED" },
      tasks: [{ taskKey: "a" }],
      taskToTaskRunMap: { a: "k" },
      taskRunSummaryMap: { k: { taskKey: "a", state: { status: "FAILED" } } },
    };
    expect(gapsOf({ ...empty, jobRun })).toEqual([["details-missing", "a"]]);
  });
});

describe("several task runs of one task", () => {
  const runs = [
    { key: "old", taskKey: "a", state: { status: "FAILED" }, startTime: 1, task: { taskKey: "a" } },
    { key: "new", taskKey: "a", state: { status: "SUCCESS" }, startTime: 2, task: { taskKey: "a" } },
  ];
  const statusOf = (jobRun: RunSnapshot["jobRun"], taskRuns = runs) =>
    explain({ schema: "runcause.snapshot/1", jobRun, taskRuns }).tasks[0]?.status;

  test("the job run's own map decides", () => {
    expect(statusOf({ key: "r", taskToTaskRunMap: { a: "old" } })).toBe("FAILED");
  });

  test("else the last repair that has the task", () => {
    expect(
      statusOf({
        key: "r",
        repairHistory: [{ taskToTaskRunMap: { a: "old" } }, { taskToTaskRunMap: { a: "new" } }, {}],
      }),
    ).toBe("SUCCESS");
  });

  test("else the latest start, whatever the order", () => {
    expect(statusOf({ key: "r" }, runs.toReversed())).toBe("SUCCESS");
  });

  test("a current run that is known only by its summary counts for what the summary says", () => {
    const jobRun = {
      key: "r",
      taskToTaskRunMap: { a: "newest" },
      taskRunSummaryMap: { newest: { taskKey: "a", state: { status: "RUNNING" } } },
    };
    expect(statusOf(jobRun)).toBe("RUNNING");
  });
});
