import type { RunSnapshot, wire } from "@runcause/core";

/** A task run and where it stands in the snapshot. */
export interface RecordedRun {
  readonly run: wire.TaskRun | wire.TaskRunSummary;
  readonly at: number | string;
}

/**
 * The task run that counts for each task. After a repair a task has several; the job run's `taskToTaskRunMap` is the
 * current picture, else the repair history's maps, the later over the earlier, else the latest start (spec c.4).
 */
export function selectTaskRuns(snapshot: RunSnapshot): Map<string, RecordedRun> {
  const selected = selectLatest(snapshot);
  const current = toCurrentKeys(snapshot.jobRun);
  if (current.size === 0) return selected;
  const byRunKey = new Map<string, RecordedRun>();
  const summaries = snapshot.jobRun?.taskRunSummaryMap ?? {};
  for (const [key, run] of Object.entries(summaries)) byRunKey.set(key, { run, at: key });
  for (const [at, run] of snapshot.taskRuns.entries()) byRunKey.set(run.key, { run, at });
  for (const [taskKey, runKey] of current) {
    const recorded = byRunKey.get(runKey);
    if (recorded) selected.set(taskKey, recorded);
  }
  return selected;
}

/** The user's name of the task that a task run is of. */
export function toTaskKeyOf(run: wire.TaskRun | wire.TaskRunSummary): string | undefined {
  const definition = "task" in run ? (run.task as wire.Task | null | undefined) : undefined;
  return run.taskKey ?? definition?.taskKey ?? run.name ?? undefined;
}

function selectLatest(snapshot: RunSnapshot): Map<string, RecordedRun> {
  const latest = new Map<string, RecordedRun>();
  const consider = (run: RecordedRun["run"], at: RecordedRun["at"]) => {
    const taskKey = toTaskKeyOf(run);
    if (taskKey === undefined) return;
    const known = latest.get(taskKey);
    if (!known || startOf(run) >= startOf(known.run)) latest.set(taskKey, { run, at });
  };
  if (snapshot.taskRuns.length === 0) {
    for (const [key, run] of Object.entries(snapshot.jobRun?.taskRunSummaryMap ?? {})) consider(run, key);
  }
  for (const [at, run] of snapshot.taskRuns.entries()) consider(run, at);
  return latest;
}

function startOf(run: RecordedRun["run"]): number {
  return run.startTime ?? 0;
}

function toCurrentKeys(jobRun: wire.JobRun | null | undefined): Map<string, string> {
  const layers = (jobRun?.repairHistory ?? []).map((generation) => generation.taskToTaskRunMap ?? {});
  const current = jobRun?.taskToTaskRunMap ?? {};
  return new Map([...layers.flatMap((layer) => Object.entries(layer)), ...Object.entries(current)]);
}
