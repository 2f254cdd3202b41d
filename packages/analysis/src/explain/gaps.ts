import { type Gap, isTerminal, type RunSnapshot, toStatusFact } from "@runcause/core";
import { toTaskKeyOf } from "./select-task-runs.ts";
import type { SituationTask } from "./situation.ts";

const ENDED_WITH_ERROR: ReadonlySet<string> = new Set(["FAILED", "INTERNAL_ERROR", "TIMED_OUT"]);

/** What the snapshot lacks for a full explanation: each with what it concerns and why it matters. */
export function findGaps(snapshot: RunSnapshot, tasks: readonly SituationTask[]): Gap[] {
  return [
    ...(snapshot.gaps ?? []),
    ...findMissingRun(snapshot),
    ...findUnnamedTaskRuns(snapshot),
    ...tasks.flatMap((task) => findTaskGaps(snapshot, task)),
  ];
}

function findMissingRun(snapshot: RunSnapshot): Gap[] {
  if (snapshot.jobRun) return [];
  const reason = "the job run itself was not given, so its status, its other tasks and its definition are not known";
  return [{ kind: "job-run-missing", subject: snapshot.taskRuns[0]?.jobRunKey ?? null, reason }];
}

function findUnnamedTaskRuns(snapshot: RunSnapshot): Gap[] {
  const unnamed = snapshot.taskRuns.filter((run) => toTaskKeyOf(run) === undefined);
  return unnamed.map(({ key }) => ({
    kind: "task-key-missing",
    subject: key,
    reason: "this task run does not say of which task it is",
  }));
}

function findTaskGaps(snapshot: RunSnapshot, task: SituationTask): Gap[] {
  const gaps: Gap[] = [];
  const add = (kind: string, reason: string) => gaps.push({ kind, subject: task.taskKey, reason });
  if (!task.definition)
    add("definition-missing", "its definition was not given, so its trigger rule and dependencies are not known");
  if (!task.run && hasStarted(snapshot))
    add("task-run-missing", "no task run of it was given although the run has ended");
  else if (task.run && task.status === null) add("status-missing", "its task run states no status");
  if (typeof task.runAt === "string" && ENDED_WITH_ERROR.has(task.fact.status) && !hasErrorText(task)) {
    add("details-missing", "only a summary of its task run was given; its error text is in the task run itself");
  }
  return gaps;
}

function hasErrorText(task: SituationTask): boolean {
  return Boolean(task.run?.state?.errorTrace || task.run?.state?.stateMessage);
}

/** A run that has ended and was not turned away at the door should have a task run of every task. */
function hasStarted(snapshot: RunSnapshot): boolean {
  const fact = toStatusFact(snapshot.jobRun?.state?.status);
  return isTerminal(fact) && fact.status !== "SKIPPED" && fact.status !== "CANCELED" && fact.status !== "TIMED_OUT";
}
