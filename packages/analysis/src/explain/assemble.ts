import {
  findTriggerRule,
  isTerminal,
  type RunSnapshot,
  type StatusFact,
  toStatusFact,
  toTaskType,
  type wire,
} from "@runcause/core";
import { buildTaskGraph } from "../graph/task-graph.ts";
import { findDefectiveTasks, findDefects } from "./defects.ts";
import { findGaps } from "./gaps.ts";
import { findCarriedOver } from "./generations.ts";
import { type RecordedRun, selectTaskRuns } from "./select-task-runs.ts";
import type { Situation, SituationTask } from "./situation.ts";

/**
 * Puts a snapshot in order: which tasks there are, which definition and which task run counts for each, and the graph.
 * Never fails: what is missing becomes a gap, what is wrong in the definition a defect.
 */
export function assemble(snapshot: RunSnapshot): Situation {
  const { runs, missing } = selectTaskRuns(snapshot);
  const defined = toDefinedTasks(snapshot);
  const definitions = collectDefinitions(defined, runs);
  const graph = buildTaskGraph(
    [...definitions].map(([taskKey, task]) => ({ taskKey, dependsOn: task?.dependsOn ?? [] })),
  );
  const defective = findDefectiveTasks(graph);
  const carriedOver = findCarriedOver(snapshot);
  const isActive = !isTerminal(toStatusFact(snapshot.jobRun?.state?.status));
  const tasks = graph.keys.map((taskKey, at): SituationTask => {
    const definition = definitions.get(taskKey);
    const recorded = runs.get(taskKey);
    const type = toTaskType(definition?.type);
    return {
      taskKey,
      definition,
      rule: definition ? findTriggerRule(definition.runIf) : undefined,
      mayAnswer: type === "IF_ELSE_TASK" || type === "UNKNOWN",
      fact: isActive ? toFactInFlight(definition, recorded) : toStatusFact(recorded?.run.state?.status),
      status: recorded?.run.state?.status ?? null,
      run: recorded?.run,
      runAt: recorded?.at,
      isCarriedOver: carriedOver.has(taskKey),
      isDefective: defective[at] === 1,
    };
  });
  return {
    snapshot,
    graph,
    tasks,
    defects: findDefects(graph, tasks, defined),
    gaps: findGaps(snapshot, tasks, missing),
  };
}

/** A run's own definition; the current job's only where the run carries none. */
function toDefinedTasks({ jobRun, job }: RunSnapshot): readonly wire.Task[] {
  return (jobRun?.tasks?.length ? jobRun.tasks : job?.tasks) ?? [];
}

/**
 * The definition of each task, in the order of the job. A task run's own copy counts before the job's: definitions change
 * between a run and its repair (spec c.4). A copy that leaves the dependencies out does not mean that there are none.
 */
function collectDefinitions(
  defined: readonly wire.Task[],
  runs: ReadonlyMap<string, RecordedRun>,
): Map<string, wire.Task | undefined> {
  const definitions = new Map<string, wire.Task | undefined>();
  for (const task of defined) if (!definitions.has(task.taskKey)) definitions.set(task.taskKey, task);
  for (const [taskKey, { run }] of runs) {
    const own = ("task" in run ? (run.task as wire.Task | null) : undefined) ?? undefined;
    const ofJob = definitions.get(taskKey);
    if (own && ofJob && !own.dependsOn && ofJob.dependsOn)
      definitions.set(taskKey, { ...ofJob, ...own, dependsOn: ofJob.dependsOn });
    else if (own || !definitions.has(taskKey)) definitions.set(taskKey, own);
  }
  return definitions;
}

/** In a run that goes on, a failed attempt with retries left is not final (spec c.3). */
function toFactInFlight(definition: wire.Task | undefined, recorded: RecordedRun | undefined): StatusFact {
  const fact = toStatusFact(recorded?.run.state?.status);
  const isRetryable =
    fact.status === "FAILED" ||
    fact.status === "INTERNAL_ERROR" ||
    (fact.status === "TIMED_OUT" && definition?.isRetryOnTimeout === true);
  const hasRetryLeft = (recorded?.run.retryAttempt ?? 0) < (definition?.maxRetries ?? 0);
  return isRetryable && hasRetryLeft ? { ...fact, origin: "in-flight", endingClass: "P" } : fact;
}
