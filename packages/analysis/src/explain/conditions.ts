import { CONDITION_RESULTS, type ConditionResult } from "@runcause/core";
import { resultsOver } from "../evaluate/completions.ts";
import { toClassCode } from "../evaluate/edge-class.ts";
import type { RuleTable } from "../evaluate/rule-table.ts";
import type { TaskGraph } from "../graph/task-graph.ts";
import { type ConditionAnswers, summarizeEdges, toEdgeClass } from "./edges.ts";
import { toRecordedResults, withOtherNames } from "./recorded.ts";
import type { Situation } from "./situation.ts";

/** What is known of a condition's answer, which no field of a task run states (spec b.2). */
export interface ConditionAnswer {
  readonly task: number;
  readonly result: ConditionResult | null;
  /** `dependents`: from the recorded states of the tasks below. `contradictory`: these speak for both answers. */
  readonly method: "dependents" | "contradictory" | "unknown";
  /** The tasks below whose recorded state fits this answer and not the other. */
  readonly supporters: readonly number[];
}

const MAX_ROUNDS = 8;

/**
 * Infers the answer of every condition that succeeded from the recorded states of its dependents: an answer is ruled out by
 * a dependent whose rule could not have given its recorded state under it. An answer found for one condition may settle
 * another, so the inference is repeated while it finds something, a bounded number of times.
 */
export function inferAnswers(situation: Situation, table: RuleTable): Map<number, ConditionAnswer> {
  const conditions = findConditions(situation);
  const found = new Map<number, ConditionAnswer>();
  if (conditions.length === 0) return found;
  const codes = classifyEdges(situation, new Map(), table);
  let open = conditions;
  for (let round = 0; round < MAX_ROUNDS && open.length > 0; round += 1) {
    const stillOpen: number[] = [];
    for (const condition of open) {
      const answer = inferOne(situation, condition, codes, table);
      found.set(condition, answer);
      if (answer.result) reclassify(situation, condition, answer.result, codes, table);
      else stillOpen.push(condition);
    }
    if (stillOpen.length === open.length) break;
    open = stillOpen;
  }
  return found;
}

/** The class code of every edge. */
export function classifyEdges(situation: Situation, answers: ConditionAnswers, table: RuleTable): Uint8Array {
  const codes = new Uint8Array(situation.graph.upstream.length);
  const comparison = table.profile.outcomeComparison;
  for (let edge = 0; edge < codes.length; edge += 1)
    codes[edge] = toClassCode(toEdgeClass(situation, edge, answers, comparison));
  return codes;
}

function findConditions({ tasks, graph }: Situation): number[] {
  const conditions: number[] = [];
  for (const [at, task] of tasks.entries()) {
    if (task.mayAnswer && task.fact.status === "SUCCESS" && edgesOut(graph, at).some((edge) => hasOutcome(graph, edge)))
      conditions.push(at);
  }
  return conditions;
}

function edgesOut(graph: TaskGraph, task: number): number[] {
  return Array.from(graph.outEdges.subarray(graph.firstOut[task], graph.firstOut[task + 1]));
}

function hasOutcome(graph: TaskGraph, edge: number): boolean {
  return (graph.entries[edge]?.outcome ?? null) !== null;
}

function inferOne(situation: Situation, condition: number, codes: Uint8Array, table: RuleTable): ConditionAnswer {
  const supporters: Record<ConditionResult, number[]> = { true: [], false: [] };
  const { graph } = situation;
  const asking = edgesOut(graph, condition).filter((edge) => hasOutcome(graph, edge));
  for (const task of new Set(asking.map((edge) => graph.downstream[edge] ?? 0))) {
    const [possible, ...others] = CONDITION_RESULTS.filter((result) =>
      fits(situation, task, condition, result, codes, table),
    );
    if (possible && others.length === 0) supporters[possible].push(task);
  }
  const results = CONDITION_RESULTS.filter((result) => supporters[result].length > 0);
  const [result] = results;
  if (result === undefined) return { task: condition, result: null, method: "unknown", supporters: [] };
  if (results.length > 1) {
    return {
      task: condition,
      result: null,
      method: "contradictory",
      supporters: [...supporters.true, ...supporters.false],
    };
  }
  return { task: condition, result, method: "dependents", supporters: supporters[result] };
}

/** Whether the task's recorded state could have come about had the condition answered so. */
function fits(
  situation: Situation,
  task: number,
  condition: number,
  result: ConditionResult,
  codes: Uint8Array,
  table: RuleTable,
): boolean {
  const dependent = situation.tasks[task];
  if (!dependent?.rule || dependent.isDefective) return true;
  const recorded = toRecordedResults(dependent);
  if (recorded === 0) return true;
  const assumed = codes.slice(situation.graph.firstEdge[task], situation.graph.firstEdge[task + 1]);
  reclassify(situation, condition, result, codes, table, task);
  const { settled, unsettled } = summarizeEdges(situation, task, codes, table);
  codes.set(assumed, situation.graph.firstEdge[task]);
  return (withOtherNames(resultsOver(table, dependent.rule, settled, unsettled)) & recorded) !== 0;
}

/** Writes the classes that the edges out of a condition have under an answer; of one dependent, or of all. */
function reclassify(
  situation: Situation,
  condition: number,
  result: ConditionResult,
  codes: Uint8Array,
  table: RuleTable,
  only?: number,
): void {
  const answers: ConditionAnswers = new Map([[condition, result]]);
  for (const edge of edgesOut(situation.graph, condition)) {
    if (only !== undefined && situation.graph.downstream[edge] !== only) continue;
    codes[edge] = toClassCode(toEdgeClass(situation, edge, answers, table.profile.outcomeComparison));
  }
}
