import type { wire } from "@runcause/core";
import { findCycles } from "../graph/cycles.ts";
import { NO_TASK, type TaskGraph } from "../graph/task-graph.ts";
import type { SituationTask } from "./situation.ts";

/** A mistake in the definition that was met while explaining a run. A full check of definitions is the linter's work. */
export interface Defect {
  readonly id:
    | "unknown-dependency"
    | "cycle"
    | "duplicate-task-key"
    | "unknown-rule"
    | "outcome-on-ordinary-task"
    | "condition-without-outcome";
  readonly taskKey: string;
  /** The tasks involved: the missing or ordinary dependency, or the cycle in the direction of the work. */
  readonly related: string[];
  /** The text in the definition that is wrong, where there is one. */
  readonly found: string | null;
}

/** Marks the tasks whose rule cannot be evaluated: those that wait for a missing task, on a cycle, or below one. */
export function findDefectiveTasks(graph: TaskGraph): Uint8Array {
  const defective = new Uint8Array(graph.size);
  if (graph.order.length < graph.size) {
    defective.fill(1);
    for (const task of graph.order) defective[task] = 0;
  }
  for (let edge = 0; edge < graph.upstream.length; edge += 1) {
    if (graph.upstream[edge] === NO_TASK) defective[graph.downstream[edge] ?? 0] = 1;
  }
  return defective;
}

/** The mistakes in a definition, in the order of its tasks. */
export function findDefects(
  graph: TaskGraph,
  tasks: readonly SituationTask[],
  defined: readonly wire.Task[],
): Defect[] {
  const defects = [...findDuplicates(defined), ...findCycleDefects(graph)];
  for (const [at, task] of tasks.entries()) addTaskDefects(defects, graph, tasks, task, at);
  return defects;
}

function findDuplicates(defined: readonly wire.Task[]): Defect[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { taskKey } of defined) (seen.has(taskKey) ? repeated : seen).add(taskKey);
  return [...repeated].map((taskKey) => ({ id: "duplicate-task-key", taskKey, related: [], found: null }));
}

function findCycleDefects(graph: TaskGraph): Defect[] {
  return findCycles(graph).map((cycle) => {
    const related = cycle.map((task) => graph.keys[task] ?? "");
    return { id: "cycle", taskKey: related[0] ?? "", related, found: null };
  });
}

function addTaskDefects(
  defects: Defect[],
  graph: TaskGraph,
  tasks: readonly SituationTask[],
  task: SituationTask,
  at: number,
): void {
  const { taskKey } = task;
  if (task.definition && task.rule === undefined) {
    defects.push({ id: "unknown-rule", taskKey, related: [], found: task.definition.runIf ?? null });
  }
  for (let edge = graph.firstEdge[at] ?? 0; edge < (graph.firstEdge[at + 1] ?? 0); edge += 1) {
    const entry = graph.entries[edge];
    const defect = entry && findEdgeDefect(taskKey, entry, tasks[graph.upstream[edge] ?? NO_TASK]);
    if (defect) defects.push(defect);
  }
}

function findEdgeDefect(
  taskKey: string,
  entry: wire.DependsOn,
  upstream: SituationTask | undefined,
): Defect | undefined {
  const outcome = entry.outcome ?? null;
  const defect = (id: Defect["id"], found: string | null) => ({ id, taskKey, related: [entry.taskKey], found });
  if (!upstream) return defect("unknown-dependency", entry.taskKey);
  if (outcome !== null) return upstream.mayAnswer ? undefined : defect("outcome-on-ordinary-task", outcome);
  return upstream.definition?.type === "IF_ELSE_TASK" ? defect("condition-without-outcome", null) : undefined;
}
