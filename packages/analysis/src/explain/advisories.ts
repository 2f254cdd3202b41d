import type { Attribution } from "./attribute.ts";
import type { Advisory, TaskExplanation } from "./explanation-schema.ts";
import { isCutOffJoin } from "./reason.ts";
import type { Replay } from "./replay.ts";
import type { Situation } from "./situation.ts";

/** What a person should know although no task asks for it: things that went wrong in silence (spec c.1, c.3, b.2). */
export function findAdvisories(
  situation: Situation,
  played: Replay,
  { reasons }: Attribution,
  tasks: readonly TaskExplanation[],
): Advisory[] {
  const isGreen = situation.snapshot.jobRun?.state?.status === "SUCCESS";
  const tolerant = isGreen ? groupTolerant(tasks) : new Map<string, string[]>();
  const advisories: Advisory[] = [];
  for (const [at, task] of situation.tasks.entries()) {
    const add = (id: Advisory["id"], related: string[]) => advisories.push({ id, taskKey: task.taskKey, related });
    const explained = tasks[at];
    const cause = explained?.rootCauses[0] ?? "";
    if (isGreen && task.fact.origin === "own-failure") add("failure-hidden", tolerant.get(cause) ?? []);
    if (isCutOffJoin(task.rule, reasons[at], played, at)) add("join-cut-off", findNotRun(explained));
    if (task.fact.status === "SUCCESS" && (task.run?.retryAttempt ?? 0) > 0) add("succeeded-after-retries", []);
    if (played.answers.get(at)?.method === "contradictory")
      add("contradictory-condition", findSupporters(situation, played, at));
  }
  return advisories;
}

function findSupporters(situation: Situation, played: Replay, at: number): string[] {
  return (played.answers.get(at)?.supporters ?? []).map((supporter) => situation.graph.keys[supporter] ?? "");
}

function findNotRun(task: TaskExplanation | undefined): string[] {
  return (task?.edges ?? []).filter((edge) => edge.group === "not-run").map((edge) => edge.taskKey);
}

/** For each cause, the tasks that ran although it stood above them. */
function groupTolerant(tasks: readonly TaskExplanation[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { taskKey, ranAfter } of tasks) {
    for (const cause of ranAfter) {
      const group = groups.get(cause);
      if (group) group.push(taskKey);
      else groups.set(cause, [taskKey]);
    }
  }
  return groups;
}
