import { isDerived, isStarted } from "@runcause/core";
import { RESULT, type ResultMask } from "../evaluate/decision.ts";
import type { ProfileName } from "../evaluate/profile.ts";
import type { RuleTable } from "../evaluate/rule-table.ts";
import { inOrder, NO_TASK } from "../graph/task-graph.ts";
import { buildCauseSets, type CauseSets } from "./cause-sets.ts";
import { markDecisive, toResult } from "./decisive.ts";
import { fromClassCode } from "./edges.ts";
import { hasBadDependency, isCutOffJoin, type Reason, toDerivedReason, toOwnReason } from "./reason.ts";
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
  /** Per task, whether it is a join that a branch not taken cut off, or hangs below one. */
  readonly cutOff: Uint8Array;
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
  readonly cutOff: Uint8Array;
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
    cutOff: new Uint8Array(size),
  };
  for (const at of inOrder(situation.graph)) attributeTask(work, at);
  if (isRunLevelMissing(work)) causeNumber(work, "run-level", NO_TASK);
  return work;
}

/** A run-level cause without victims still tells why the run came out so, unless it merely failed and something else accounts for it. */
function isRunLevelMissing({ runLevel, causes }: Work): boolean {
  if (!runLevel || causes.some((cause) => cause.kind === "run-level")) return false;
  return runLevel.status !== "FAILED" || causes.every((cause) => cause.kind === "condition");
}

function attributeTask(work: Work, at: number): void {
  const { situation, played } = work;
  const task = situation.tasks[at] as SituationTask;
  const judgement = judge(situation, played, at, work.others);
  if (isEndedByRun(task, work.runLevel) || isCutOffByRun(work, task, judgement)) {
    settle(work, at, "run-ended", NOT_APPLICABLE);
    work.blame[at] = work.sets.single(causeNumber(work, "run-level", NO_TASK));
    return;
  }
  const table = findExplainingTable(work, judgement.explainedBy[0]);
  const result = toResult(work, at, table);
  markDecisive(work, at, table, result);
  if (isDerived(task.fact)) attributeDerived(work, at, judgement, result);
  else attributeOwn(work, at, judgement);
}

/**
 * When a whole run stops, unstarted tasks may be recorded as if something above them had been cancelled, and handlers do not
 * run; where no rule gives such a state it is the run's doing (spec c.1).
 */
function isCutOffByRun({ runLevel }: Work, task: SituationTask, { verdict }: Judgement): boolean {
  return (
    runLevel !== undefined && isDerived(task.fact) && (verdict === "contradiction" || verdict === "agrees-with-other")
  );
}

function attributeOwn(work: Work, at: number, judgement: Judgement): void {
  const { situation, played } = work;
  const task = situation.tasks[at] as SituationTask;
  settle(work, at, toOwnReason(task, played, at), judgement);
  if (task.fact.origin === "own-failure") work.blame[at] = work.sets.single(causeNumber(work, toKind(task), at));
  else if (task.fact.status === "UNKNOWN") work.blame[at] = blameUnknown(work, at);
  else if (isWaitingInVain(work, at)) work.blame[at] = uniteUpstream(work, at, (edge) => work.decisive[edge] === 1);
  if (isStarted(task.fact) && hasBadDependency(played, at)) work.ranAfter[at] = uniteUpstream(work, at, isBad);
}

/** A status that nobody knows is where a walk has to stop; a task without a record has caused nothing by itself. */
function blameUnknown(work: Work, at: number): number {
  return work.situation.tasks[at]?.status === null ? 0 : work.sets.single(causeNumber(work, "unknown", at));
}

/** Whether it is certain already that a waiting task will not run. */
function isWaitingInVain({ situation, played }: Work, at: number): boolean {
  const expected = played.expected[at] ?? 0;
  return situation.tasks[at]?.fact.origin === "in-flight" && expected !== 0 && (expected & RESULT.RUN) === 0;
}

function attributeDerived(work: Work, at: number, judgement: Judgement, result: ResultMask): void {
  const task = work.situation.tasks[at] as SituationTask;
  if (task.isCarriedOver && judgement.verdict === "not-applicable" && isAgainstRecord(work, at)) {
    settle(work, at, "not-repaired", judgement);
    return;
  }
  const reason = toDerivedReason(task, work.played, at, result);
  const isUnfounded = judgement.verdict === "contradiction" && !hasDecisive(work, at);
  const isNotNeeded = !isUnfounded && (reason === "no-failure-to-handle" || reason === "not-all-failed");
  const blame = isNotNeeded ? 0 : uniteUpstream(work, at, (edge) => work.decisive[edge] === 1);
  const isHarmless =
    isNotNeeded || (!isUnfounded && (reason === "dependency-not-run" || reason === "branch-not-taken"));
  work.blame[at] = blame !== 0 || isHarmless ? blame : blameWhatIsNotKnown(work, at);
  settle(work, at, isUnfounded ? "unexplained" : reason, judgement);
  if (!isUnfounded && isCutOff(work, at)) work.cutOff[at] = 1;
}

/** Whether the task is a join cut off by a branch not taken, or a decisive dependency of it is. */
function isCutOff(work: Work, at: number): boolean {
  const { graph, tasks } = work.situation;
  if (isCutOffJoin(tasks[at]?.rule, work.reasons[at], work.played, at)) return true;
  if (work.reasons[at] !== "dependency-not-run") return false;
  const edges = graph.upstream.subarray(graph.firstEdge[at], graph.firstEdge[at + 1]);
  return edges.some((from, nth) => work.decisive[(graph.firstEdge[at] ?? 0) + nth] === 1 && work.cutOff[from] === 1);
}

function hasDecisive({ situation: { graph }, decisive }: Work, at: number): boolean {
  return decisive.subarray(graph.firstEdge[at], graph.firstEdge[at + 1]).includes(1);
}

function isAgainstRecord({ situation, played }: Work, at: number): boolean {
  const task = situation.tasks[at] as SituationTask;
  return (withOtherNames(played.expected[at] ?? 0) & toRecordedResults(task)) === 0;
}

/** Nothing known accounts for the state: a dependency of which nothing is known does, else the task stands for itself. */
function blameWhatIsNotKnown(work: Work, at: number): number {
  const { graph } = work.situation;
  const suspects: number[] = [];
  for (let edge = graph.firstEdge[at] ?? 0; edge < (graph.firstEdge[at + 1] ?? 0); edge += 1) {
    const from = graph.upstream[edge] ?? NO_TASK;
    if (from === NO_TASK || fromClassCode(work.played.codes[edge]) !== "?") continue;
    suspects.push(work.blame[from] || work.sets.single(causeNumber(work, "unknown", from)));
    work.decisive[edge] = 1;
  }
  return suspects.length > 0 ? work.sets.union(suspects) : work.sets.single(causeNumber(work, "unknown", at));
}

function settle(work: Work, at: number, reason: Reason, judgement: Judgement): void {
  work.reasons[at] = reason;
  work.judgements[at] = judgement;
}

/** A time-out may be recorded as a failure or a cancel with a flag, because no filter of the service knows TIMED_OUT (spec a). */
function toKind({ fact, run }: SituationTask): Cause["kind"] {
  const isFlagged = run?.state?.isUserCanceledOrTimedOut === true && /timed? ?out/i.test(run.state.stateMessage ?? "");
  if (fact.status === "TIMED_OUT" || isFlagged) return "task-timed-out";
  return fact.status === "CANCELED" ? "task-canceled" : "task-failed";
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

function isBad(_edge: number, edgeClass: string): boolean {
  return edgeClass === "F" || edgeClass === "T" || edgeClass === "UF" || edgeClass === "C" || edgeClass === "UC";
}

/** The causes to which the chosen edges into a task lead. */
function uniteUpstream(work: Work, at: number, isChosen: (edge: number, edgeClass: string) => boolean): number {
  const { graph } = work.situation;
  const sets: number[] = [];
  for (let edge = graph.firstEdge[at] ?? 0; edge < (graph.firstEdge[at + 1] ?? 0); edge += 1) {
    const edgeClass = fromClassCode(work.played.codes[edge]);
    if (!isChosen(edge, edgeClass)) continue;
    const from = graph.upstream[edge] ?? NO_TASK;
    if (edgeClass === "M" || edgeClass === "S/M") sets.push(work.sets.single(causeNumber(work, "condition", from)));
    else if (edgeClass !== "S" && from !== NO_TASK) sets.push(work.blame[from] ?? 0);
  }
  return work.sets.union(sets);
}
