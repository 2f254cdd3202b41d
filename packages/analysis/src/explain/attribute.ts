import { isDerived } from "@runcause/core";
import { EFFECT, type EffectMask, RESULT, type ResultMask } from "../evaluate/decision.ts";
import { UNSETTLED } from "../evaluate/edge-class.ts";
import type { ProfileName } from "../evaluate/profile.ts";
import { type RuleTable, toEffect } from "../evaluate/rule-table.ts";
import { NO_TASK } from "../graph/task-graph.ts";
import { buildCauseSets, type CauseSets } from "./cause-sets.ts";
import { fromClassCode } from "./edges.ts";
import { hasBadDependency, type Reason, toDerivedReason, toOwnReason } from "./reason.ts";
import { toRecordedResults, withOtherNames } from "./recorded.ts";
import type { Replay } from "./replay.ts";
import { findRunLevelCause, isEndedByRun, type RunLevelCause } from "./run-level.ts";
import type { Situation, SituationTask } from "./situation.ts";
import { type Judgement, judge, NOT_APPLICABLE } from "./verdict.ts";

/** Where a walk to the root cause stops. */
export interface Cause {
  readonly kind: "task-failed" | "task-timed-out" | "task-canceled" | "condition" | "run-level" | "unknown";
  /** The task it happened in, or `NO_TASK` for the run as a whole. */
  readonly task: number;
}

/** Who is to blame for what, in arrays by task and by edge. */
export interface Attribution {
  readonly runLevel: RunLevelCause | undefined;
  readonly causes: readonly Cause[];
  readonly sets: CauseSets;
  /** Per task, the set of causes that kept it from running, or of the cause that it is itself. */
  readonly blame: Int32Array;
  /** Per task, the set of causes above it that it ran in spite of, or because of. */
  readonly ranAfter: Int32Array;
  readonly reasons: readonly Reason[];
  readonly judgements: readonly Judgement[];
  /** Per edge, whether it decided. */
  readonly decisive: Uint8Array;
}

interface Work {
  readonly situation: Situation;
  readonly played: Replay;
  readonly others: readonly RuleTable[];
  readonly runLevel: RunLevelCause | undefined;
  readonly causes: Cause[];
  readonly sets: CauseSets;
  readonly causeOf: Map<string, number>;
  readonly blame: Int32Array;
  readonly ranAfter: Int32Array;
  readonly reasons: Reason[];
  readonly judgements: Judgement[];
  readonly decisive: Uint8Array;
}

/**
 * Finds, in one pass in topological order, which edges decided each task's fate and which root causes they lead to (spec
 * d.4). `others` are the profiles besides the one replayed.
 */
export function attribute(situation: Situation, played: Replay, others: readonly RuleTable[]): Attribution {
  const { size } = situation.graph;
  const work: Work = {
    situation,
    played,
    others,
    runLevel: findRunLevelCause(situation),
    causes: [],
    sets: buildCauseSets(),
    causeOf: new Map(),
    blame: new Int32Array(size),
    ranAfter: new Int32Array(size),
    reasons: new Array(size),
    judgements: new Array(size),
    decisive: new Uint8Array(played.codes.length),
  };
  for (const at of inOrder(situation)) attributeTask(work, at);
  if (work.runLevel && work.causes.every((cause) => cause.kind !== "run-level"))
    causeNumber(work, "run-level", NO_TASK);
  return work;
}

/** The topological order, then the tasks on and below cycles in the order of the definition. */
function* inOrder({ graph }: Situation): Generator<number> {
  yield* graph.order;
  if (graph.order.length === graph.size) return;
  const ordered = new Set(graph.order);
  for (let at = 0; at < graph.size; at += 1) if (!ordered.has(at)) yield at;
}

function attributeTask(work: Work, at: number): void {
  const { situation, played } = work;
  const task = situation.tasks[at] as SituationTask;
  if (isEndedByRun(task, work.runLevel)) {
    settle(work, at, "run-ended", NOT_APPLICABLE);
    work.blame[at] = work.sets.single(causeNumber(work, "run-level", NO_TASK));
    return;
  }
  const judgement = judge(situation, played, at, work.others);
  const table = findExplainingTable(work, judgement.explainedBy[0]);
  const result = toResult(work, at, table);
  markDecisive(work, at, table, result);
  if (isDerived(task.fact)) attributeDerived(work, at, judgement, result);
  else attributeOwn(work, at, judgement);
}

function attributeOwn(work: Work, at: number, judgement: Judgement): void {
  const { situation, played } = work;
  const task = situation.tasks[at] as SituationTask;
  settle(work, at, toOwnReason(task, played, at), judgement);
  if (task.fact.origin === "own-failure") work.blame[at] = work.sets.single(causeNumber(work, toKind(task), at));
  if (task.fact.status === "UNKNOWN" && task.status !== null)
    work.blame[at] = work.sets.single(causeNumber(work, "unknown", at));
  if (hasBadDependency(played, at)) work.ranAfter[at] = uniteUpstream(work, at, isBad);
}

function attributeDerived(work: Work, at: number, judgement: Judgement, result: ResultMask): void {
  const task = work.situation.tasks[at] as SituationTask;
  const reason = toDerivedReason(task, work.played, at, result);
  const isNotNeeded = reason === "no-failure-to-handle" || reason === "not-all-failed";
  const blame = isNotNeeded ? 0 : uniteUpstream(work, at, (edge) => work.decisive[edge] === 1);
  const isBlind = blame === 0 && reason !== "dependency-not-run" && reason !== "branch-not-taken" && !isNotNeeded;
  work.blame[at] = isBlind ? work.sets.single(causeNumber(work, "unknown", at)) : blame;
  settle(work, at, isBlind && judgement.verdict === "contradiction" ? "unexplained" : reason, judgement);
}

function settle(work: Work, at: number, reason: Reason, judgement: Judgement): void {
  work.reasons[at] = reason;
  work.judgements[at] = judgement;
}

function toKind(task: SituationTask): Cause["kind"] {
  if (task.fact.status === "TIMED_OUT") return "task-timed-out";
  return task.fact.status === "CANCELED" ? "task-canceled" : "task-failed";
}

function causeNumber(work: Work, kind: Cause["kind"], task: number): number {
  const id = `${kind}:${task}`;
  const known = work.causeOf.get(id) ?? work.causes.push({ kind, task }) - 1;
  work.causeOf.set(id, known);
  return known;
}

function findExplainingTable({ played, others }: Work, name: ProfileName | undefined): RuleTable {
  return others.find((table) => table.profile.name === name) ?? played.table;
}

/** What the rule gave, if the record bears it out; else what the record says. */
function toResult({ situation, played }: Work, at: number, table: RuleTable): ResultMask {
  const task = situation.tasks[at] as SituationTask;
  const recorded = toRecordedResults(task);
  const expected = table === played.table ? (played.expected[at] ?? 0) : 0;
  const isOneResult = expected !== 0 && (expected & (expected - 1)) === 0;
  return isOneResult && (recorded === 0 || withOtherNames(expected) & recorded) ? expected : recorded;
}

function markDecisive(work: Work, at: number, table: RuleTable, result: ResultMask): void {
  const { situation, played, decisive } = work;
  const effects = findDecisiveEffects(work, at, table, result);
  if (effects === 0) return;
  for (let edge = situation.graph.firstEdge[at] ?? 0; edge < (situation.graph.firstEdge[at + 1] ?? 0); edge += 1) {
    if (toEffect(fromClassCode(played.codes[edge]), table.profile) & effects) decisive[edge] = 1;
  }
}

function findDecisiveEffects(
  { situation, played }: Work,
  at: number,
  table: RuleTable,
  result: ResultMask,
): EffectMask {
  const task = situation.tasks[at] as SituationTask;
  const classes = played.classes[at] ?? 0;
  const settled = table.toEffects(classes & ~UNSETTLED);
  if (!task.rule || settled === 0 || result === 0) return 0;
  if (table.resultOf(task.rule, settled) === result) return table.decisiveOf(task.rule, settled);
  return toBlamedEffects(result);
}

/** The effects that a recorded state accuses, where the rule itself does not account for it (spec d.4). */
function toBlamedEffects(recorded: ResultMask): EffectMask {
  switch (recorded) {
    case RESULT.UPSTREAM_FAILED:
      return EFFECT.failed;
    case RESULT.UPSTREAM_CANCELED:
      return EFFECT.canceled;
    case RESULT.EXCLUDED:
    case RESULT.SKIPPED:
      return EFFECT.notRun | EFFECT.unmetOutcome;
    default:
      return 0;
  }
}

function isBad(_edge: number, edgeClass: string): boolean {
  return edgeClass === "F" || edgeClass === "T" || edgeClass === "UF" || edgeClass === "C" || edgeClass === "UC";
}

/** The causes to which the chosen edges into a task lead. */
function uniteUpstream(work: Work, at: number, isChosen: (edge: number, edgeClass: string) => boolean): number {
  const { graph } = work.situation;
  let set = 0;
  for (let edge = graph.firstEdge[at] ?? 0; edge < (graph.firstEdge[at + 1] ?? 0); edge += 1) {
    const edgeClass = fromClassCode(work.played.codes[edge]);
    if (!isChosen(edge, edgeClass)) continue;
    const from = graph.upstream[edge] ?? NO_TASK;
    if (edgeClass === "M") set = work.sets.union(set, work.sets.single(causeNumber(work, "condition", from)));
    else if (edgeClass !== "S" && from !== NO_TASK) set = work.sets.union(set, work.blame[from] ?? 0);
  }
  return set;
}
