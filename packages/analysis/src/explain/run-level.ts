import { isTerminal, toStatusFact } from "@runcause/core";
import type { Situation, SituationTask } from "./situation.ts";

/**
 * Why a whole run stopped, where that came from the run and not from a task (spec c.1). Its unfinished tasks are a
 * consequence of it, not results of their rules.
 */
export interface RunLevelCause {
  readonly status: string;
  /** `observed`: the status or the service's flag says so. `assumed`: only the states of the tasks do. */
  readonly certainty: "observed" | "assumed";
}

/** The run-level cause of a run, if it has one. */
export function findRunLevelCause({ snapshot, tasks }: Situation): RunLevelCause | undefined {
  const state = snapshot.jobRun?.state;
  const { status } = toStatusFact(state?.status);
  const recorded = tasks.filter((task) => task.status !== null);
  const hasClass = (...classes: string[]) => recorded.some((task) => classes.includes(task.fact.endingClass));
  switch (status) {
    case "TIMED_OUT":
    case "SKIPPED":
      return { status, certainty: "observed" };
    case "FAILED":
      return hasClass("F", "T", "UF", "C", "?") ? undefined : { status, certainty: "observed" };
    case "INTERNAL_ERROR":
      return hasClass("F", "T", "UF", "?") ? undefined : { status, certainty: "observed" };
    case "CANCELED":
      if (state?.isUserCanceledOrTimedOut) return { status, certainty: "observed" };
      return hasClass("C") && !tasks.some(isCanceledUnstarted) ? undefined : { status, certainty: "assumed" };
    default:
      return undefined;
  }
}

/** Cancelling one task hits a task that runs; one cancelled before it started went down with its run. */
function isCanceledUnstarted(task: SituationTask): boolean {
  return task.fact.status === "CANCELED" && !task.run?.startTime;
}

/** Whether a run-level cause is what ended this task, or kept it from starting. */
export function isEndedByRun(task: SituationTask, cause: RunLevelCause | undefined): boolean {
  if (!cause) return false;
  if (task.fact.status === "CANCELED") return cause.status !== "FAILED";
  if (task.fact.status === "TIMED_OUT") return cause.status === "TIMED_OUT";
  return !isTerminal(task.fact);
}
