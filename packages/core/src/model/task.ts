import type * as wire from "../wire/task.ts";
import { type JobKey, type TaskKey, toJobKey, toTaskKey } from "./keys.ts";
import { type TaskType, toTaskType } from "./task-type.ts";
import { findTriggerRule, type TriggerRule } from "./trigger-rule.ts";

/** One entry of `dependsOn`: the task waited for and, below a condition, the answer that is wanted. */
export interface Dependency {
  readonly taskKey: TaskKey;
  readonly outcome: string | undefined;
}

/** When and how often the service starts a task again by itself (API facts b.5). */
export interface RetryPolicy {
  /** How many attempts may follow the first. */
  readonly maxRetries: number;
  /** From the start of a failed attempt to the start of the next, in milliseconds. */
  readonly minIntervalMillis: number;
  readonly includesTimeouts: boolean;
}

interface TaskBase<Type extends TaskType> {
  readonly type: Type;
  readonly taskKey: TaskKey;
  /** `undefined` when the definition names a rule that no page knows; such a task is never evaluated (spec b.2). */
  readonly rule: TriggerRule | undefined;
  readonly dependencies: readonly Dependency[];
  readonly retries: RetryPolicy;
}

/** An If/Else task: `condition` combines the keys of the expressions with AND, OR, NOT (API facts b.5). */
export interface ConditionTask extends TaskBase<"IF_ELSE_TASK"> {
  readonly expressions: readonly { readonly key: string; readonly value: string }[];
  readonly condition: string | undefined;
}

/** A task that starts another job and waits for it (API facts b.5). */
export interface JobTask extends TaskBase<"JOB_TASK"> {
  readonly jobKey: JobKey | undefined;
}

/** A task that runs user code on a cluster. `code` is the notebook, file or main class. */
export interface CodeTask extends TaskBase<"NOTEBOOK_TASK" | "PYTHON_TASK" | "JAR_TASK" | "SPARK_SUBMIT_TASK"> {
  readonly code: string | undefined;
}

/** A task of a type that this version of runcause has never heard of; its rule and dependencies still count. */
export interface UnknownTask extends TaskBase<"UNKNOWN"> {
  readonly rawType: string | undefined;
}

/** A task definition in the model's terms. */
export type Task = ConditionTask | JobTask | CodeTask | UnknownTask;

/** The model of a task as the service sent it. Total: what is odd becomes an explicit unknown. */
export function toTask(task: wire.Task): Task {
  const type = toTaskType(task.type);
  const base = {
    taskKey: toTaskKey(task.taskKey),
    rule: findTriggerRule(task.runIf),
    dependencies: (task.dependsOn ?? []).map(toDependency),
    retries: {
      maxRetries: task.maxRetries ?? 0,
      minIntervalMillis: task.minRetryIntervalMillis ?? 0,
      includesTimeouts: task.isRetryOnTimeout ?? false,
    },
  };
  switch (type) {
    case "IF_ELSE_TASK":
      return {
        ...base,
        type,
        expressions: (task.expressions ?? []).map(toOperand),
        condition: task.condition ?? undefined,
      };
    case "JOB_TASK":
      return { ...base, type, jobKey: task.jobKey ? toJobKey(task.jobKey) : undefined };
    case "UNKNOWN":
      return { ...base, type, rawType: task.type ?? undefined };
    default:
      return { ...base, type, code: task.notebookPath ?? task.filePath ?? task.mainClass ?? undefined };
  }
}

function toDependency(entry: wire.DependsOn): Dependency {
  return { taskKey: toTaskKey(entry.taskKey), outcome: entry.outcome ?? undefined };
}

function toOperand(expression: wire.Expression): { key: string; value: string } {
  return { key: expression.key ?? "", value: expression.value ?? "" };
}
