import type { wire } from "@runcause/core";

/** A task as the graph needs it: its key and its edges, in the order of the definition. */
export interface GraphTask {
  readonly taskKey: string;
  readonly dependsOn: readonly wire.DependsOn[];
}

/**
 * The tasks of a job and their edges in compact arrays, for algorithms that visit every edge. A task is its index; the
 * edges into task `t` are `firstEdge[t]` to `firstEdge[t + 1]`, those out of it `outEdges[firstOut[t]]` and following.
 */
export interface TaskGraph {
  readonly size: number;
  readonly keys: readonly string[];
  /** The task with this key; user text, so never a plain object. */
  readonly indexOf: ReadonlyMap<string, number>;
  readonly firstEdge: Int32Array;
  /** Per edge, the entry of `dependsOn` it came from. */
  readonly entries: readonly wire.DependsOn[];
  /** Per edge, the task waited for, or `NO_TASK` where no task has that key. */
  readonly upstream: Int32Array;
  /** Per edge, the task that waits. */
  readonly downstream: Int32Array;
  readonly firstOut: Int32Array;
  readonly outEdges: Int32Array;
  /** The tasks in an order that puts each after its dependencies; tasks on a cycle, or below one, are left out. */
  readonly order: Int32Array;
}

/** Stands for the upstream of an edge that names a task which the job does not have. */
export const NO_TASK = -1;

/** The topological order, then the tasks on and below cycles in the order of the definition. */
export function inOrder({ size, order }: TaskGraph): Int32Array {
  if (order.length === size) return order;
  const all = new Int32Array(size);
  all.set(order);
  const ordered = new Set(order);
  let next = order.length;
  for (let task = 0; task < size; task += 1) if (!ordered.has(task)) all[next++] = task;
  return all;
}

/** Builds the graph. Of several tasks with one key the first counts. Linear in tasks and edges. */
export function buildTaskGraph(tasks: readonly GraphTask[]): TaskGraph {
  const indexOf = new Map<string, number>();
  const kept = tasks.filter((task) => !indexOf.has(task.taskKey) && indexOf.set(task.taskKey, indexOf.size));
  const keys = kept.map((task) => task.taskKey);
  return buildIndexedGraph(keys, indexOf, (task) => kept[task]?.dependsOn);
}

/** Builds the graph of tasks that are in an index already; `edgesOf` gives the `dependsOn` of each. */
export function buildIndexedGraph(
  keys: readonly string[],
  indexOf: ReadonlyMap<string, number>,
  edgesOf: (task: number) => readonly wire.DependsOn[] | null | undefined,
): TaskGraph {
  const size = keys.length;
  const firstEdge = new Int32Array(size + 1);
  for (let task = 0; task < size; task += 1)
    firstEdge[task + 1] = (firstEdge[task] ?? 0) + (edgesOf(task)?.length ?? 0);
  const edgeCount = firstEdge[size] ?? 0;
  const entries = new Array<wire.DependsOn>(edgeCount);
  const upstream = new Int32Array(edgeCount);
  const downstream = new Int32Array(edgeCount);
  let edge = 0;
  for (let task = 0; task < size; task += 1) {
    for (const entry of edgesOf(task) ?? []) {
      entries[edge] = entry;
      upstream[edge] = indexOf.get(entry.taskKey) ?? NO_TASK;
      downstream[edge] = task;
      edge += 1;
    }
  }
  const out = buildOutEdges(size, upstream);
  const edges = { size, firstEdge, upstream, downstream, ...out };
  return { ...edges, keys, indexOf, entries, order: sortTopologically(edges) };
}

function buildOutEdges(size: number, upstream: Int32Array): { firstOut: Int32Array; outEdges: Int32Array } {
  const firstOut = new Int32Array(size + 1);
  for (const from of upstream) {
    if (from !== NO_TASK) firstOut[from + 1] = (firstOut[from + 1] ?? 0) + 1;
  }
  for (let task = 0; task < size; task += 1) firstOut[task + 1] = (firstOut[task + 1] ?? 0) + (firstOut[task] ?? 0);
  const next = firstOut.slice();
  const outEdges = new Int32Array(firstOut[size] ?? 0);
  for (let edge = 0; edge < upstream.length; edge += 1) {
    const from = upstream[edge] ?? NO_TASK;
    if (from === NO_TASK) continue;
    const slot = next[from] ?? 0;
    outEdges[slot] = edge;
    next[from] = slot + 1;
  }
  return { firstOut, outEdges };
}

type Edges = Pick<TaskGraph, "size" | "firstEdge" | "upstream" | "downstream" | "firstOut" | "outEdges">;

/** Kahn's algorithm; among tasks that are ready, the one that became ready first. An edge to no task does not wait. */
function sortTopologically(edges: Edges): Int32Array {
  const waitsFor = countWaits(edges);
  const order = new Int32Array(edges.size);
  let ready = 0;
  for (let task = 0; task < edges.size; task += 1) {
    if (waitsFor[task] === 0) order[ready++] = task;
  }
  for (let done = 0; done < ready; done += 1) ready = release(edges, order[done] ?? 0, waitsFor, order, ready);
  return order.subarray(0, ready);
}

/** Per task, how many edges it waits for. */
function countWaits({ size, upstream, downstream }: Edges): Int32Array {
  const waitsFor = new Int32Array(size);
  for (let edge = 0; edge < upstream.length; edge += 1) {
    const task = downstream[edge] ?? 0;
    if (upstream[edge] !== NO_TASK) waitsFor[task] = (waitsFor[task] ?? 0) + 1;
  }
  return waitsFor;
}

/** Appends the tasks that waited for nothing else but this one; returns the new length of the order. */
function release(edges: Edges, task: number, waitsFor: Int32Array, order: Int32Array, ready: number): number {
  let length = ready;
  const end = edges.firstOut[task + 1] ?? 0;
  for (let slot = edges.firstOut[task] ?? 0; slot < end; slot += 1) {
    const below = edges.downstream[edges.outEdges[slot] ?? 0] ?? 0;
    const left = (waitsFor[below] ?? 0) - 1;
    waitsFor[below] = left;
    if (left === 0) order[length++] = below;
  }
  return length;
}
