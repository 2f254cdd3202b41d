/**
 * The wire schemas: what the service really sends, as zod schemas that lose nothing. Importing this entry loads zod; the
 * package's root entry offers the same checks, compiled, without it. zod copies what it parses and leaves out a member called
 * `__proto__`; the root entry's reading copies nothing and keeps it.
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
