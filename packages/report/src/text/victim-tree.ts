import type { RootCause, TaskExplanation } from "@runcause/analysis";

/** One line of a tree of victims. */
export interface TreeLine {
  /** For each level above, whether more follows there; the last entry is for the line itself. */
  readonly more: readonly boolean[];
  /** The task of this line, or nothing where the line stands for tasks that are not shown. */
  readonly task: TaskExplanation | undefined;
  /** How many tasks that are not shown the line stands for, or hang below its task. */
  readonly hidden: number;
}

/** Deeper than this a line is no longer indented further, so that a long chain stays on the page. */
const MAX_DEPTH = 12;

/**
 * The tasks that a cause kept from running, as a tree along the edges that decided. A task that can be reached in several
 * ways stands once, under the first. The nearest `room` tasks are shown; what is left out is counted where it hangs.
 *
 * @param printed the tasks that stand in an earlier tree; those shown here are added
 */
export function toVictimTree(
  tasks: ReadonlyMap<string, TaskExplanation>,
  cause: RootCause,
  room: number,
  printed: Set<string>,
): TreeLine[] {
  const victims = new Set(cause.victims.filter((victim) => !printed.has(victim)));
  const children = collectChildren(tasks, victims, cause.taskKey);
  const order = breadthFirst(children);
  const shown = new Set(order.slice(0, room));
  for (const taskKey of order) printed.add(taskKey);
  return layOut(tasks, children, shown, countHidden(children, order, shown));
}

const ROOT = Symbol("root");
type Node = string | typeof ROOT;
type Children = ReadonlyMap<Node, readonly string[]>;

function collectChildren(
  tasks: ReadonlyMap<string, TaskExplanation>,
  victims: ReadonlySet<string>,
  causeKey: string | null,
): Children {
  const children = new Map<Node, string[]>();
  for (const victim of victims) {
    const edges = tasks.get(victim)?.edges.filter((edge) => edge.decisive) ?? [];
    const isBelowCause = edges.some((edge) => edge.taskKey === causeKey);
    const parent: Node = isBelowCause ? ROOT : (edges.find((edge) => victims.has(edge.taskKey))?.taskKey ?? ROOT);
    const siblings = children.get(parent);
    if (siblings) siblings.push(victim);
    else children.set(parent, [victim]);
  }
  return children;
}

function breadthFirst(children: Children): string[] {
  const order = [...(children.get(ROOT) ?? [])];
  const seen = new Set(order);
  for (const node of order) {
    for (const child of children.get(node) ?? []) {
      if (seen.has(child)) continue;
      seen.add(child);
      order.push(child);
    }
  }
  return order;
}

/** How many tasks below each node, or at the top, are not shown. Bottom up, so that every node is added once. */
function countHidden(
  children: Children,
  order: readonly string[],
  shown: ReadonlySet<string>,
): ReadonlyMap<Node, number> {
  const hidden = new Map<Node, number>();
  const parents = new Map<string, Node>();
  for (const [parent, below] of children) for (const child of below) parents.set(child, parent);
  for (const node of order.toReversed()) {
    if (shown.has(node)) continue;
    const parent = parents.get(node) ?? ROOT;
    hidden.set(parent, (hidden.get(parent) ?? 0) + 1 + (hidden.get(node) ?? 0));
  }
  return hidden;
}

type Pending = { readonly more: readonly boolean[]; readonly child: string | undefined; readonly hidden: number };

/** Depth first with an explicit stack: chains may be deeper than the call stack. */
function layOut(
  tasks: ReadonlyMap<string, TaskExplanation>,
  children: Children,
  shown: ReadonlySet<string>,
  hidden: ReadonlyMap<Node, number>,
): TreeLine[] {
  const visibleBelow = (node: Node) => (children.get(node) ?? []).filter((child) => shown.has(child));
  const pendingBelow = (node: Node, above: readonly boolean[]): Pending[] => {
    const visible = visibleBelow(node);
    const rest = visible.length > 0 || node === ROOT ? (hidden.get(node) ?? 0) : 0;
    const pending = visible.map((child, index): Pending => {
      const isLast = index === visible.length - 1 && rest === 0;
      const ownHidden = visibleBelow(child).length === 0 ? (hidden.get(child) ?? 0) : 0;
      return { child, hidden: ownHidden, more: [...above, !isLast].slice(-MAX_DEPTH) };
    });
    if (rest === 0) return pending;
    return [...pending, { child: undefined, hidden: rest, more: [...above, false].slice(-MAX_DEPTH) }];
  };
  const lines: TreeLine[] = [];
  const stack = pendingBelow(ROOT, []).reverse();
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { child, more } = next;
    lines.push({ more, task: child === undefined ? undefined : tasks.get(child), hidden: next.hidden });
    if (child !== undefined) for (const below of pendingBelow(child, more).reverse()) stack.push(below);
  }
  return lines;
}
