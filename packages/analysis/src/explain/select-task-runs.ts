import type { RunSnapshot, wire } from "@runcause/core";
import type { TaskIndex } from "./task-index.ts";

/** A task run and where it stands in the snapshot. */
export interface RecordedRun {
  readonly run: wire.TaskRun | wire.TaskRunSummary;
  readonly at: number | string;
}

/** Which task run counts for each task. */
export interface SelectedRuns {
  /** By task index; tasks that only a task run names are added to the index. */
  readonly runs: readonly (RecordedRun | undefined)[];
  /** The tasks whose current task run is named but was not given, with its key. */
  readonly missing: ReadonlyMap<string, string>;
}

/**
 * The task run that counts for each task. After a repair a task has several; the job run's `taskToTaskRunMap` is the
 * current picture, else the repair history's maps, the later over the earlier, else the latest start (spec c.4). An older
 * task run never stands in for a current one that was not given.
 */
export function selectTaskRuns(snapshot: RunSnapshot, index: TaskIndex): SelectedRuns {
  const runs = selectLatest(snapshot, index);
  const missing = new Map<string, string>();
  const current = toCurrentKeys(snapshot.jobRun);
  if (current.size === 0) return { runs, missing };
  const byRunKey = new Map<string, RecordedRun>();
  for (const recorded of eachRun(snapshot)) {
    byRunKey.set(typeof recorded.at === "string" ? recorded.at : (recorded.run.key ?? ""), recorded);
  }
  for (const [taskKey, runKey] of current) {
    const recorded = byRunKey.get(runKey);
    runs[index.add(taskKey)] = recorded;
    if (!recorded) missing.set(taskKey, runKey);
  }
  return { runs, missing };
}

/** The user's name of the task that a task run is of. */
export function toTaskKeyOf(run: wire.TaskRun | wire.TaskRunSummary): string | undefined {
  return run.taskKey ?? findOwnDefinition(run)?.taskKey ?? run.name ?? undefined;
}

/** A task run's own copy of its task's definition; a summary has none. */
export function findOwnDefinition(run: wire.TaskRun | wire.TaskRunSummary): wire.Task | undefined {
  return "task" in run ? ((run.task as wire.Task | null) ?? undefined) : undefined;
}

/** Whether a task run says that it is of another job run than the snapshot's. */
export function isForeign(snapshot: RunSnapshot, run: wire.TaskRun | wire.TaskRunSummary): boolean {
  const own = snapshot.jobRun?.key;
  return own !== undefined && Boolean(run.jobRunKey) && run.jobRunKey !== own;
}

/** Summaries first, so that a task run with the same key replaces its summary. */
function* eachRun(snapshot: RunSnapshot): Generator<RecordedRun> {
  for (const [at, run] of Object.entries(snapshot.jobRun?.taskRunSummaryMap ?? {})) {
    if (run && !isForeign(snapshot, run)) yield { run, at };
  }
  for (const [at, run] of snapshot.taskRuns.entries()) if (!isForeign(snapshot, run)) yield { run, at };
}

/** Among task runs that have not started the service lists the newest first, so the first one counts. */
function selectLatest(snapshot: RunSnapshot, index: TaskIndex): (RecordedRun | undefined)[] {
  const latest: (RecordedRun | undefined)[] = [];
  for (const recorded of eachRun(snapshot)) {
    const taskKey = toTaskKeyOf(recorded.run);
    if (taskKey === undefined) continue;
    const task = index.add(taskKey);
    const known = latest[task];
    const isSummaryOf = typeof known?.at === "string" && known.at === recorded.run.key;
    if (!known || isSummaryOf || isLater(recorded, known)) latest[task] = recorded;
  }
  return latest;
}

function isLater({ run: a }: RecordedRun, { run: b }: RecordedRun): boolean {
  const difference = (a.startTime ?? 0) - (b.startTime ?? 0) || (a.retryAttempt ?? 0) - (b.retryAttempt ?? 0);
  return difference > 0;
}

function toCurrentKeys(jobRun: wire.JobRun | null | undefined): Map<string, string> {
  const layers = [...(jobRun?.repairHistory ?? []), { taskToTaskRunMap: jobRun?.taskToTaskRunMap }];
  const keys = new Map<string, string>();
  for (const { taskToTaskRunMap } of layers) {
    for (const [taskKey, runKey] of Object.entries(taskToTaskRunMap ?? {})) if (runKey) keys.set(taskKey, runKey);
  }
  return keys;
}
