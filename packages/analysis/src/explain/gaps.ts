import { type Gap, isTerminal, type RunSnapshot, toStatusFact } from "@runcause/core";
import { isForeign, toTaskKeyOf } from "./select-task-runs.ts";
import type { SituationTask } from "./situation.ts";

/** What the snapshot lacks for a full explanation: each with what it concerns and why it matters. */
export function findGaps(
  snapshot: RunSnapshot,
  tasks: readonly SituationTask[],
  missing: ReadonlyMap<string, string>,
): Gap[] {
  const gaps = [...(snapshot.gaps ?? []), ...findRunGaps(snapshot, tasks), ...findStrayTaskRuns(snapshot)];
  const hasEnded = isOver(snapshot);
  for (const task of tasks) addTaskGaps(gaps, task, hasEnded, missing.get(task.taskKey));
  return gaps;
}

function findRunGaps(snapshot: RunSnapshot, tasks: readonly SituationTask[]): Gap[] {
  const { jobRun } = snapshot;
  const subject = jobRun?.key ?? snapshot.taskRuns[0]?.jobRunKey ?? null;
  const gaps: Gap[] = [];
  const add = (kind: string, reason: string) => gaps.push({ kind, subject, reason });
  const status = jobRun?.state?.status;
  if (!jobRun) {
    add(
      "job-run-missing",
      "the job run itself was not given, so its status, its other tasks and its definition are not known",
    );
  } else if (!status) {
    add("status-missing", "the job run states no status");
  } else if (toStatusFact(status).status === "UNKNOWN") {
    add("unknown-status", `its status ${status.slice(0, 60)} is not one that this version knows`);
  }
  if (jobRun && tasks.length === 0 && status !== "SKIPPED" && status !== "QUEUED") {
    add("tasks-missing", "neither its tasks nor their definitions were given");
  }
  return gaps;
}

function findStrayTaskRuns(snapshot: RunSnapshot): Gap[] {
  return snapshot.taskRuns.flatMap((run): Gap[] => {
    if (isForeign(snapshot, run)) {
      return [
        {
          kind: "foreign-task-run",
          subject: run.key,
          reason: `this task run is of another job run (${run.jobRunKey}) and was left out`,
        },
      ];
    }
    if (toTaskKeyOf(run) !== undefined) return [];
    return [{ kind: "task-key-missing", subject: run.key, reason: "this task run does not say of which task it is" }];
  });
}

const ENDED_WITH_ERROR: ReadonlySet<string> = new Set(["FAILED", "INTERNAL_ERROR", "TIMED_OUT"]);

function addTaskGaps(gaps: Gap[], task: SituationTask, hasEnded: boolean, currentRun: string | undefined): void {
  if (task.definition && task.fact.origin === "succeeded") return;
  const add = (kind: string, reason: string) => gaps.push({ kind, subject: task.taskKey, reason });
  if (!task.definition) {
    add("definition-missing", "its definition was not given, so its trigger rule and dependencies are not known");
  }
  if (currentRun !== undefined) add("task-run-missing", `its current task run ${currentRun} was not given`);
  else if (!task.run && hasEnded) add("task-run-missing", "no task run of it was given although the run has ended");
  else if (task.run && task.status === null) add("status-missing", "its task run states no status");
  else if (task.run && task.fact.status === "UNKNOWN") {
    add("unknown-status", "its status is not one that this version knows");
  }
  if (!ENDED_WITH_ERROR.has(task.fact.status)) return;
  if (typeof task.runAt === "string" && !hasErrorText(task)) {
    add("details-missing", "only a summary of its task run was given; its error text is in the task run itself");
  }
  if (task.definition?.type === "JOB_TASK") {
    const reason =
      "it started another job; what broke it is inside that job's run, which is explained by itself where it is given";
    add("child-run-not-followed", reason);
  }
}

function hasErrorText(task: SituationTask): boolean {
  return Boolean(task.run?.state?.errorTrace || task.run?.state?.stateMessage);
}

/** Whether there should be a task run of every task: the run has ended, and not by being turned away or taken down. */
function isOver(snapshot: RunSnapshot): boolean {
  const fact = toStatusFact(snapshot.jobRun?.state?.status);
  return isTerminal(fact) && fact.status !== "SKIPPED" && fact.status !== "CANCELED" && fact.status !== "TIMED_OUT";
}
