/**
 * The wire schemas: what the service really sends, as zod schemas that lose nothing. Importing this entry loads zod; the
 * package's root entry offers the same checks, compiled, without it.
 */
export * from "./cluster.ts";
export * from "./error-body.ts";
export * from "./job.ts";
export * from "./job-run.ts";
export * from "./settings.ts";
export * from "./snapshot.ts";
export * from "./state.ts";
export * from "./task.ts";
export * from "./task-run.ts";
