/**
 * The model of an AIDP workflow run: what the service sends, what it means, and how to read it from saved data. Pure and
 * isomorphic. The zod schemas themselves are in `@runcause/core/wire`.
 */
export {
  type JobKey,
  type JobRunKey,
  type TaskKey,
  type TaskRunKey,
  toJobKey,
  toJobRunKey,
  toTaskKey,
  toTaskRunKey,
} from "./model/keys.ts";
export { CONDITION_RESULTS, type ConditionResult, isOutcomeMet, type OutcomeComparison } from "./model/outcome.ts";
export {
  type EndingClass,
  isDerived,
  isStarted,
  isTerminal,
  type KnownStatus,
  STATUSES,
  type Status,
  type StatusFact,
  type StatusOrigin,
  toStatusFact,
} from "./model/status.ts";
export {
  type CodeTask,
  type ConditionTask,
  type Dependency,
  type JobTask,
  type RetryPolicy,
  type Task,
  toTask,
  type UnknownTask,
} from "./model/task.ts";
export { TASK_TYPES, type TaskType, toTaskType } from "./model/task-type.ts";
export {
  DEFAULT_TRIGGER_RULE,
  findTriggerRule,
  isFailureRule,
  TRIGGER_RULES,
  type TriggerRule,
} from "./model/trigger-rule.ts";
export { buildSnapshots, type SnapshotSet } from "./snapshot/build-snapshots.ts";
export { type Piece, toPieces } from "./snapshot/document.ts";
export { InputError, type InputProblem } from "./snapshot/input-error.ts";
export { parseJsonText } from "./snapshot/parse-json.ts";
export { redactSecrets } from "./text/redact.ts";
export type * as wire from "./wire/index.ts";
export type { Gap, RunRecord, RunSnapshot } from "./wire/snapshot.ts";
