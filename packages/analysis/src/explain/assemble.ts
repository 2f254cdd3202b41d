import { findTriggerRule, type RunSnapshot, toStatusFact, toTaskType, type wire } from "@runcause/core";
import { buildTaskGraph } from "../graph/task-graph.ts";
import { findDefectiveTasks, findDefects } from "./defects.ts";
import { findGaps } from "./gaps.ts";
import { type RecordedRun, selectTaskRuns } from "./select-task-runs.ts";
import type { Situation, SituationTask } from "./situation.ts";

/**
 * Puts a snapshot in order: which tasks there are, which definition and which task run counts for each, and the graph.
 * Never fails: what is missing becomes a gap, what is wrong in the definition a defect.
 */
export function assemble(snapshot: RunSnapshot): Situation {
  const runs = selectTaskRuns(snapshot);
  const definitions = collectDefinitions(snapshot, runs);
  const graph = buildTaskGraph(
    [...definitions].map(([taskKey, task]) => ({ taskKey, dependsOn: task?.dependsOn ?? [] })),
  );
  const defective = findDefectiveTasks(graph);
  const tasks = graph.keys.map((taskKey, task) =>
    toSituationTask(taskKey, definitions.get(taskKey), runs.get(taskKey), defective[task] === 1),
  );
  const defects = findDefects(graph, tasks, snapshot.jobRun?.tasks ?? []);
  return { snapshot, graph, tasks, defects, gaps: findGaps(snapshot, tasks) };
}

/**
 * The definition of each task, in the order of the job. A task run's own copy counts before the job run's, and that before
 * the current job: definitions change between a run and its repair (spec c.4).
 */
function collectDefinitions(
  snapshot: RunSnapshot,
  runs: ReadonlyMap<string, RecordedRun>,
): Map<string, wire.Task | undefined> {
  const definitions = new Map<string, wire.Task | undefined>();
  const ofRun = snapshot.jobRun?.tasks;
  for (const task of (ofRun?.length ? ofRun : snapshot.job?.tasks) ?? []) {
    if (!definitions.has(task.taskKey)) definitions.set(task.taskKey, task);
  }
  for (const [taskKey, { run }] of runs) {
    const own = "task" in run ? (run.task as wire.Task | null | undefined) : undefined;
    if (own || !definitions.has(taskKey)) definitions.set(taskKey, own ?? undefined);
  }
  return definitions;
}

function toSituationTask(
  taskKey: string,
  definition: wire.Task | undefined,
  recorded: RecordedRun | undefined,
  isDefective: boolean,
): SituationTask {
  const type = toTaskType(definition?.type);
  const status = recorded?.run.state?.status ?? null;
  return {
    taskKey,
    definition,
    rule: definition ? findTriggerRule(definition.runIf) : undefined,
    mayAnswer: type === "IF_ELSE_TASK" || type === "UNKNOWN",
    fact: toStatusFact(status),
    status,
    run: recorded?.run,
    runAt: recorded?.at,
    isDefective,
  };
}
