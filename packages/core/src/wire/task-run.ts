import * as z from "zod";
import { ClusterSpec } from "./cluster.ts";
import { count, flag, list, mapOf, millis, named, openEnum, optional, text } from "./scalars.ts";
import { Parameter } from "./settings.ts";
import { LifecycleState, State } from "./state.ts";
import { Task } from "./task.ts";

/** `TaskRunRetry`: one earlier attempt; `retryNumber` 0 is the original (API facts b.9). */
export const TaskRunRetry = named("TaskRunRetry", {
  retryNumber: count(),
  startTime: millis(),
  endTime: millis(),
  clusterValidationStartTime: millis(),
  state: optional(State),
  setupDuration: millis(),
  executionDuration: millis(),
  cleanupDuration: millis(),
  externalId: text(),
  outputKey: text(),
});
export type TaskRunRetry = z.infer<typeof TaskRunRetry>;

/** `TaskRunSummary`: every member optional (API facts b.10). */
export const TaskRunSummary = named("TaskRunSummary", {
  key: text(),
  name: text(),
  taskKey: text(),
  jobRunKey: text(),
  parentJobRunKey: text(),
  rootJobRunKey: text(),
  clusterValidationStartTime: millis(),
  startTime: millis(),
  endTime: millis(),
  state: optional(State),
  externalId: text(),
  retryAttempt: count(),
});
export type TaskRunSummary = z.infer<typeof TaskRunSummary>;

/** `TaskRun`, complete (API facts b.9). Only `key` is insisted on: summaries in lists carry less than the page promises. */
export const TaskRun = named("TaskRun", {
  key: z.string(),
  name: text(),
  taskKey: text(),
  jobKey: text(),
  jobRunKey: text(),
  parentJobRunKey: text(),
  rootJobRunKey: text(),
  state: optional(State),
  lifecycleStates: list(LifecycleState),
  task: optional(Task),
  startTime: millis(),
  endTime: millis(),
  clusterValidationStartTime: millis(),
  setupDuration: millis(),
  executionDuration: millis(),
  cleanupDuration: millis(),
  clusterSpec: optional(ClusterSpec),
  version: count(),
  retryAttempt: count(),
  retries: list(TaskRunRetry),
  outputKey: text(),
  externalId: text(),
  systemParameters: mapOf(z.unknown()),
  parameters: list(Parameter),
});
export type TaskRun = z.infer<typeof TaskRun>;

/** `TaskRunCollection`: the answer of listTaskRuns (API facts b.10). */
export const TaskRunCollection = named("TaskRunCollection", { items: z.array(TaskRun) });
export type TaskRunCollection = z.infer<typeof TaskRunCollection>;

const OUTPUT_TYPES = [
  "TEXT_PLAIN",
  "NOTEBOOK",
  "TEXT_HTML",
  "IMAGE_PNG",
  "IMAGE_SVG",
  "IMAGE_JPEG",
  "APPLICATION_PDF",
  "APPLICATION_JSON",
  "FILE_PATH",
  "NOTEBOOK_PATH",
];

/** `RunOutputData`; `length` is a string on the wire (API facts b.12). */
export const RunOutputData = named("RunOutputData", {
  type: openEnum(OUTPUT_TYPES),
  length: text(),
  charset: text(),
  isBase64: flag(),
  compression: text(),
  value: text(),
});
export type RunOutputData = z.infer<typeof RunOutputData>;

/** `TaskRunOutput`: the answer of fetchOutput (API facts b.12). */
export const TaskRunOutput = named("TaskRunOutput", {
  key: text(),
  taskType: text(),
  isTruncated: flag(),
  errorTrace: text(),
  data: z.array(RunOutputData),
  outputParameters: list(Parameter),
  version: count(),
});
export type TaskRunOutput = z.infer<typeof TaskRunOutput>;
