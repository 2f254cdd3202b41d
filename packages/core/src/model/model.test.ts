import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOutcomeMet } from "./outcome.ts";
import { isDerived, isStarted, isTerminal, STATUSES, toStatusFact } from "./status.ts";
import { toTask } from "./task.ts";
import { findTriggerRule, TRIGGER_RULES } from "./trigger-rule.ts";

const namesWhere = (holds: (status: (typeof STATUSES)[number]) => boolean) => STATUSES.filter(holds).toSorted();

describe("statuses (spec a)", () => {
  test("terminal", () => {
    const terminal = [
      "SUCCESS",
      "FAILED",
      "INTERNAL_ERROR",
      "TIMED_OUT",
      "CANCELED",
      "UPSTREAM_FAILED",
      "UPSTREAM_CANCELED",
      "EXCLUDED",
      "SKIPPED",
    ];
    expect(namesWhere((status) => isTerminal(toStatusFact(status)))).toEqual(terminal.toSorted());
  });

  test("derived", () => {
    expect(namesWhere((status) => isDerived(toStatusFact(status)))).toEqual([
      "EXCLUDED",
      "SKIPPED",
      "UPSTREAM_CANCELED",
      "UPSTREAM_FAILED",
    ]);
  });

  test("ended badly by itself", () => {
    const own = namesWhere((status) => toStatusFact(status).origin === "own-failure");
    expect(own).toEqual(["CANCELED", "FAILED", "INTERNAL_ERROR", "TIMED_OUT"]);
    expect(own.every((status) => isStarted(toStatusFact(status)))).toBe(true);
  });

  test("the class an edge gets", () => {
    expect(Object.fromEntries(STATUSES.map((status) => [status, toStatusFact(status).endingClass]))).toEqual({
      PENDING: "P",
      QUEUED: "P",
      RUNNING: "P",
      BLOCKED: "P",
      CANCELING: "P",
      PAUSED_MAINTENANCE: "P",
      SUCCESS: "S",
      FAILED: "F",
      INTERNAL_ERROR: "F",
      TIMED_OUT: "T",
      CANCELED: "C",
      UPSTREAM_FAILED: "UF",
      UPSTREAM_CANCELED: "UC",
      EXCLUDED: "X",
      SKIPPED: "K",
    });
  });

  test("anything else is unknown, and neither terminal nor a success", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString", "success", "CANCELLED")),
        (text) => {
          fc.pre(!(STATUSES as readonly string[]).includes(text));
          expect(toStatusFact(text)).toMatchObject({ status: "UNKNOWN", endingClass: "?" });
          expect(isTerminal(toStatusFact(text))).toBe(false);
        },
      ),
    );
  });
});

describe("trigger rules", () => {
  test("a missing one is the documented default, an unheard-of one is none", () => {
    expect([findTriggerRule(undefined), findTriggerRule(null)]).toEqual(["ALL_SUCCESS", "ALL_SUCCESS"]);
    expect([findTriggerRule("all_success"), findTriggerRule(""), findTriggerRule("constructor")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(TRIGGER_RULES.map(findTriggerRule)).toEqual([...TRIGGER_RULES]);
  });
});

describe("outcomes", () => {
  test("are compared as the profile says", () => {
    expect([isOutcomeMet("TRUE", "true", "ignoreCase"), isOutcomeMet("TRUE", "true", "exact")]).toEqual([true, false]);
    expect(isOutcomeMet("false", "true", "ignoreCase")).toBe(false);
  });
});

describe("tasks", () => {
  test("a condition", () => {
    const task = toTask({
      type: "IF_ELSE_TASK",
      taskKey: "gate",
      expressions: [{ key: "a", value: "1 == 1" }],
      condition: "a",
      dependsOn: null,
    });
    expect(task).toMatchObject({
      type: "IF_ELSE_TASK",
      rule: "ALL_SUCCESS",
      dependencies: [],
      condition: "a",
      expressions: [{ key: "a", value: "1 == 1" }],
    });
  });

  test("a nested job", () => {
    expect(toTask({ type: "JOB_TASK", taskKey: "child", jobKey: "j" })).toMatchObject({
      type: "JOB_TASK",
      jobKey: "j",
    });
  });

  test.each([
    ["NOTEBOOK_TASK", { notebookPath: "n" }],
    ["PYTHON_TASK", { filePath: "n" }],
    ["JAR_TASK", { mainClass: "n" }],
  ])("%s knows its code", (type, members) => {
    expect(toTask({ type, taskKey: "t", ...members })).toMatchObject({ type, code: "n" });
  });

  test("an unknown type keeps its name, its rule and its dependencies", () => {
    const task = toTask({
      type: "QUANTUM_TASK",
      taskKey: "t",
      runIf: "ALL_DONE",
      maxRetries: 2,
      dependsOn: [{ taskKey: "a", outcome: "true" }],
    });
    expect(task).toMatchObject({
      type: "UNKNOWN",
      rawType: "QUANTUM_TASK",
      rule: "ALL_DONE",
      dependencies: [{ taskKey: "a", outcome: "true" }],
      retries: { maxRetries: 2 },
    });
  });
});
