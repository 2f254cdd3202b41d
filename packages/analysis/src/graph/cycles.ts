import { NO_TASK, type TaskGraph } from "./task-graph.ts";

/**
 * The cycles of a graph: for each knot of tasks that wait for each other, one shortest cycle in it, as task indexes in the
 * direction of the work, beginning with the task that the definition names first. Linear and iterative, because
 * definitions are untrusted and may be deep.
 */
export function findCycles(graph: TaskGraph): number[][] {
  if (graph.order.length === graph.size) return [];
  const cycles = findKnots(graph).map((knot) => findShortestCycle(graph, new Set(knot), toFirst(knot)));
  return cycles.sort(([a = 0], [b = 0]) => a - b);
}

function toFirst(knot: readonly number[]): number {
  return knot.reduce((least, task) => Math.min(least, task));
}

/** Kosaraju's strongly connected components over the tasks that have no place in the topological order. */
function findKnots(graph: TaskGraph): number[][] {
  const seen = new Uint8Array(graph.size);
  for (const task of graph.order) seen[task] = 1;
  const finished: number[] = [];
  for (let task = 0; task < graph.size; task += 1) finishAllBelow(graph, task, seen, finished);
  const placed = new Uint8Array(graph.size).fill(1);
  for (const task of finished) placed[task] = 0;
  const components = finished.toReversed().map((task) => gatherAbove(graph, task, placed));
  return components.filter(
    (component) => component.length > 1 || component.some((task) => waitsForItself(graph, task)),
  );
}

/** Depth first along the edges; a task is finished after everything below it. */
function finishAllBelow(graph: TaskGraph, start: number, seen: Uint8Array, finished: number[]): void {
  if (seen[start]) return;
  seen[start] = 1;
  const path = [{ task: start, slot: graph.firstOut[start] ?? 0 }];
  for (let frame = path.at(-1); frame; frame = path.at(-1)) {
    if (frame.slot === graph.firstOut[frame.task + 1]) {
      finished.push(frame.task);
      path.pop();
      continue;
    }
    const below = graph.downstream[graph.outEdges[frame.slot] ?? 0] ?? 0;
    frame.slot += 1;
    if (seen[below]) continue;
    seen[below] = 1;
    path.push({ task: below, slot: graph.firstOut[below] ?? 0 });
  }
}

/** Everything that can be reached against the edges and has no place yet; empty where the start has one. */
function gatherAbove(graph: TaskGraph, start: number, placed: Uint8Array): number[] {
  if (placed[start]) return [];
  placed[start] = 1;
  const component = [start];
  for (const task of component) {
    for (const above of graph.upstream.subarray(graph.firstEdge[task], graph.firstEdge[task + 1])) {
      if (above === NO_TASK || placed[above]) continue;
      placed[above] = 1;
      component.push(above);
    }
  }
  return component;
}

function waitsForItself(graph: TaskGraph, task: number): boolean {
  return graph.upstream.subarray(graph.firstEdge[task], graph.firstEdge[task + 1]).includes(task);
}

/** Breadth first along the edges inside the knot, from the start back to itself. */
function findShortestCycle(graph: TaskGraph, knot: ReadonlySet<number>, start: number): number[] {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const task of queue) {
    for (const edge of graph.outEdges.subarray(graph.firstOut[task], graph.firstOut[task + 1])) {
      const below = graph.downstream[edge] ?? 0;
      if (below === start) return traceBack(cameFrom, start, task);
      if (!knot.has(below) || cameFrom.has(below)) continue;
      cameFrom.set(below, task);
      queue.push(below);
    }
  }
  return [start];
}

function traceBack(cameFrom: ReadonlyMap<number, number>, start: number, end: number): number[] {
  const cycle: number[] = [];
  for (let task: number | undefined = end; task !== undefined && task !== start; task = cameFrom.get(task)) {
    cycle.push(task);
  }
  return [start, ...cycle.reverse()];
}
