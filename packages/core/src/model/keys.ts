declare const brand: unique symbol;

/** A string that names one kind of thing; the brand keeps a task key from being passed for a run key. */
type Key<Kind extends string> = string & { readonly [brand]: Kind };

/** The user's name of a task, unique in its job (API facts b.5). User text: may hold anything. */
export type TaskKey = Key<"task">;
/** The service's id of a task run. */
export type TaskRunKey = Key<"task-run">;
/** The service's id of a job run. */
export type JobRunKey = Key<"job-run">;
/** The service's id of a job. */
export type JobKey = Key<"job">;

/** Names a task. */
export const toTaskKey = (raw: string): TaskKey => raw as TaskKey;
/** Names a task run. */
export const toTaskRunKey = (raw: string): TaskRunKey => raw as TaskRunKey;
/** Names a job run. */
export const toJobRunKey = (raw: string): JobRunKey => raw as JobRunKey;
/** Names a job. */
export const toJobKey = (raw: string): JobKey => raw as JobKey;
