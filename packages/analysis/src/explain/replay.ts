import type { ConditionResult } from "@runcause/core";
import { resultsOver } from "../evaluate/completions.ts";
import { RESULT, type ResultMask } from "../evaluate/decision.ts";
import { type ClassMask, toClassCode } from "../evaluate/edge-class.ts";
import type { RuleTable } from "../evaluate/rule-table.ts";
import { inOrder } from "../graph/task-graph.ts";
import { type ConditionAnswer, classifyEdges, inferAnswers } from "./conditions.ts";
import { summarizeEdges } from "./edges.ts";
import type { Situation } from "./situation.ts";

/** Every rule of a run worked out over the recorded states of its dependencies, in arrays by task and by edge. */
export interface Replay {
  readonly table: RuleTable;
  readonly answers: ReadonlyMap<number, ConditionAnswer>;
  /** Per edge, the code of its class. */
  readonly codes: Uint8Array;
  /** Per task, the classes of its edges. */
  readonly classes: Uint16Array;
  /** Per task, what its rule gives: a set of results; 0 where the rule or a dependency is not known. */
  readonly expected: Uint8Array;
}

/**
 * Works every rule out locally, from the recorded states of the direct dependencies and not from expected ones, so that one
 * surprise does not hide the next. Only a dependency recorded SKIPPED, which hides its reason (spec a), counts for what its
 * own rule gives where that is certain. Linear in tasks and edges.
 */
export function replay(situation: Situation, table: RuleTable): Replay {
  const { graph } = situation;
  const answers = inferAnswers(situation, table);
  const known = new Map<number, ConditionResult>();
  for (const { task, result } of answers.values()) if (result) known.set(task, result);
  const codes = classifyEdges(situation, known, table);
  const classes = new Uint16Array(graph.size);
  const expected = new Uint8Array(graph.size);
  for (const at of inOrder(graph)) {
    const task = situation.tasks[at];
    const edges = summarizeEdges(situation, at, codes, table);
    classes[at] = edges.classes;
    if (task?.rule && !task.isDefective) expected[at] = resultsOver(table, task.rule, edges.settled, edges.unsettled);
    if (task?.fact.status === "SKIPPED") unfold(situation, at, expected[at] ?? 0, codes);
  }
  return { table, answers, codes, classes, expected };
}

const CLASS_OF_RESULT: ReadonlyMap<number, number> = new Map([
  [RESULT.UPSTREAM_FAILED, toClassCode("UF")],
  [RESULT.UPSTREAM_CANCELED, toClassCode("UC")],
  [RESULT.EXCLUDED, toClassCode("X")],
]);

/** Gives the edges out of a task recorded SKIPPED the class of what its rule gives. */
function unfold({ graph }: Situation, at: number, result: ResultMask, codes: Uint8Array): void {
  const code = CLASS_OF_RESULT.get(result);
  if (code === undefined) return;
  for (const edge of graph.outEdges.subarray(graph.firstOut[at], graph.firstOut[at + 1])) codes[edge] = code;
}

/** What the rule of a task gives under another profile, over the same recorded states and condition answers. */
export function replayTask(situation: Situation, played: Replay, at: number, table: RuleTable): ResultMask {
  const task = situation.tasks[at];
  if (!task?.rule || task.isDefective) return 0;
  const { settled, unsettled } = summarizeEdges(situation, at, played.codes, table);
  return resultsOver(table, task.rule, settled, unsettled);
}

/** Whether a set of classes was seen at a task. */
export function hasAnyClass(played: Replay, at: number, classes: ClassMask): boolean {
  return ((played.classes[at] ?? 0) & classes) !== 0;
}
