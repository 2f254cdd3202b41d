import { CONDITION_RESULTS, type ConditionResult } from "@runcause/core";
import { resultsOver } from "../evaluate/completions.ts";
import { toClassCode } from "../evaluate/edge-class.ts";
import type { RuleTable } from "../evaluate/rule-table.ts";
import type { TaskGraph } from "../graph/task-graph.ts";
import { buildDependent, type Dependent } from "./dependent.ts";
import { type ConditionAnswers, toEdgeClass } from "./edges.ts";
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

/** The service limits a job to 100 tasks (spec e, L24), so this many rounds settle every real one; the bound keeps it linear. */
const MAX_ROUNDS = 100;

interface Inference {
  readonly situation: Situation;
  readonly table: RuleTable;
  readonly codes: Uint8Array;
  /** The tasks below conditions, by task index. */
  readonly dependents: Map<number, Dependent>;
}

/**
 * Infers the answer of every condition that succeeded from the recorded states of its dependents: an answer is ruled out by
 * a dependent whose rule could not have given its recorded state under it. An answer found for one condition may settle
 * another, so the inference is repeated while it finds something.
 */
export function inferAnswers(situation: Situation, table: RuleTable): Map<number, ConditionAnswer> {
  const found = new Map<number, ConditionAnswer>();
  let open = findConditions(situation);
  if (open.length === 0) return found;
  const codes = classifyEdges(situation, new Map(), table);
  const inference: Inference = { situation, table, codes, dependents: new Map() };
  for (let round = 0; round < MAX_ROUNDS && open.length > 0; round += 1) {
    const stillOpen: number[] = [];
    for (const condition of open) {
      const answer = inferOne(inference, condition);
      found.set(condition, answer);
      if (answer.result) adopt(inference, condition, answer.result);
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
  for (let edge = 0; edge < codes.length; edge += 1) {
    codes[edge] = toClassCode(toEdgeClass(situation, edge, answers, comparison));
  }
  return codes;
}

function findConditions({ tasks, graph }: Situation): number[] {
  const conditions: number[] = [];
  for (const [at, task] of tasks.entries()) {
    const isCandidate = task.mayAnswer && task.fact.status === "SUCCESS";
    if (isCandidate && edgesOut(graph, at).some((edge) => hasOutcome(graph, edge))) conditions.push(at);
  }
  return conditions;
}

function edgesOut(graph: TaskGraph, task: number): Int32Array {
  return graph.outEdges.subarray(graph.firstOut[task], graph.firstOut[task + 1]);
}

function hasOutcome(graph: TaskGraph, edge: number): boolean {
  return (graph.entries[edge]?.outcome ?? null) !== null;
}

function inferOne(inference: Inference, condition: number): ConditionAnswer {
  const supporters: Record<ConditionResult, number[]> = { true: [], false: [] };
  for (const [task, edges] of groupByDependent(inference.situation.graph, condition)) {
    const [possible, ...others] = CONDITION_RESULTS.filter((result) => fits(inference, task, condition, edges, result));
    if (possible && others.length === 0) supporters[possible].push(task);
  }
  const [result, ...more] = CONDITION_RESULTS.filter((one) => supporters[one].length > 0);
  if (result === undefined) return { task: condition, result: null, method: "unknown", supporters: [] };
  if (more.length === 0) return { task: condition, result, method: "dependents", supporters: supporters[result] };
  return {
    task: condition,
    result: null,
    method: "contradictory",
    supporters: [...supporters.true, ...supporters.false],
  };
}

/** The edges that ask a condition for an outcome, by the task that asks. */
function groupByDependent(graph: TaskGraph, condition: number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const edge of edgesOut(graph, condition)) {
    if (!hasOutcome(graph, edge)) continue;
    const task = graph.downstream[edge] ?? 0;
    const group = groups.get(task);
    if (group) group.push(edge);
    else groups.set(task, [edge]);
  }
  return groups;
}

/** Whether a task's recorded state could have come about had the condition answered so. */
function fits(
  inference: Inference,
  task: number,
  condition: number,
  edges: readonly number[],
  result: ConditionResult,
): boolean {
  const { situation, table } = inference;
  const dependent = situation.tasks[task];
  if (!dependent?.rule || dependent.isDefective || dependent.isCarriedOver) return true;
  const recorded = toRecordedResults(dependent);
  if (recorded === 0) return true;
  const { settled, unsettled } = dependentOf(inference, task).assume(
    condition,
    edges,
    classesUnder(inference, edges, condition, result),
  );
  return (withOtherNames(resultsOver(table, dependent.rule, settled, unsettled)) & recorded) !== 0;
}

function dependentOf({ situation, table, codes, dependents }: Inference, task: number): Dependent {
  const known = dependents.get(task) ?? buildDependent(situation, task, codes, table);
  dependents.set(task, known);
  return known;
}

/** The class codes that some edges out of a condition have under an answer. */
function classesUnder(
  { situation, table }: Inference,
  edges: readonly number[],
  condition: number,
  result: ConditionResult,
): number[] {
  const answers: ConditionAnswers = new Map([[condition, result]]);
  return edges.map((edge) => toClassCode(toEdgeClass(situation, edge, answers, table.profile.outcomeComparison)));
}

/** Takes an answer as found: what is inferred after it builds on it. */
function adopt(inference: Inference, condition: number, result: ConditionResult): void {
  for (const [task, edges] of groupByDependent(inference.situation.graph, condition)) {
    dependentOf(inference, task).settle(condition, edges, classesUnder(inference, edges, condition, result));
  }
}
