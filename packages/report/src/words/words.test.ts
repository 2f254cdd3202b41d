import { describe, expect, test } from "vitest";
import { explainTasks, NIGHTLY } from "../testing/explanation.ts";
import { counted, toReasonWords } from "./sentences.ts";
import { findMomentText, toDurationText } from "./time.ts";

test("every reason has words of its own", () => {
  const explanation = explainTasks(NIGHTLY);
  for (const task of explanation.tasks) expect(toReasonWords(task, explanation)).not.toBe(task.reason);
});

test("one and many", () => {
  expect([counted(1, "task"), counted(2, "task"), counted(0, "dependency", "dependencies")]).toEqual([
    "1 task",
    "2 tasks",
    "0 dependencies",
  ]);
});

describe("times", () => {
  test.each([
    [0, "0 ms"],
    [999, "999 ms"],
    [4200, "4.2 s"],
    [59_960, "1m 00s"],
    [842_000, "14m 02s"],
    [11_100_000, "3h 05m"],
  ])("%i ms is %s", (millis, text) => {
    expect(toDurationText(millis)).toBe(text);
  });

  test("a moment no calendar knows has no text", () => {
    expect([findMomentText(1_790_323_200_000), findMomentText(1e300), findMomentText(null)]).toEqual([
      "2026-09-25 08:00 UTC",
      undefined,
      undefined,
    ]);
  });
});
