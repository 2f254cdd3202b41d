import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { checkJob, checkJobRun, checkRunSnapshot, checkTaskRun, checkTaskRunOutput } from "../generated/validators.js";
import { toPieces } from "../snapshot/document.ts";
import { EXAMPLE_FILES } from "../testing/examples.ts";
import * as wire from "./index.ts";

const json = fc.jsonValue({ maxDepth: 3 });

/** zod itself never copies a member of this name; the compiled checks do not copy at all (see the last test). */
const otherName = fc.string().filter((name) => name !== "__proto__");

/** Objects with some members of a schema, each of any JSON value, and some members that no schema has. */
function mutants(schema: z.ZodObject): fc.Arbitrary<unknown> {
  const known = fc.dictionary(fc.constantFrom(...Object.keys(schema.shape)), json, { maxKeys: 6 });
  return fc
    .tuple(known, fc.dictionary(otherName, json, { maxKeys: 2 }))
    .map(([some, others]) => ({ ...others, ...some }));
}

const SCHEMAS = Object.entries<unknown>(wire).flatMap(([name, value]) =>
  isObjectSchema(value) ? [[name, value] as const] : [],
);

function isObjectSchema(value: unknown): value is z.ZodObject {
  return typeof value === "object" && value !== null && "shape" in value;
}

describe("every wire schema loses nothing", () => {
  test("covers what the service sends", () => {
    const names = SCHEMAS.map(([name]) => name);
    for (const name of [
      "Task",
      "DependsOn",
      "State",
      "LifecycleState",
      "TaskRun",
      "TaskRunRetry",
      "TaskRunSummary",
      "JobRun",
      "RepairHistory",
      "Job",
      "JobSummary",
      "Schedule",
      "Continuous",
      "Queue",
      "JobCluster",
      "ClusterSpec",
      "NewClusterConfiguration",
      "AutoScale",
      "Libraries",
      "Parameter",
      "Expression",
      "GitConfig",
      "TaskRunCollection",
      "JobRunCollection",
      "JobCollection",
      "ErrorBody",
      "RunSnapshot",
    ]) {
      expect(names).toContain(name);
    }
  });

  test.each(SCHEMAS)("%s: what it accepts comes out as it went in", (_name, schema) => {
    fc.assert(
      fc.property(mutants(schema), (value) => {
        const parsed = schema.safeParse(value);
        if (parsed.success) expect(JSON.stringify(sortKeys(parsed.data))).toBe(JSON.stringify(sortKeys(value)));
      }),
    );
  });

  test.each(EXAMPLE_FILES.map(({ name, text }) => [name, text] as const))("%s", (name, text) => {
    const schema: z.ZodType = name.endsWith("job-run.json") ? wire.JobRun : wire.TaskRunCollection;
    expect(schema.parse(JSON.parse(text))).toEqual(JSON.parse(text));
  });

  test("unknown members, unknown enumeration values, nulls and numeric dates", () => {
    const job = {
      key: "k",
      timeCreated: 1_790_323_200_000,
      timeUpdated: "2026-09-25T08:00:00Z",
      schedule: null,
      brandNew: { deep: [1, null] },
    };
    const task = {
      type: "QUANTUM_TASK",
      taskKey: "t",
      runIf: "WHEN_READY",
      dependsOn: [{ taskKey: "a", outcome: null, weight: 2 }],
      entanglement: true,
    };
    expect(wire.Job.parse({ ...job, tasks: [task] })).toEqual({ ...job, tasks: [task] });
    expect(wire.State.parse({ status: "EVAPORATED" })).toEqual({ status: "EVAPORATED" });
  });
});

/** Key order is not part of a JSON value. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, sortKeys(member)]);
}

test("reading keeps even a member called __proto__, because it copies nothing", () => {
  const text =
    '{"key":"k","state":{"status":"FAILED"},"taskToTaskRunMap":{"__proto__":"r1"},"__proto__":{"polluted":true}}';
  const [piece] = toPieces(JSON.parse(text), "file");
  expect(piece?.kind === "job-run" && JSON.stringify(piece.jobRun)).toBe(text);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

describe("the compiled validators accept exactly what zod accepts", () => {
  const PAIRS = [
    ["RunSnapshot", wire.RunSnapshot, checkRunSnapshot],
    ["JobRun", wire.JobRun, checkJobRun],
    ["TaskRun", wire.TaskRun, checkTaskRun],
    ["Job", wire.Job, checkJob],
    ["TaskRunOutput", wire.TaskRunOutput, checkTaskRunOutput],
  ] as const;

  test.each(PAIRS)("%s over random members", (_name, schema, check) => {
    fc.assert(
      fc.property(mutants(schema), (value) => check(value) === schema.safeParse(value).success),
      { numRuns: 500 },
    );
  });

  const ONE_VALUE_REPLACED = EXAMPLE_FILES.filter(({ name }) => name.startsWith("certify"));

  test.each(ONE_VALUE_REPLACED.map(({ name, text }) => [name, text] as const))(
    "%s with one value replaced",
    (name, text) => {
      const isRun = name.endsWith("job-run.json");
      const original = isRun ? JSON.parse(text) : JSON.parse(text).items[1];
      const [schema, check] = isRun ? [wire.JobRun, checkJobRun] : [wire.TaskRun, checkTaskRun];
      for (const path of pathsOf(original)) {
        for (const replacement of [null, 7, "text", true, [], {}, [null], [{}]]) {
          const value = replaceAt(original, path, replacement);
          const verdicts = { path, replacement, accepted: check(value) };
          expect(verdicts).toEqual({ path, replacement, accepted: schema.safeParse(value).success });
        }
      }
    },
  );
});

function replaceAt(original: unknown, path: readonly string[], replacement: unknown): unknown {
  const copy = structuredClone(original);
  const parent = path.slice(0, -1).reduce((at, key) => Reflect.get(at as object, key), copy);
  Reflect.set(parent as object, path.at(-1) ?? "", replacement);
  return copy;
}

function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return path.length > 0 ? [path] : [];
  return [
    ...(path.length > 0 ? [path] : []),
    ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key])),
  ];
}
