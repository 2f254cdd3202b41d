import * as z from "zod";
import { Job } from "./job.ts";
import { JobRun } from "./job-run.ts";
import { named, optional, text } from "./scalars.ts";
import { TaskRun, TaskRunOutput } from "./task-run.ts";

/** The schema name that every snapshot carries; the number is its major version. */
export const SNAPSHOT_SCHEMA = "runcause.snapshot/1";

/** Something that could not be read, and why: stated, never an exception, so that the explanation still comes. */
export const Gap = named("Gap", {
  kind: z.string().meta({ examples: ["job-run-missing", "page-missing", "task-run-missing", "definition-missing"] }),
  subject: text(),
  reason: z.string(),
});
export type Gap = z.infer<typeof Gap>;

/** One job run with its task runs. */
export const RunRecord = named("RunRecord", { jobRun: optional(JobRun), taskRuns: z.array(TaskRun) });
export type RunRecord = z.infer<typeof RunRecord>;

/**
 * `runcause.snapshot/1`: everything read about one run, in one file. An explanation can be made again from it without the
 * service. `childRuns` holds the runs that JOB_TASKs started, at any depth, linked by `parentTaskRunKey`.
 */
export const RunSnapshot = RunRecord.extend({
  schema: z.literal(SNAPSHOT_SCHEMA),
  childRuns: optional(z.array(RunRecord)),
  job: optional(Job),
  outputs: optional(z.array(TaskRunOutput)),
  gaps: optional(z.array(Gap)),
}).meta({ id: "RunSnapshot" });
export type RunSnapshot = z.infer<typeof RunSnapshot>;
