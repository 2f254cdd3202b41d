import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXAMPLE_FILES } from "../testing/examples.ts";
import { buildSnapshots } from "./build-snapshots.ts";
import { toPieces } from "./document.ts";
import { InputError, type InputProblem } from "./input-error.ts";
import { parseJsonText } from "./parse-json.ts";

const read = (text: string) => buildSnapshots(toPieces(parseJsonText(text, "file"), "file")).snapshots;
const readAll = (...values: unknown[]) => buildSnapshots(values.flatMap((value, at) => toPieces(value, `file ${at}`)));

function problemOf(run: () => unknown): InputProblem {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.problem;
    throw error;
  }
  throw new Error("no error");
}

const exampleText = (name: string) => EXAMPLE_FILES.find((file) => file.name === name)?.text ?? "";
const jobRunText = exampleText("certify-false/job-run.json");
const taskRunsText = exampleText("certify-false/task-runs.json");
const jobRun = JSON.parse(jobRunText);
const taskRuns = JSON.parse(taskRunsText);

describe("the shapes that are read", () => {
  test("a job run and its task runs become one snapshot", () => {
    const { snapshots } = readAll(jobRun, taskRuns);
    expect(snapshots).toMatchObject([
      { schema: "runcause.snapshot/1", jobRun: { key: jobRun.key }, childRuns: [], gaps: [] },
    ]);
    expect(snapshots[0]?.taskRuns).toEqual(taskRuns.items);
  });

  test("a snapshot, untouched", () => {
    const [snapshot] = readAll(jobRun, taskRuns).snapshots;
    expect(read(JSON.stringify(snapshot))).toEqual([snapshot]);
  });

  test.each([
    ["a collection", taskRuns],
    ["an array of task runs", taskRuns.items],
    ["the official CLI's envelope", { data: taskRuns, headers: { "opc-request-id": "r" }, status: 200 }],
  ])("%s", (_name, value) => {
    expect(read(JSON.stringify(value))[0]?.taskRuns).toEqual(taskRuns.items);
  });

  test("a single task run", () => {
    expect(read(JSON.stringify(taskRuns.items[1]))).toMatchObject([
      { jobRun: null, taskRuns: [{ key: taskRuns.items[1].key }] },
    ]);
  });

  test("the official CLI's output, with its first line and a byte order mark", () => {
    const text = `\uFEFFResponse:\n${JSON.stringify({ data: jobRun, headers: {}, status: 200 }, null, 2)}\n`;
    expect(read(text)[0]?.jobRun).toEqual(jobRun);
  });

  test("a page with a next page is a gap, not the whole", () => {
    const [snapshot] = read(JSON.stringify({ data: taskRuns, headers: { "Opc-Next-Page": "token" }, status: 200 }));
    expect(snapshot?.gaps).toMatchObject([{ kind: "page-missing", subject: "file" }]);
  });

  test("a definition goes with its run, an output is kept", () => {
    const job = { key: jobRun.jobKey, name: "job", tasks: [] };
    const output = { key: "o", data: [{ type: "TEXT_PLAIN", value: "x" }] };
    expect(readAll(jobRun, job, output).snapshots).toMatchObject([{ job, outputs: [output] }]);
  });
});

describe("runs that belong together", () => {
  const child = { key: "child", jobKey: "j2", parentJobRunKey: jobRun.key, state: { status: "FAILED" }, tasks: [] };
  const grandchild = { ...child, key: "grandchild", parentJobRunKey: "child" };

  test("child runs at any depth go under their root", () => {
    const { snapshots } = readAll(grandchild, child, jobRun);
    expect(snapshots.map((snapshot) => snapshot.jobRun?.key)).toEqual([jobRun.key]);
    expect(snapshots[0]?.childRuns?.map((record) => record.jobRun?.key)).toEqual(["child", "grandchild"]);
  });

  test("parents that go in a circle lose no run", () => {
    const { snapshots } = readAll(
      { ...child, key: "a", parentJobRunKey: "b" },
      { ...child, key: "b", parentJobRunKey: "a" },
    );
    expect(
      snapshots.flatMap((one) => [one.jobRun?.key, ...(one.childRuns ?? []).map((record) => record.jobRun?.key)]),
    ).toEqual(["a", "b"]);
  });

  test("two runs stay two", () => {
    expect(readAll(jobRun, { ...jobRun, key: "other" }, taskRuns).snapshots.map((one) => one.taskRuns.length)).toEqual([
      3, 0,
    ]);
  });

  test("of two states of one run the newer is used, and that is said", () => {
    const { snapshots, notes } = readAll({ ...jobRun, version: 9 }, { ...jobRun, version: 3 });
    expect(snapshots[0]?.jobRun?.version).toBe(9);
    expect(notes).toHaveLength(1);
  });

  test("a summary never displaces the task run it summarises, whatever the order", () => {
    const full = {
      key: "k",
      taskKey: "a",
      jobRunKey: "r",
      version: 3,
      endTime: 1_700_000_000_000,
      state: { status: "FAILED", errorTrace: "boom" },
      task: { taskKey: "a" },
    };
    const summary = { key: "k", taskKey: "a", jobRunKey: "r", endTime: 1_700_000_000_000, state: { status: "FAILED" } };
    const stale = { key: "k", taskKey: "a", jobRunKey: "r", state: { status: "RUNNING" } };
    for (const order of [
      [full, summary, stale],
      [stale, summary, full],
      [summary, full, stale],
    ]) {
      expect(readAll(order).snapshots[0]?.taskRuns).toEqual([full]);
    }
  });

  test("what is not used is said", () => {
    expect(readAll(jobRun, { key: "other", name: "other.job", tasks: [] }).notes).toEqual([
      expect.stringContaining("other.job"),
    ]);
    const [snapshot] = readAll(jobRun, taskRuns).snapshots;
    expect(readAll(snapshot, taskRuns.items[0]).notes).toEqual([expect.stringContaining(jobRun.key)]);
  });

  test("a gap next to a saved snapshot goes with it", () => {
    const [saved] = readAll(jobRun, taskRuns).snapshots;
    const page = { data: { items: [] }, headers: { "opc-next-page": "token" }, status: 200 };
    expect(readAll(saved, page).snapshots[0]?.gaps).toMatchObject([{ kind: "page-missing" }]);
  });

  test("a body of its own is a job run however little it carries", () => {
    expect(
      readAll({ key: "k", state: { status: "FAILED" }, version: 2, taskToTaskRunMap: null }).snapshots,
    ).toHaveLength(1);
  });
});

describe("what is refused, with the place", () => {
  test("a member of the wrong type", () => {
    const broken = structuredClone(taskRuns);
    broken.items[2].state.status = 5;
    expect(problemOf(() => toPieces(broken, "f.json"))).toEqual({
      source: "f.json",
      path: "/items/2/state/status",
      expected: "text or null",
      found: "the number 5",
    });
  });

  test("a missing member", () => {
    const broken = structuredClone(taskRuns);
    delete broken.items[1].task.dependsOn[0].taskKey;
    expect(problemOf(() => toPieces(broken, "f.json"))).toMatchObject({
      path: "/items/1/task/dependsOn/0",
      expected: 'the member "taskKey"',
    });
  });

  test("an error answer of the service", () => {
    const answer = { status: 404, code: "NotAuthorizedOrNotFound", message: "no", "opc-request-id": "req-1" };
    expect(problemOf(() => toPieces(answer, "f")).found).toMatch(/404 NotAuthorizedOrNotFound.*req-1/);
  });

  test("a list of job runs, which names no task", () => {
    expect(problemOf(() => toPieces({ items: [{ key: "k", state: { status: "FAILED" } }] }, "f"))).toMatchObject({
      path: "/items/0",
      hint: expect.stringContaining("GET jobRuns"),
    });
  });

  test("a snapshot of another version", () => {
    expect(problemOf(() => toPieces({ schema: "runcause.snapshot/2" }, "f"))).toMatchObject({
      path: "/schema",
      found: '"runcause.snapshot/2"',
    });
  });

  test.each([[7], ["text"], [null], [true], [{}], [{ hello: 1 }]])("%j", (value) => {
    expect(problemOf(() => toPieces(value, "f")).path).toBe("");
  });

  test("text that is not JSON, with line and column", () => {
    expect(problemOf(() => parseJsonText('{\n  "a": oops\n}', "f"))).toMatchObject({
      position: { line: 2, column: 8 },
    });
    expect(problemOf(() => parseJsonText("", "f")).found).toContain("empty");
  });
});

describe("a truncated input is an error, never a smaller run", () => {
  test.each(EXAMPLE_FILES.map(({ name, text }) => [name, text.trimEnd()] as const))(
    "%s at every point",
    (_name, text) => {
      for (let length = 0; length < text.length; length += 1) {
        const problem = problemOf(() => parseJsonText(text.slice(0, length), "f"));
        if (length > 0 && !problem.found.includes("end of the input") && !problem.found.includes("empty")) {
          expect({ length, problem }).toBe("a statement that the input ends too early");
        }
      }
    },
  );

  test("the official CLI's output at every point", () => {
    const text = `Response:\n${JSON.stringify({ data: taskRuns, headers: {}, status: 200 })}`;
    for (let length = 0; length < text.length; length += 7)
      expect(() => read(text.slice(0, length))).toThrow(InputError);
  });
});

describe("fuzz", () => {
  test("any JSON is read or refused, and Object.prototype stays as it was", () => {
    const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
    const key = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "__proto__",
        "constructor",
        "items",
        "data",
        "headers",
        "status",
        "tasks",
        "taskKey",
        "key",
        "state",
        "schema",
        "taskRuns",
      ),
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.jsonValue({ maxDepth: 0 }),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.array(fc.tuple(key, tie("value")), { maxLength: 6 }).map(toJsonObject),
      ),
    }));
    fc.assert(
      fc.property(value, (input) => {
        try {
          readAll(input);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 3000 },
    );
    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(before);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test("deep nesting neither overflows nor hangs", () => {
    for (const [open, close] of [
      ["[", "]"],
      ['{"data":', ',"headers":{},"status":200}'],
      ['{"items":[', "]}"],
    ] as const) {
      const depth = 20_000;
      expect(() => read(open.repeat(depth) + close.repeat(depth))).toThrow(InputError);
    }
  });
});

/** What JSON.parse gives for such text: `__proto__` is a member like any other. */
function toJsonObject(entries: readonly (readonly [string, unknown])[]): unknown {
  const members = entries.map(([key, member]) => `${JSON.stringify(key)}:${JSON.stringify(member)}`);
  return JSON.parse(`{${members.join()}}`);
}
