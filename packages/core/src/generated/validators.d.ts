import type { Job, JobRun, RunSnapshot, TaskRun, TaskRunOutput } from "../wire/index.ts";

/** One violation as ajv states it; the validator stops at the first. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: { readonly type?: string | string[]; readonly missingProperty?: string; readonly allowedValue?: unknown };
}

/** A compiled check; after a negative answer `errors` says why. Not re-entrant, like every compiled ajv function. */
export interface Validator<T> {
  (value: unknown): value is T;
  errors?: readonly SchemaError[] | null;
}

export declare const checkRunSnapshot: Validator<RunSnapshot>;
export declare const checkJobRun: Validator<JobRun>;
export declare const checkTaskRun: Validator<TaskRun>;
export declare const checkJob: Validator<Job>;
export declare const checkTaskRunOutput: Validator<TaskRunOutput>;
