import type { Alternatives } from "../evaluate/completions.ts";
import type { EffectMask } from "../evaluate/decision.ts";
import { EDGE_CLASSES, UNSETTLED } from "../evaluate/edge-class.ts";
import type { RuleTable } from "../evaluate/rule-table.ts";
import { collectAlternatives } from "./edges.ts";
import type { Situation } from "./situation.ts";

/** What a rule sees of the edges into a task. */
export interface View {
  readonly settled: EffectMask;
  readonly unsettled: readonly Alternatives[];
}

/**
 * A task below conditions, kept as counts of what its edges are, so that assuming an answer costs no more than the edges to
 * that condition, however many other edges there are.
 */
export interface Dependent {
  /** What the rule would see if these edges, all to one condition, had these classes. */
  assume(condition: number, edges: readonly number[], codes: readonly number[]): View;
  /** Makes the assumption permanent. */
  settle(condition: number, edges: readonly number[], codes: readonly number[]): void;
}

/** More equal alternatives than effects reach nothing new. */
const ENOUGH = 5;

/** Counts the edges into a task. */
export function buildDependent(situation: Situation, task: number, codes: Uint8Array, table: RuleTable): Dependent {
  const { firstEdge } = situation.graph;
  const counts = new Int32Array(EDGE_CLASSES.length);
  for (let edge = firstEdge[task] ?? 0; edge < (firstEdge[task + 1] ?? 0); edge += 1) add(counts, codes[edge], 1);
  const open = collectAlternatives(situation, task, codes, table.profile.outcomeComparison);
  const kinds = new Map<string, { readonly alternatives: Alternatives; count: number }>();
  for (const alternatives of open.values()) {
    const kind = kinds.get(alternatives.join()) ?? { alternatives, count: 0 };
    kind.count += 1;
    kinds.set(alternatives.join(), kind);
  }

  const replace = (edges: readonly number[], before: (at: number) => number | undefined, after: readonly number[]) => {
    for (const at of edges.keys()) {
      add(counts, before(at), -1);
      add(counts, after[at], 1);
    }
  };
  const view = (without: Alternatives | undefined): View => {
    let classes = 0;
    for (const [code, count] of counts.entries()) if (count > 0) classes |= 1 << code;
    const own = without?.join();
    const unsettled = [...kinds].flatMap(([key, { alternatives, count }]) =>
      new Array<Alternatives>(Math.min(ENOUGH, key === own ? count - 1 : count)).fill(alternatives),
    );
    return { settled: table.toEffects(classes & ~UNSETTLED), unsettled };
  };

  return {
    assume(condition, edges, assumed) {
      const actual = edges.map((edge) => codes[edge] ?? 0);
      replace(edges, (at) => actual[at], assumed);
      const seen = view(open.get(condition));
      replace(edges, (at) => assumed[at], actual);
      return seen;
    },
    settle(condition, edges, settled) {
      replace(edges, (at) => codes[edges[at] ?? 0], settled);
      for (const [at, edge] of edges.entries()) codes[edge] = settled[at] ?? 0;
      const kind = kinds.get(open.get(condition)?.join() ?? "");
      if (kind) kind.count -= 1;
      open.delete(condition);
    },
  };
}

function add(counts: Int32Array, code: number | undefined, change: number): void {
  if (code !== undefined) counts[code] = (counts[code] ?? 0) + change;
}
