import type { Explanation, RootCause, TaskExplanation } from "../explain/explanation-schema.ts";
import type { Claim, Narration } from "./claim-schema.ts";

/** Tells why one task is as it is, as statements with evidence; `undefined` when the run has no such task. */
export function narrate(explanation: Explanation, taskKey: string): Narration | undefined {
  const tasks = new Map(explanation.tasks.map((task) => [task.taskKey, task]));
  const task = tasks.get(taskKey);
  if (!task) return undefined;
  const { evidence } = task;
  const claims: Claim[] = [
    { id: "task-ended", certainty: task.status === null ? "unknown" : "observed", evidence, data: pickEnding(task) },
    {
      id: "rule-needs",
      certainty: task.rule ? "observed" : "unknown",
      evidence,
      data: { rule: task.rule, dependencies: task.edges.length },
    },
    ...task.edges.map((edge) => toDependencyClaim(explanation, tasks, edge)),
    ...toRuleClaims(explanation, task),
    ...toCauseClaims(explanation, tasks, task),
    ...toRanAfterClaims(explanation, task),
  ];
  return {
    schema: "runcause.narration/1",
    jobRunKey: explanation.run.jobRunKey,
    taskKey,
    complete: explanation.complete,
    claims,
  };
}

function pickEnding({ taskKey, status, reason }: TaskExplanation) {
  return { taskKey, status, reason };
}

function toDependencyClaim(
  explanation: Explanation,
  tasks: ReadonlyMap<string, TaskExplanation>,
  edge: TaskExplanation["edges"][number],
): Claim {
  const upstream = tasks.get(edge.taskKey);
  const answer = explanation.conditions.find((condition) => condition.taskKey === edge.taskKey)?.result ?? null;
  return {
    id: "dependency-was",
    certainty: upstream?.status ? "observed" : "unknown",
    evidence: upstream?.evidence ?? [],
    data: {
      taskKey: edge.taskKey,
      status: upstream?.status ?? null,
      class: edge.class,
      outcome: edge.outcome,
      answer: edge.outcome === null ? null : answer,
      decisive: edge.decisive,
    },
  };
}

function toRuleClaims({ profile }: Explanation, task: TaskExplanation): Claim[] {
  if (!task.expected) return [];
  const { verdict, explainedBy, dependsOnProfile, evidence } = task;
  const certainty = task.expected.decision === "undecided" ? "unknown" : dependsOnProfile ? "assumed" : "derived";
  return [
    {
      id: "rule-gives",
      certainty,
      evidence,
      data: { ...task.expected, verdict, profile, explainedBy, dependsOnProfile },
    },
  ];
}

function toCauseClaims(
  explanation: Explanation,
  tasks: ReadonlyMap<string, TaskExplanation>,
  task: TaskExplanation,
): Claim[] {
  const causes = explanation.rootCauses.filter((cause) => task.rootCauses.includes(cause.id));
  const cameFrom = climb(tasks, task);
  return causes.map((cause) => ({
    id: "leads-to",
    certainty: cause.certainty,
    evidence: cause.evidence,
    data: {
      cause: cause.id,
      kind: cause.kind,
      steps: toSteps(cameFrom, task, cause),
      status: cause.status,
      result: cause.result,
      message: cause.message,
      trace: cause.trace,
      location: cause.location,
      otherVictims: cause.victims.filter((victim) => victim !== task.taskKey).length,
    },
  }));
}

/** Breadth first up the decisive edges: for each task reached, the one below it. */
function climb(tasks: ReadonlyMap<string, TaskExplanation>, start: TaskExplanation): Map<string, string> {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const task of queue) {
    for (const edge of task.edges) {
      const upstream = tasks.get(edge.taskKey);
      if (!edge.decisive || !upstream || upstream === start || cameFrom.has(edge.taskKey)) continue;
      cameFrom.set(edge.taskKey, task.taskKey);
      queue.push(upstream);
    }
  }
  return cameFrom;
}

function toSteps(cameFrom: ReadonlyMap<string, string>, task: TaskExplanation, cause: RootCause): string[] {
  if (cause.taskKey === null || !cameFrom.has(cause.taskKey)) return [task.taskKey];
  const steps: string[] = [];
  for (let key: string | undefined = cause.taskKey; key !== undefined; key = cameFrom.get(key)) steps.push(key);
  return steps.reverse();
}

function toRanAfterClaims(explanation: Explanation, task: TaskExplanation): Claim[] {
  if (task.ranAfter.length === 0) return [];
  const causes = explanation.rootCauses.filter((cause) => task.ranAfter.includes(cause.id));
  const data = { causes: task.ranAfter, tasks: causes.map((cause) => cause.taskKey ?? explanation.run.jobName ?? "") };
  return [{ id: "ran-after", certainty: "derived", evidence: causes.flatMap((cause) => cause.evidence), data }];
}
