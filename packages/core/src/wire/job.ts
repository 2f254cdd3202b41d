import * as z from "zod";
import { JobClusters } from "./cluster.ts";
import { count, list, named, optional, text, time } from "./scalars.ts";
import { Continuous, GitConfig, Parameter, Queue, Schedule } from "./settings.ts";
import { Task } from "./task.ts";

/** `Job`: a definition, as getJob answers it and as create and update bodies carry it (API facts b.1, b.2). */
export const Job = named("Job", {
  key: text(),
  name: text(),
  path: text(),
  description: text(),
  createdBy: text(),
  createdByName: text(),
  updatedBy: text(),
  updatedByName: text(),
  runAs: text(),
  timeCreated: time(),
  timeUpdated: time(),
  schedule: optional(Schedule),
  continuous: optional(Continuous),
  maxConcurrentRuns: count(),
  queue: optional(Queue),
  timeoutSeconds: count(),
  gitConfig: optional(GitConfig),
  jobClusters: JobClusters,
  parameters: list(Parameter),
  tasks: list(Task),
});
export type Job = z.infer<typeof Job>;

/** `JobSummary`: no tasks and no description (API facts b.3). */
export const JobSummary = named("JobSummary", {
  key: z.string(),
  name: text(),
  path: text(),
  createdBy: text(),
  createdByName: text(),
  updatedBy: text(),
  updatedByName: text(),
  runAs: text(),
  schedule: optional(Schedule),
  timeCreated: time(),
  timeUpdated: time(),
  clusters: list(z.string()),
  jobClusters: JobClusters,
});
export type JobSummary = z.infer<typeof JobSummary>;

/** `JobCollection`: the answer of listJobs (API facts b.3). */
export const JobCollection = named("JobCollection", { items: z.array(JobSummary) });
export type JobCollection = z.infer<typeof JobCollection>;
