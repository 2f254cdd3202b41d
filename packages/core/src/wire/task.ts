import * as z from "zod";
import { TASK_TYPES } from "../model/task-type.ts";
import { TRIGGER_RULES } from "../model/trigger-rule.ts";
import { JobCluster } from "./cluster.ts";
import { count, flag, list, millis, named, openEnum, optional, text } from "./scalars.ts";
import { GitConfig, Parameter } from "./settings.ts";

/** `DependsOn`: one edge; `outcome` only where the dependency is a condition (API facts b.4). */
export const DependsOn = named("DependsOn", { taskKey: z.string(), outcome: text() });
export type DependsOn = z.infer<typeof DependsOn>;

/** `Expression`: one operand of a condition (API facts b.4). */
export const Expression = named("Expression", { key: text(), value: text() });
export type Expression = z.infer<typeof Expression>;

/**
 * `Task`: the members of the base and of all subtypes in one named object (API facts b.5). No two subtypes give the same
 * member another shape, an unknown type keeps whatever it carries, and which members a type requires is a matter for
 * checking definitions, not for reading runs.
 */
export const Task = named("Task", {
  type: optional(openEnum(TASK_TYPES)),
  taskKey: z.string(),
  runIf: optional(openEnum(TRIGGER_RULES)),
  dependsOn: list(DependsOn),
  maxRetries: count(),
  minRetryIntervalMillis: millis(),
  isRetryOnTimeout: flag(),
  timeoutSeconds: count(),
  isStreaming: flag(),
  cluster: optional(JobCluster),
  source: optional(openEnum(["WORKSPACE", "GIT_PROVIDER"])),
  gitConfig: optional(GitConfig),
  parameters: list(Parameter),
  notebookPath: text(),
  filePath: text(),
  commandLineArguments: text(),
  mainClass: text(),
  dependentLibraries: list(z.string()),
  expressions: list(Expression),
  condition: text(),
  jobKey: text(),
});
export type Task = z.infer<typeof Task>;
