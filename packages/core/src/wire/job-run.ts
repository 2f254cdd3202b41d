import * as z from "zod";
import { ClusterInstance, ClusterSpec } from "./cluster.ts";
import { count, list, mapOf, millis, named, openEnum, optional, text, time } from "./scalars.ts";
import { GitConfig, Parameter, Queue, Schedule } from "./settings.ts";
import { LifecycleState, State } from "./state.ts";
import { Task } from "./task.ts";
import { TaskRunSummary } from "./task-run.ts";

/** `RepairHistory`: the original run or one repair of it; `key` is a number on the wire (API facts b.11). */
export const RepairHistory = named("RepairHistory", {
  type: optional(openEnum(["ORIGINAL", "REPAIR"])),
  key: optional(z.union([z.number(), z.string()])),
  state: optional(State),
  startTime: millis(),
  endTime: millis(),
  taskToTaskRunMap: mapOf(z.string()),
  parameters: list(Parameter),
  repairedTasks: list(z.string()),
  lifecycleStates: list(LifecycleState),
  executionDuration: millis(),
  parentTaskRunKey: text(),
});
export type RepairHistory = z.infer<typeof RepairHistory>;

/**
 * `JobRun` (API facts b.7). `taskToTaskRunMap` is the current picture, `taskRunSummaryMap` holds earlier generations too.
 * Only `key` is insisted on.
 */
export const JobRun = named("JobRun", {
  key: z.string(),
  name: text(),
  jobKey: text(),
  jobName: text(),
  parentJobRunKey: text(),
  rootJobRunKey: text(),
  parentTaskRunKey: text(),
  originalAttemptRunId: text(),
  tasks: list(Task),
  createdBy: text(),
  createdByName: text(),
  runAs: text(),
  maxConcurrentRuns: count(),
  gitConfig: optional(GitConfig),
  queue: optional(Queue),
  schedule: optional(Schedule),
  timeoutSeconds: count(),
  state: optional(State),
  lifecycleStates: list(LifecycleState),
  clusterSpec: optional(ClusterSpec),
  clusterInstance: optional(ClusterInstance),
  parameters: list(Parameter),
  unifiedJobAndJobRunParameters: list(Parameter),
  systemParameters: mapOf(z.unknown()),
  repairHistory: list(RepairHistory),
  repairedTasks: list(z.string()),
  repairMode: optional(openEnum(["RESUME", "RERUN"])),
  startTime: millis(),
  endTime: millis(),
  setupDuration: millis(),
  executionDuration: millis(),
  cleanupDuration: millis(),
  runDuration: millis(),
  timeCreated: time(),
  timeUpdated: time(),
  launched: optional(openEnum(["SCHEDULED", "MANUAL"])),
  version: count(),
  taskToTaskRunMap: mapOf(z.string()),
  taskRunSummaryMap: mapOf(TaskRunSummary),
});
export type JobRun = z.infer<typeof JobRun>;

/** `JobRunSummary` (API facts b.8). */
export const JobRunSummary = named("JobRunSummary", {
  key: z.string(),
  name: text(),
  state: optional(State),
  jobKey: text(),
  jobName: text(),
  executionDuration: millis(),
  launched: text(),
  startTime: millis(),
  endTime: millis(),
  timeCreated: time(),
  timeUpdated: time(),
  createdBy: text(),
  createdByName: text(),
  runAs: text(),
});
export type JobRunSummary = z.infer<typeof JobRunSummary>;

/** `JobRunCollection`: the answer of listJobRuns (API facts b.8). */
export const JobRunCollection = named("JobRunCollection", { items: z.array(JobRunSummary) });
export type JobRunCollection = z.infer<typeof JobRunCollection>;
