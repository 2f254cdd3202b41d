import { isTerminal, toStatusFact } from "@runcause/core";
import type { Situation, SituationTask } from "./situation.ts";

/**
 * Why a whole run stopped, where that came from the run and not from a task (spec c.1). Its unfinished tasks are a
 * consequence of it, not results of their rules.
 */
export interface RunLevelCause {
  readonly status: string;
  readonly message: string | null;
  /** `observed`: the status or the service's flag says so. `assumed`: only the pattern of the task states does. */
  readonly certainty: "observed" | "assumed";
}

const RUN_ONLY_STATUSES: ReadonlySet<string> = new Set(["TIMED_OUT", "SKIPPED"]);

/** The run-level cause of a run, if it has one. */
export function findRunLevelCause({ snapshot, tasks }: Situation): RunLevelCause | undefined {
  const state = snapshot.jobRun?.state;
  const { status } = toStatusFact(state?.status);
  const cause = (certainty: RunLevelCause["certainty"]) => ({
    status,
    message: state?.stateMessage ?? null,
    certainty,
  });
  if (RUN_ONLY_STATUSES.has(status)) return cause("observed");
  if (status === "INTERNAL_ERROR")
    return tasks.some((task) => task.fact.origin === "own-failure") ? undefined : cause("observed");
  if (status !== "CANCELED") return undefined;
  if (state?.isUserCanceledOrTimedOut) return cause("observed");
  const isFromTask = tasks.some((task) => task.fact.status === "CANCELED") && !tasks.some(isCanceledUnstarted);
  return isFromTask ? undefined : cause("assumed");
}

/** Cancelling one task hits a task that runs; one cancelled before it started went down with its run. */
function isCanceledUnstarted(task: SituationTask): boolean {
  return task.fact.status === "CANCELED" && !task.run?.startTime;
}

/** Whether a run-level cause is what ended this task, or kept it from starting. */
export function isEndedByRun(task: SituationTask, cause: RunLevelCause | undefined): boolean {
  if (!cause) return false;
  if (task.fact.status === "CANCELED") return true;
  if (task.fact.status === "TIMED_OUT") return cause.status === "TIMED_OUT";
  return !isTerminal(task.fact);
}
