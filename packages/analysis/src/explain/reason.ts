import { isFailureRule } from "@runcause/core";
import { RESULT } from "../evaluate/decision.ts";
import { toClassMask } from "../evaluate/edge-class.ts";
import { hasAnyClass, type Replay } from "./replay.ts";
import type { SituationTask } from "./situation.ts";

/** Why a task is as it is, in one word; the data around it says the rest. */
export const REASONS = [
  // it ran
  "no-dependencies",
  "rule-satisfied",
  "ran-despite-failure",
  "handled-failure",
  // it ended badly by itself
  "failed",
  "internal-error",
  "timed-out",
  "canceled",
  // its rule kept it from running
  "dependency-failed",
  "dependency-canceled",
  "branch-not-taken",
  "dependency-not-run",
  "no-failure-to-handle",
  "not-all-failed",
  // something else did, or it is not known
  "run-ended",
  "waiting",
  "running",
  "retrying",
  "not-repaired",
  "not-recorded",
  "unknown-status",
  "unknown-rule",
  "defective-definition",
  "definition-missing",
  "unexplained",
] as const;
export type Reason = (typeof REASONS)[number];

const FAILED_OR_CANCELED = ["F", "T", "UF", "C", "UC"] as const;
const BAD = FAILED_OR_CANCELED.reduce((mask, edgeClass) => mask | toClassMask(edgeClass), 0);

/** Whether a dependency of the task failed or was cancelled. */
export function hasBadDependency(played: Replay, at: number): boolean {
  return hasAnyClass(played, at, BAD);
}

/** The reason of a task that no run-level cause ended and that did not end by its rule. */
export function toOwnReason(task: SituationTask, played: Replay, at: number): Reason {
  if (task.fact.origin === "in-flight" && isFailedAttempt(task)) return "retrying";
  switch (task.fact.status) {
    case "FAILED":
      return "failed";
    case "INTERNAL_ERROR":
      return "internal-error";
    case "TIMED_OUT":
      return "timed-out";
    case "CANCELED":
      return "canceled";
    case "SUCCESS":
      return toRanReason(task, played, at);
    case "UNKNOWN":
      return task.status === null ? "not-recorded" : "unknown-status";
    case "PENDING":
    case "BLOCKED":
    case "QUEUED":
      return "waiting";
    default:
      return "running";
  }
}

/** A failed attempt that the service will follow up by another (spec c.3). */
function isFailedAttempt({ fact }: SituationTask): boolean {
  return fact.status === "FAILED" || fact.status === "INTERNAL_ERROR" || fact.status === "TIMED_OUT";
}

function toRanReason(task: SituationTask, played: Replay, at: number): Reason {
  if (!task.definition) return "definition-missing";
  if (played.classes[at] === 0) return "no-dependencies";
  if (!hasBadDependency(played, at)) return "rule-satisfied";
  return task.rule && isFailureRule(task.rule) ? "handled-failure" : "ran-despite-failure";
}

const NOT_RUN = toClassMask("X") | toClassMask("K");

/** The reason of a task that its rule kept from running; `result` is what the rule gave, or the record where it gave nothing. */
export function toDerivedReason(task: SituationTask, played: Replay, at: number, result: number): Reason {
  if (!task.definition) return "definition-missing";
  if (!task.rule) return "unknown-rule";
  if (task.isDefective) return "defective-definition";
  if (result & RESULT.UPSTREAM_FAILED) return "dependency-failed";
  if (result & RESULT.UPSTREAM_CANCELED) return "dependency-canceled";
  const hasUnmet = hasAnyClass(played, at, toClassMask("M"));
  if (isFailureRule(task.rule) && !(hasUnmet && played.table.profile.unmetOutcome !== "edge")) {
    return hasBadDependency(played, at) ? "not-all-failed" : "no-failure-to-handle";
  }
  const isUnanswered = hasAnyClass(played, at, toClassMask("S/M")) && !hasAnyClass(played, at, NOT_RUN);
  return hasUnmet || isUnanswered ? "branch-not-taken" : "dependency-not-run";
}

/** A join that a branch not taken cut off although another branch succeeded: the costliest silent mistake (spec 0.3). */
export function isCutOffJoin(
  rule: string | undefined,
  reason: string | undefined,
  played: Replay,
  at: number,
): boolean {
  const isCutOff = reason === "dependency-not-run" || reason === "branch-not-taken";
  const hasClass = (edgeClass: "S" | "X" | "K") => hasAnyClass(played, at, toClassMask(edgeClass));
  return rule === "ALL_SUCCESS" && isCutOff && hasClass("S") && (hasClass("X") || hasClass("K"));
}
