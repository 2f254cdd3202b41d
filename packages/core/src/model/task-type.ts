/** The task types the service documents (API facts c.4). */
export const TASK_TYPES = [
  "NOTEBOOK_TASK",
  "PYTHON_TASK",
  "SPARK_SUBMIT_TASK",
  "IF_ELSE_TASK",
  "JOB_TASK",
  "JAR_TASK",
] as const;

/** A documented task type, or `UNKNOWN` for one this version of runcause has never heard of. */
export type TaskType = (typeof TASK_TYPES)[number] | "UNKNOWN";

const TYPES: ReadonlySet<string> = new Set(TASK_TYPES);

/** The task type as the service wrote it; anything missing or unheard of is `UNKNOWN`. */
export function toTaskType(raw: string | null | undefined): TaskType {
  return raw && TYPES.has(raw) ? (raw as TaskType) : "UNKNOWN";
}
