import * as z from "zod";

const nullable = <T extends z.ZodType>(schema: T) => z.nullable(schema);
const Evidence = z.array(z.string()).describe("JSON Pointers into the snapshot");
const Certainty = z.enum(["observed", "derived", "assumed", "unknown"]);

const base = { certainty: Certainty, evidence: Evidence };

/** The statements a narration is made of; each says one thing, how sure it is and where that can be checked. */
const Statement = z.discriminatedUnion("id", [
  z.object({
    id: z.literal("task-ended"),
    ...base,
    data: z.object({ taskKey: z.string(), status: nullable(z.string()), reason: z.string() }),
  }),
  z.object({
    id: z.literal("rule-needs"),
    ...base,
    data: z.object({ rule: nullable(z.string()), dependencies: z.number() }),
  }),
  z.object({
    id: z.literal("dependency-was"),
    ...base,
    data: z.object({
      taskKey: z.string(),
      status: nullable(z.string()),
      class: z.string(),
      outcome: nullable(z.string()),
      answer: nullable(z.string()),
      decisive: z.boolean(),
    }),
  }),
  z.object({
    id: z.literal("rule-gives"),
    ...base,
    data: z.object({
      decision: z.enum(["run", "not-run", "undecided"]),
      states: z.array(z.string()),
      verdict: z.string(),
      profile: z.string(),
      explainedBy: z.array(z.string()),
      dependsOnProfile: z.boolean(),
    }),
  }),
  z.object({
    id: z.literal("leads-to"),
    ...base,
    data: z.object({
      cause: z.string(),
      kind: z.string(),
      steps: z.array(z.string()).describe("from this task up to the cause"),
      status: nullable(z.string()),
      result: nullable(z.string()),
      message: nullable(z.string()),
      trace: nullable(z.string()),
      location: nullable(z.object({ file: z.string(), line: nullable(z.number()), cell: nullable(z.number()) })),
      otherVictims: z.number(),
    }),
  }),
  z.object({
    id: z.literal("ran-after"),
    ...base,
    data: z.object({ causes: z.array(z.string()), tasks: z.array(z.string()) }),
  }),
]);

/** `runcause.narration/1`: why one task is as it is, as a list of statements in reading order. */
export const NarrationSchema = z.object({
  schema: z.literal("runcause.narration/1"),
  jobRunKey: nullable(z.string()),
  taskKey: z.string(),
  complete: z.boolean(),
  claims: z.array(Statement),
});

export type Narration = z.infer<typeof NarrationSchema>;
export type Claim = z.infer<typeof Statement>;
