import { describe, expect, test } from "vitest";
import { toErrorText } from "./error-text.ts";

const messageOf = (errorTrace: string) => toErrorText({ errorTrace }).message;

describe("the line that matters", () => {
  test.each([
    [
      "Spark",
      "AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table `raw`.`orders` cannot be found.\n\tat org.apache.spark.Foo(Foo.scala:1)",
      "AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table `raw`.`orders` cannot be found.",
    ],
    [
      "the deepest cause of a Java trace",
      "java.lang.RuntimeException: job aborted\n\tat A.b(A.java:1)\nCaused by: java.io.IOException: disk\n\tat C.d(C.java:2)\nCaused by: java.net.SocketTimeoutException: read timed out\n\t... 12 more",
      "java.net.SocketTimeoutException: read timed out",
    ],
    [
      "the last line of a Python trace",
      'Traceback (most recent call last):\n  File "/w/etl.py", line 12, in <module>\n    main()\n  File "/w/etl.py", line 7, in main\n    1 / 0\nZeroDivisionError: division by zero',
      "ZeroDivisionError: division by zero",
    ],
    [
      "plain text",
      "\n\n  Cluster not found: WORKFLOW_EXECUTION_0049\nmore",
      "Cluster not found: WORKFLOW_EXECUTION_0049",
    ],
  ])("%s", (_name, trace, expected) => {
    expect(messageOf(trace)).toBe(expected);
  });

  test("the message of the state where there is no trace, nothing where there is neither", () => {
    expect(toErrorText({ stateMessage: "Task run timed out", errorTrace: "  " }).message).toBe("Task run timed out");
    expect(toErrorText({ stateMessage: "" })).toEqual({ message: null, trace: null, location: null });
  });

  test("the message where the trace names no exception; both are kept", () => {
    const text = toErrorText({ stateMessage: "WORKFLOW_0015: quota exceeded", errorTrace: "at internal.Service(x:1)" });
    expect(text).toMatchObject({
      message: "WORKFLOW_0015: quota exceeded",
      trace: "WORKFLOW_0015: quota exceeded\nat internal.Service(x:1)",
    });
  });

  test("a data dump on one line is cut, the trace is not", () => {
    const { message, trace } = toErrorText({ errorTrace: `ValueError: ${"x".repeat(100_000)}` });
    expect([message?.length, trace?.length]).toEqual([501, 100_012]);
  });

  test("a secret reaches neither", () => {
    const { message, trace } = toErrorText({ errorTrace: "ValueError: cannot connect with password=hunter2" });
    expect(`${message}${trace}`).not.toContain("hunter2");
  });
});

describe("where it points", () => {
  test.each([
    ["a notebook cell", "E: x\n\tat notebook.cell_4(load.ipynb)", { file: "load.ipynb", cell: 4, line: null }],
    [
      "the user's own frame, not a library's",
      'Traceback:\n  File "/w/etl.py", line 7, in f\n  File "/usr/lib/site-packages/x.py", line 99, in g\nKeyError: 1',
      { file: "/w/etl.py", cell: null, line: 7 },
    ],
    ["nowhere", "E: x", null],
  ])("%s", (_name, errorTrace, location) => {
    expect(toErrorText({ errorTrace }).location).toEqual(location);
  });
});
