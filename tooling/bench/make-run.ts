import { readFileSync } from "node:fs";
import { findTriggerRule, type RunSnapshot, toStatusFact, type wire } from "@runcause/core";

const EXAMPLE = new URL("../../examples/sm34b-fit-failure/task-runs.json", import.meta.url);
const template = (JSON.parse(readFileSync(EXAMPLE, "utf8")) as { items: wire.TaskRun[] }).items[2];

/** A number generator that gives the same run every time. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

const RULES = ["ALL_SUCCESS", "ALL_SUCCESS", "ALL_SUCCESS", "NONE_FAILED", "ALL_DONE", "AT_LEAST_ONE_FAILED"];

const BLOCK = 50;

/**
 * A run of so many tasks in blocks of fifty, each task waiting for one to three before it in its block; one in fifty fails.
 * The states follow the default reading, roughly: enough for every part of an explanation to have work.
 */
export function makeRun(size: number): RunSnapshot {
  const random = makeRandom(7);
  const statuses: string[] = [];
  const taskRuns = Array.from({ length: size }, (_, at): wire.TaskRun => {
    const earlier = at % BLOCK;
    const above = earlier === 0 ? [] : Array.from({ length: 1 + random(3) }, () => at - 1 - random(earlier));
    const runIf = above.length === 0 ? "ALL_SUCCESS" : (RULES[random(RULES.length)] ?? "ALL_SUCCESS");
    const status = toStatus(
      runIf,
      above.map((index) => statuses[index] ?? "SUCCESS"),
      random,
    );
    statuses.push(status);
    return toTaskRun(`task_${at}`, runIf, above, status);
  });
  return {
    schema: "runcause.snapshot/1",
    jobRun: { key: "run", jobKey: "job", jobName: "bench", state: { status: "FAILED" } },
    taskRuns,
  };
}

function toStatus(runIf: string, above: readonly string[], random: (below: number) => number): string {
  const origins = new Set(above.map((status) => toStatusFact(status).endingClass));
  const failed = origins.has("F") || origins.has("UF");
  const ran = failed || origins.has("S") || above.length === 0;
  const rule = findTriggerRule(runIf);
  if (!ran) return "EXCLUDED";
  if (rule === "AT_LEAST_ONE_FAILED" && !failed) return "EXCLUDED";
  if ((rule === "ALL_SUCCESS" || rule === "NONE_FAILED") && failed) return "UPSTREAM_FAILED";
  if (rule === "ALL_SUCCESS" && origins.has("X")) return "EXCLUDED";
  return random(50) === 0 ? "FAILED" : "SUCCESS";
}

function toTaskRun(taskKey: string, runIf: string, above: readonly number[], status: string): wire.TaskRun {
  const started = status === "SUCCESS" || status === "FAILED";
  return {
    ...template,
    key: `run of ${taskKey}`,
    jobRunKey: "run",
    name: taskKey,
    taskKey,
    state: {
      ...template?.state,
      status,
      errorTrace: status === "FAILED" ? (template?.state?.errorTrace ?? null) : null,
    },
    startTime: started ? 1_790_323_200_000 : null,
    endTime: started ? 1_790_323_260_000 : null,
    task: { ...template?.task, taskKey, runIf, dependsOn: above.map((index) => ({ taskKey: `task_${index}` })) },
  };
}
