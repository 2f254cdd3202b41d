import { CONDITION_RESULTS, type ConditionResult, isOutcomeMet, type OutcomeComparison } from "@runcause/core";
import { type Alternatives, ANY_ENDING, NO_ANSWER } from "../evaluate/completions.ts";
import { EFFECT, type EffectMask } from "../evaluate/decision.ts";
import { type ClassMask, EDGE_CLASSES, type EdgeClass, toClassCode, UNSETTLED } from "../evaluate/edge-class.ts";
import type { RuleTable } from "../evaluate/rule-table.ts";
import { NO_TASK } from "../graph/task-graph.ts";
import type { Situation } from "./situation.ts";

/** The answer of each condition as far as it is known, by task index. */
export type ConditionAnswers = ReadonlyMap<number, ConditionResult>;

/** The class of an edge, given the answers of the conditions (spec 1). */
export function toEdgeClass(
  situation: Situation,
  edge: number,
  answers: ConditionAnswers,
  comparison: OutcomeComparison,
): EdgeClass {
  const from = situation.graph.upstream[edge] ?? NO_TASK;
  const upstream = situation.tasks[from];
  if (!upstream) return "?";
  const ending = upstream.fact.endingClass;
  if (ending !== "S" || !upstream.mayAnswer) return ending;
  const outcome = situation.graph.entries[edge]?.outcome;
  if (outcome === null || outcome === undefined) return ending;
  const answer = answers.get(from);
  if (answer) return isOutcomeMet(outcome, answer, comparison) ? "S" : "M";
  return CONDITION_RESULTS.some((result) => isOutcomeMet(outcome, result, comparison)) ? "S/M" : "M";
}

/** The edges into one task, reduced to what its rule sees. */
export interface EdgeSummary {
  readonly classes: ClassMask;
  /** The effects of the edges whose class is settled. */
  readonly settled: EffectMask;
  /** How the other dependencies can still turn out. */
  readonly unsettled: readonly Alternatives[];
}

const NOTHING: readonly Alternatives[] = [];

/** Reduces the edges into one task, given the class code of every edge of the graph. */
export function summarizeEdges(situation: Situation, task: number, codes: Uint8Array, table: RuleTable): EdgeSummary {
  const { firstEdge } = situation.graph;
  let classes: ClassMask = 0;
  for (let edge = firstEdge[task] ?? 0; edge < (firstEdge[task + 1] ?? 0); edge += 1)
    classes |= 1 << (codes[edge] ?? 0);
  const settled = table.toEffects(classes & ~UNSETTLED);
  if ((classes & UNSETTLED) === 0) return { classes, settled, unsettled: NOTHING };
  const alternatives = collectAlternatives(situation, task, codes, table.profile.outcomeComparison);
  return { classes, settled, unsettled: [...alternatives.values()] };
}

/**
 * How each dependency whose ending is open can still turn out, by task index. Edges to one condition turn out together, so
 * they give one set of alternatives.
 */
export function collectAlternatives(
  situation: Situation,
  task: number,
  codes: Uint8Array,
  comparison: OutcomeComparison,
): Map<number, Alternatives> {
  const { firstEdge, upstream } = situation.graph;
  const byUpstream = new Map<number, number[]>();
  for (let edge = firstEdge[task] ?? 0; edge < (firstEdge[task + 1] ?? 0); edge += 1) {
    if (((1 << (codes[edge] ?? 0)) & UNSETTLED) === 0) continue;
    const from = upstream[edge] ?? NO_TASK;
    const known = byUpstream.get(from);
    if (known) known.push(edge);
    else byUpstream.set(from, [edge]);
  }
  const toAlternatives = (from: number, edges: readonly number[]): Alternatives => {
    const outcomes = edges.map((edge) => situation.graph.entries[edge]?.outcome ?? undefined);
    if (!situation.tasks[from]?.mayAnswer || outcomes.every((outcome) => outcome === undefined)) return ANY_ENDING;
    const answers = CONDITION_RESULTS.map((result) => toEffectsOf(outcomes, result, comparison));
    return codes[edges[0] ?? 0] === toClassCode("S/M") ? answers : [...answers, ...NO_ANSWER];
  };
  return new Map([...byUpstream].map(([from, edges]) => [from, toAlternatives(from, edges)]));
}

function toEffectsOf(
  outcomes: readonly (string | undefined)[],
  result: ConditionResult,
  comparison: OutcomeComparison,
): EffectMask {
  const isMet = (outcome: string | undefined) => outcome === undefined || isOutcomeMet(outcome, result, comparison);
  return outcomes.reduce((effects, outcome) => effects | (isMet(outcome) ? EFFECT.succeeded : EFFECT.unmetOutcome), 0);
}

/** The class with this code. */
export function fromClassCode(code: number | undefined): EdgeClass {
  return EDGE_CLASSES[code ?? -1] ?? "?";
}
