import { describe, expect, test } from "vitest";
import { PROFILES } from "../evaluate/profile.ts";
import { playRun, recordRun, type ShortJob } from "../testing/build-run.ts";
import { explain } from "./explain.ts";
import type { Explanation } from "./explanation-schema.ts";

const taskOf = (explanation: Explanation, taskKey: string) =>
  explanation.tasks.find((task) => task.taskKey === taskKey);
const reasonsOf = ({ tasks }: Explanation) => Object.fromEntries(tasks.map((task) => [task.taskKey, task.reason]));
const causesOf = ({ rootCauses }: Explanation) => rootCauses.map((cause) => [cause.kind, cause.taskKey, cause.victims]);

const DIAMOND: ShortJob = {
  load: ["ALL_SUCCESS"],
  left: ["ALL_SUCCESS", "load"],
  right: ["ALL_SUCCESS", "load"],
  join: ["ALL_SUCCESS", "left", "right"],
};

describe("root causes", () => {
  test("a diamond below one failure has one cause, named once", () => {
    const explanation = explain(playRun(DIAMOND, { load: "FAILED" }));
    expect(causesOf(explanation)).toEqual([["task-failed", "load", ["left", "right", "join"]]]);
    expect(taskOf(explanation, "join")?.rootCauses).toEqual(["c1"]);
  });

  test("only the failed side of a join decided", () => {
    const explanation = explain(playRun(DIAMOND, { left: "FAILED" }));
    expect(taskOf(explanation, "join")?.edges.map((edge) => [edge.taskKey, edge.decisive])).toEqual([
      ["left", true],
      ["right", false],
    ]);
  });

  test("a cancel and a time-out have kinds of their own", () => {
    const explanation = explain(playRun(DIAMOND, { left: "CANCELED", right: "TIMED_OUT" }));
    expect(causesOf(explanation)).toEqual([
      ["task-timed-out", "right", ["join"]],
      ["task-canceled", "left", []],
    ]);
  });

  test("the earlier failure comes first, and one that a handler absorbed comes last", () => {
    const job: ShortJob = {
      a: ["ALL_SUCCESS"],
      b: ["ALL_SUCCESS"],
      c: ["ALL_SUCCESS"],
      below: ["NONE_FAILED", "a", "b"],
      cleanup: ["ALL_DONE", "c"],
    };
    const snapshot = playRun(job, { a: "FAILED", b: "FAILED", c: "FAILED" });
    const times = { a: 30, b: 20, c: 10 };
    for (const run of snapshot.taskRuns) {
      const endTime = times[run.taskKey as "a"];
      if (endTime) run.endTime = endTime;
    }
    const explanation = explain(snapshot);
    expect(explanation.rootCauses.map((cause) => cause.taskKey)).toEqual(["b", "a", "c"]);
    expect(explanation.rootCauses.at(-1)?.handledBy).toEqual(["cleanup"]);
  });

  test("AT_LEAST_ONE_SUCCESS over a failure and a branch not taken blames both", () => {
    const job: ShortJob = {
      gate: ["ALL_SUCCESS"],
      a: ["ALL_SUCCESS"],
      x: ["ALL_SUCCESS", "gate=true"],
      join: ["AT_LEAST_ONE_SUCCESS", "a", "x"],
    };
    const explanation = explain(playRun(job, { gate: "false", a: "FAILED" }));
    expect(taskOf(explanation, "join")?.edges.every((edge) => edge.decisive)).toBe(true);
    expect(taskOf(explanation, "join")?.rootCauses).toEqual(["c1", "c2"]);
  });
});

describe("handlers", () => {
  const job: ShortJob = {
    load: ["ALL_SUCCESS"],
    alert: ["AT_LEAST_ONE_FAILED", "load"],
    after: ["ALL_SUCCESS", "alert"],
  };

  test("one that was not needed has no root cause, nor has what hangs below it", () => {
    const explanation = explain(playRun(job, {}, "databricks-observed"));
    expect(reasonsOf(explanation)).toEqual({
      load: "no-dependencies",
      alert: "no-failure-to-handle",
      after: "dependency-not-run",
    });
    expect(explanation.rootCauses).toEqual([]);
    expect(explanation.run.counts).toMatchObject({ succeeded: 1, notNeeded: 2 });
  });

  test("one that ran names what it handled", () => {
    const explanation = explain(playRun(job, { load: "FAILED" }));
    expect(taskOf(explanation, "alert")).toMatchObject({ reason: "handled-failure", ranAfter: ["c1"], rootCauses: [] });
    expect(explanation.rootCauses[0]).toMatchObject({ taskKey: "load", victims: [], handledBy: ["alert"] });
  });

  test("ALL_FAILED with one failure too few", () => {
    const explanation = explain(
      playRun({ a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS"], page: ["ALL_FAILED", "a", "b"] }, { a: "FAILED" }),
    );
    expect(taskOf(explanation, "page")).toMatchObject({ reason: "not-all-failed", rootCauses: [] });
    expect(taskOf(explanation, "page")?.edges.map((edge) => edge.decisive)).toEqual([false, true]);
  });
});

describe("conditions", () => {
  const branches: ShortJob = {
    gate: ["ALL_SUCCESS"],
    yes: ["ALL_SUCCESS", "gate=true"],
    no: ["ALL_SUCCESS", "gate=false"],
    join: ["ALL_SUCCESS", "yes", "no"],
  };

  test("a join that can never run is pointed out although the run is green", () => {
    const snapshot = playRun(branches, { gate: "true" });
    Object.assign(snapshot.jobRun ?? {}, { state: { status: "SUCCESS" } });
    const explanation = explain(snapshot);
    expect(explanation.run.outcome).toBe("succeeded");
    expect(explanation.advisories).toEqual([{ id: "join-cut-off", taskKey: "join", related: ["no"] }]);
    expect(taskOf(explanation, "join")).toMatchObject({
      reason: "dependency-not-run",
      dependsOnProfile: true,
      cutOff: true,
    });
  });

  test("what hangs below such a join is cut off, too; the branch itself is merely not needed", () => {
    const explanation = explain(
      playRun({ ...branches, publish: ["ALL_SUCCESS", "join"], notify: ["ALL_DONE", "publish"] }, { gate: "true" }),
    );
    const cutOff = explanation.tasks.filter((task) => task.cutOff).map((task) => task.taskKey);
    expect(cutOff).toEqual(["join", "publish", "notify"]);
    expect(explanation.run.counts).toMatchObject({ cutOff: 3, notNeeded: 1, victims: 0 });
  });

  test("an answer is not verified by the task that gave it away", () => {
    const explanation = explain(
      recordRun({ gate: ["ALL_SUCCESS"], yes: ["ALL_SUCCESS", "gate=true"] }, { gate: "SUCCESS", yes: "EXCLUDED" }),
    );
    expect(taskOf(explanation, "yes")?.verdict).toBe("not-applicable");
    expect(explanation.conditions).toEqual([
      { taskKey: "gate", result: "false", method: "dependents", supporters: ["yes"] },
    ]);
  });

  test("a dependent that ran for another reason says nothing of the answer", () => {
    const job: ShortJob = {
      gate: ["ALL_SUCCESS"],
      other: ["ALL_SUCCESS"],
      any: ["AT_LEAST_ONE_SUCCESS", "gate=true", "other"],
    };
    const explanation = explain(recordRun(job, { gate: "SUCCESS", other: "SUCCESS", any: "SUCCESS" }));
    expect(explanation.conditions[0]).toMatchObject({ result: null, method: "unknown" });
    expect(taskOf(explanation, "any")?.edges[0]?.class).toBe("S/M");
  });

  test("dependents that contradict each other leave the answer open", () => {
    const job: ShortJob = { gate: ["ALL_SUCCESS"], a: ["ALL_SUCCESS", "gate=true"], b: ["ALL_SUCCESS", "gate=true"] };
    const explanation = explain(recordRun(job, { gate: "SUCCESS", a: "SUCCESS", b: "EXCLUDED" }));
    expect(explanation.conditions[0]).toMatchObject({ result: null, method: "contradictory", supporters: ["a", "b"] });
  });

  test("an answer found for one condition settles another", () => {
    const job: ShortJob = {
      first: ["ALL_SUCCESS"],
      second: ["ALL_SUCCESS"],
      only: ["ALL_SUCCESS", "first=true"],
      both: ["ALL_SUCCESS", "first=true", "second=true"],
    };
    const explanation = explain(
      recordRun(job, { first: "SUCCESS", second: "SUCCESS", only: "SUCCESS", both: "EXCLUDED" }),
    );
    expect(explanation.conditions.map((condition) => [condition.taskKey, condition.result])).toEqual([
      ["first", "true"],
      ["second", "false"],
    ]);
  });

  test("also when the other condition comes first in the definition", () => {
    const job: ShortJob = {
      second: ["ALL_SUCCESS"],
      first: ["ALL_SUCCESS"],
      both: ["ALL_SUCCESS", "first=true", "second=true"],
      only: ["ALL_SUCCESS", "first=true"],
    };
    const explanation = explain(
      recordRun(job, { first: "SUCCESS", second: "SUCCESS", only: "SUCCESS", both: "EXCLUDED" }),
    );
    expect(explanation.conditions.map((condition) => [condition.taskKey, condition.result])).toEqual([
      ["second", "false"],
      ["first", "true"],
    ]);
  });

  test("a misspelt outcome is never met", () => {
    const explanation = explain(
      recordRun({ gate: ["ALL_SUCCESS"], a: ["ALL_SUCCESS", "gate=yes"] }, { gate: "SUCCESS", a: "EXCLUDED" }),
    );
    expect(taskOf(explanation, "a")).toMatchObject({ reason: "branch-not-taken", verdict: "agrees" });
  });
});

describe("verdicts", () => {
  const join: ShortJob = {
    gate: ["ALL_SUCCESS"],
    yes: ["ALL_SUCCESS", "gate=true"],
    no: ["ALL_SUCCESS", "gate=false"],
    join: ["ALL_SUCCESS", "yes", "no"],
  };
  const record = (state: string) =>
    explain(
      recordRun(
        join,
        { gate: "SUCCESS", yes: "SUCCESS", no: "EXCLUDED", join: state },
        { state: { status: "SUCCESS" } },
      ),
    );

  test.each([
    ["EXCLUDED", "agrees", []],
    ["SKIPPED", "name-only", []],
    ["SUCCESS", "agrees-with-other", ["databricks-docs"]],
    ["UPSTREAM_CANCELED", "contradiction", []],
  ])("recorded %s: %s", (state, verdict, explainedBy) => {
    expect(taskOf(record(state), "join")).toMatchObject({ verdict, explainedBy });
  });

  test("a state that nothing above accounts for has an unknown cause, not an invented one", () => {
    const explanation = explain(
      recordRun({ a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"] }, { a: "SUCCESS", b: "UPSTREAM_FAILED" }),
    );
    expect(taskOf(explanation, "b")).toMatchObject({
      verdict: "contradiction",
      reason: "unexplained",
      rootCauses: ["c1"],
    });
    expect(explanation.rootCauses[0]).toMatchObject({ kind: "unknown", taskKey: "b", certainty: "unknown" });
  });

  test("the chosen profile decides", () => {
    const snapshot = recordRun(join, { gate: "SUCCESS", yes: "SUCCESS", no: "EXCLUDED", join: "SUCCESS" });
    const explanation = explain(snapshot, { profile: PROFILES["databricks-docs"] });
    expect(explanation.profile).toBe("databricks-docs");
    expect(taskOf(explanation, "join")?.verdict).toBe("agrees");
  });
});

describe("runs that stopped as a whole", () => {
  const chain: ShortJob = { a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"], cleanup: ["ALL_DONE", "b"] };

  test("a cancelled run is the cause, not each of its tasks", () => {
    const state = { status: "CANCELED", isUserCanceledOrTimedOut: true };
    const explanation = explain(recordRun(chain, { a: "CANCELED", b: "CANCELED", cleanup: "CANCELED" }, { state }));
    expect(causesOf(explanation)).toEqual([["run-level", null, ["a", "b", "cleanup"]]]);
    expect(reasonsOf(explanation)).toEqual({ a: "run-ended", b: "run-ended", cleanup: "run-ended" });
    expect(explanation.run.outcome).toBe("canceled");
  });

  test("one cancelled task that rolls up to a cancelled run is a task's cause", () => {
    const snapshot = recordRun(
      chain,
      { b: "UPSTREAM_CANCELED", cleanup: "SUCCESS" },
      { state: { status: "CANCELED" } },
    );
    snapshot.taskRuns.push({
      key: "k",
      taskKey: "a",
      jobRunKey: "run",
      state: { status: "CANCELED" },
      startTime: 1,
      endTime: 2,
    });
    expect(explain(snapshot).rootCauses.map((cause) => cause.kind)).toEqual(["task-canceled"]);
  });

  test("the time limit of the job takes unfinished tasks with it and leaves a real failure its own cause", () => {
    const job: ShortJob = { ...chain, other: ["ALL_SUCCESS"] };
    const explanation = explain(recordRun(job, { a: "RUNNING", other: "FAILED" }, { state: { status: "TIMED_OUT" } }));
    expect(causesOf(explanation)).toEqual([
      ["run-level", null, ["a", "b", "cleanup"]],
      ["task-failed", "other", []],
    ]);
  });

  test("a run that was skipped started nothing", () => {
    const explanation = explain(recordRun(chain, {}, { state: { status: "SKIPPED" } }));
    expect(explanation.run).toMatchObject({ outcome: "not-started", counts: { victims: 3 } });
    expect(explanation.complete).toBe(true);
  });
});

describe("runs in flight", () => {
  test("what is certain already and what still hangs on a task", () => {
    const job: ShortJob = {
      a: ["ALL_SUCCESS"],
      b: ["ALL_SUCCESS"],
      doomed: ["ALL_SUCCESS", "a", "b"],
      open: ["AT_LEAST_ONE_SUCCESS", "a", "b"],
      sure: ["ALL_DONE", "a", "b"],
    };
    const explanation = explain(
      recordRun(
        job,
        { a: "FAILED", b: "RUNNING", doomed: "BLOCKED", open: "BLOCKED", sure: "PENDING" },
        { state: { status: "RUNNING" } },
      ),
    );
    expect(explanation.run.outcome).toBe("active");
    const expectations = Object.fromEntries(explanation.tasks.map((task) => [task.taskKey, task.expected?.decision]));
    expect(expectations).toMatchObject({ doomed: "not-run", open: "undecided", sure: "run" });
    expect(explanation.tasks.filter((task) => task.verdict !== "agrees").map((task) => task.verdict)).toEqual(
      Array(3).fill("not-applicable"),
    );
  });

  test("an unknown status is never read as success", () => {
    const explanation = explain(
      recordRun({ a: ["ALL_SUCCESS"], b: ["ALL_SUCCESS", "a"] }, { a: "EVAPORATED", b: "BLOCKED" }),
    );
    expect(taskOf(explanation, "a")?.reason).toBe("unknown-status");
    expect(taskOf(explanation, "b")?.expected?.decision).toBe("undecided");
  });
});

describe("green but not good", () => {
  test("a failure that an ALL_DONE leaf swallowed", () => {
    const snapshot = playRun({ work: ["ALL_SUCCESS"], cleanup: ["ALL_DONE", "work"] }, { work: "FAILED" });
    Object.assign(snapshot.jobRun ?? {}, { state: { status: "SUCCESS" } });
    const explanation = explain(snapshot);
    expect(explanation.run.outcome).toBe("hidden-failure");
    expect(explanation.advisories).toEqual([{ id: "failure-hidden", taskKey: "work", related: ["cleanup"] }]);
  });
});
