import { Graph } from "@dagrejs/graphlib";
import { NO_TASK, type TaskGraph } from "./task-graph.ts";

/** What a node of the graphlib graph carries. */
export interface GraphlibNode {
  readonly taskKey: string;
}

/** What an edge of the graphlib graph carries; `outcome` is null where the dependency asks for none. */
export interface GraphlibEdge {
  readonly outcome: string | null;
}

/**
 * The id of a task in a graphlib graph. graphlib keeps ids as members of plain objects, so a bare key such as
 * `constructor` or `7` would clash or be reordered; the prefix keeps every key apart and in order.
 */
export function toNodeId(taskKey: string): string {
  return `task:${taskKey}`;
}

/**
 * The job as a graphlib graph for layout, export and other tools: a directed multigraph from dependency to dependent, edges
 * to missing tasks left out. Not for algorithms on large graphs: graphlib's own recurse.
 */
export function toGraphlib(graph: TaskGraph): Graph {
  const result = new Graph({ directed: true, multigraph: true });
  for (const taskKey of graph.keys) result.setNode(toNodeId(taskKey), { taskKey } satisfies GraphlibNode);
  for (let edge = 0; edge < graph.upstream.length; edge += 1) {
    const from = graph.upstream[edge] ?? NO_TASK;
    if (from === NO_TASK) continue;
    const label: GraphlibEdge = { outcome: graph.entries[edge]?.outcome ?? null };
    const [v, w] = [graph.keys[from] ?? "", graph.keys[graph.downstream[edge] ?? 0] ?? ""];
    result.setEdge(toNodeId(v), toNodeId(w), label, label.outcome ?? "");
  }
  return result;
}
