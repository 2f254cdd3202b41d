import {
  findTriggerRule,
  isTerminal,
  type RunSnapshot,
  type StatusFact,
  toStatusFact,
  toTaskType,
  type wire,
} from "@runcause/core";
import { buildIndexedGraph } from "../graph/task-graph.ts";
import { findDefectiveTasks, findDefects } from "./defects.ts";
import { findGaps } from "./gaps.ts";
import { findCarriedOver } from "./generations.ts";
import { findOwnDefinition, type RecordedRun, selectTaskRuns } from "./select-task-runs.ts";
import type { Situation, SituationTask } from "./situation.ts";
import { buildTaskIndex } from "./task-index.ts";

/**
 * Puts a snapshot in order: which tasks there are, which definition and which task run counts for each, and the graph.
 * Never fails: what is missing becomes a gap, what is wrong in the definition a defect.
 */
export function assemble(snapshot: RunSnapshot): Situation {
  const index = buildTaskIndex();
  const defined = toDefinedTasks(snapshot);
  const definitions: (wire.Task | undefined)[] = [];
  for (const task of defined) definitions[index.add(task.taskKey)] ??= task;
  const { runs, missing } = selectTaskRuns(snapshot, index);
  for (const task of index.keys.keys()) definitions[task] = toDefinition(definitions[task], runs[task]?.run);
  const graph = buildIndexedGraph(index.keys, index.indexOf, (task) => definitions[task]?.dependsOn);
  const defective = findDefectiveTasks(graph);
  const carriedOver = findCarriedOver(snapshot);
  const isActive = !isTerminal(toStatusFact(snapshot.jobRun?.state?.status));
  const tasks = graph.keys.map((taskKey, at): SituationTask => {
    const definition = definitions[at];
    const recorded = runs[at];
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
  const defects = findDefects(graph, tasks, defined);
  return { snapshot, graph, tasks, defects, gaps: findGaps(snapshot, tasks, missing) };
}

/** A run's own definition; the current job's only where the run carries none. */
function toDefinedTasks({ jobRun, job }: RunSnapshot): readonly wire.Task[] {
  return (jobRun?.tasks?.length ? jobRun.tasks : job?.tasks) ?? [];
}

/**
 * The definition that counts: a task run's own copy before the job's, because definitions change between a run and its
 * repair (spec c.4). A copy that leaves the dependencies out does not mean that there are none.
 */
function toDefinition(ofJob: wire.Task | undefined, run: RecordedRun["run"] | undefined): wire.Task | undefined {
  const own = run && findOwnDefinition(run);
  if (!own) return ofJob;
  const lacksDependencies = !own.dependsOn && ofJob?.dependsOn;
  return lacksDependencies ? { ...ofJob, ...own, dependsOn: ofJob.dependsOn } : own;
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
