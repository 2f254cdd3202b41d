import { EFFECT, type EffectMask, RESULT, type ResultMask } from "../evaluate/decision.ts";
import { UNSETTLED } from "../evaluate/edge-class.ts";
import { type RuleTable, toEffect } from "../evaluate/rule-table.ts";
import { fromClassCode } from "./edges.ts";
import { toRecordedResults } from "./recorded.ts";
import type { Replay } from "./replay.ts";
import type { Situation, SituationTask } from "./situation.ts";

/** What is looked at, and, per edge, what was found to have decided. */
export interface Evidence {
  readonly situation: Situation;
  readonly played: Replay;
  readonly decisive: Uint8Array;
}

/** What the rule gave, if the record bears it out at least in that the task did not run; else what the record says. */
export function toResult({ situation, played }: Evidence, at: number, table: RuleTable): ResultMask {
  const task = situation.tasks[at] as SituationTask;
  const recorded = toRecordedResults(task);
  const expected = table === played.table ? (played.expected[at] ?? 0) : 0;
  const isOneResult = expected !== 0 && (expected & (expected - 1)) === 0;
  const isBorneOut = recorded === 0 || (expected === RESULT.RUN) === (recorded === RESULT.RUN);
  return isOneResult && isBorneOut ? expected : recorded;
}

/** Marks the edges into a task that decided; see `findDecisive` of the rule table. */
export function markDecisive(evidence: Evidence, at: number, table: RuleTable, result: ResultMask): void {
  const { situation, played, decisive } = evidence;
  const effects = findDecisiveEffects(evidence, at, table, result);
  if (effects === 0) markUnansweredConditions(evidence, at, result);
  for (let edge = situation.graph.firstEdge[at] ?? 0; edge < (situation.graph.firstEdge[at + 1] ?? 0); edge += 1) {
    if (toEffect(fromClassCode(played.codes[edge]), table.profile) & effects) decisive[edge] = 1;
  }
}

/** A task that did not run for want of an answer: the condition decided, though what it answered is not known (spec b.2). */
function markUnansweredConditions({ situation, played, decisive }: Evidence, at: number, result: ResultMask): void {
  if ((result & (RESULT.EXCLUDED | RESULT.SKIPPED)) === 0) return;
  for (let edge = situation.graph.firstEdge[at] ?? 0; edge < (situation.graph.firstEdge[at + 1] ?? 0); edge += 1) {
    if (fromClassCode(played.codes[edge]) === "S/M") decisive[edge] = 1;
  }
}

function findDecisiveEffects(
  { situation, played }: Evidence,
  at: number,
  table: RuleTable,
  result: ResultMask,
): EffectMask {
  const task = situation.tasks[at] as SituationTask;
  const classes = played.classes[at] ?? 0;
  const settled = table.toEffects(classes & ~UNSETTLED);
  if (settled === 0) return 0;
  if (task.rule && isFound(table.resultOf(task.rule, settled), result, played.expected[at] ?? 0)) {
    return table.decisiveOf(task.rule, settled);
  }
  return toBlamedEffects(result);
}

/** Whether what is settled already gives the result, or one of several that are all that is left. */
function isFound(ofSettled: ResultMask, result: ResultMask, expected: ResultMask): boolean {
  return result === 0 ? (expected & RESULT.RUN) === 0 && (expected & ofSettled) !== 0 : ofSettled === result;
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
