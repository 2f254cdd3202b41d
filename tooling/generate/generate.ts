// Writes every generated file, or with --check fails when a committed one is not what its source would give.
import { readFileSync, writeFileSync } from "node:fs";
import { ExplanationSchema, NarrationSchema } from "@runcause/analysis/schema";
import { RunSnapshot } from "@runcause/core/wire";
import type * as z from "zod";
import { toPublishedSchema } from "./json-schema.ts";
import { compileValidators } from "./validators.ts";

const root = new URL("../../", import.meta.url);
const DOCUMENTS = ["RunSnapshot", "JobRun", "TaskRun", "Job", "TaskRunOutput"];

const SCHEMAS: readonly (readonly [file: string, name: string, schema: z.ZodType])[] = [
  ["packages/core/schemas/snapshot-1.schema.json", "snapshot", RunSnapshot],
  ["packages/analysis/schemas/explanation-1.schema.json", "explanation", ExplanationSchema],
  ["packages/analysis/schemas/narration-1.schema.json", "narration", NarrationSchema],
];

function toSchemaText(name: string, schema: z.ZodType): string {
  const published = toPublishedSchema(schema, `urn:runcause:schema:${name}:1`, `runcause.${name}/1`);
  return `${JSON.stringify(published, null, 2)}\n`;
}

const FILES: ReadonlyMap<string, () => string> = new Map([
  ["packages/core/src/generated/validators.js", () => compileValidators(DOCUMENTS)],
  ...SCHEMAS.map(([file, name, schema]) => [file, () => toSchemaText(name, schema)] as const),
]);

const stale: string[] = [];
for (const [path, generate] of FILES) {
  const file = new URL(path, root);
  const fresh = generate();
  if (process.argv.includes("--check")) {
    if (readFileSync(file, "utf8") !== fresh) stale.push(path);
  } else {
    writeFileSync(file, fresh);
  }
}
if (stale.length > 0) {
  console.error(`Out of date: ${stale.join(", ")}. Run \`pnpm generate\` and commit the result.`);
  process.exitCode = 1;
}
