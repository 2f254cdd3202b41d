import { toClassMask } from "../evaluate/edge-class.ts";
import type { Attribution } from "./attribute.ts";
import type { Advisory, TaskExplanation } from "./explanation-schema.ts";
import { hasAnyClass, type Replay } from "./replay.ts";
import type { Situation } from "./situation.ts";

/** What a person should know although no task asks for it: things that went wrong in silence (spec c.1, c.3). */
export function findAdvisories(
  situation: Situation,
  played: Replay,
  { reasons }: Attribution,
  tasks: readonly TaskExplanation[],
): Advisory[] {
  const advisories: Advisory[] = [];
  const isGreen = situation.snapshot.jobRun?.state?.status === "SUCCESS";
  for (const [at, task] of situation.tasks.entries()) {
    const { taskKey } = task;
    if (isGreen && task.fact.origin === "own-failure") {
      const tolerant = tasks.filter((other) => other.ranAfter.some((id) => tasks[at]?.rootCauses.includes(id)));
      advisories.push({ id: "failure-hidden", taskKey, related: tolerant.map((other) => other.taskKey) });
    }
    if (isCutOffJoin(task.rule, reasons[at], played, at)) {
      const missing = (tasks[at]?.edges ?? []).filter((edge) => edge.group === "not-run").map((edge) => edge.taskKey);
      advisories.push({ id: "join-cut-off", taskKey, related: missing });
    }
    if (task.fact.status === "SUCCESS" && (task.run?.retryAttempt ?? 0) > 0) {
      advisories.push({ id: "succeeded-after-retries", taskKey, related: [] });
    }
  }
  return advisories;
}

/** A join that a branch not taken cut off although another branch succeeded: the costliest silent mistake (spec 0.3). */
function isCutOffJoin(rule: string | undefined, reason: string | undefined, played: Replay, at: number): boolean {
  const isCutOff = reason === "dependency-not-run" || reason === "branch-not-taken";
  return (
    rule === "ALL_SUCCESS" &&
    isCutOff &&
    hasAnyClass(played, at, toClassMask("S")) &&
    hasAnyClass(played, at, toClassMask("X"))
  );
}
