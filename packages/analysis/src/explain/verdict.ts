import { type EffectMask, RESULT, type ResultMask } from "../evaluate/decision.ts";
import { UNSETTLED } from "../evaluate/edge-class.ts";
import type { ProfileName } from "../evaluate/profile.ts";
import type { RuleTable } from "../evaluate/rule-table.ts";
import { isDecided, toRecordedResults, withNamesOfMixtures } from "./recorded.ts";
import { type Replay, replayTask } from "./replay.ts";
import type { Situation } from "./situation.ts";

/**
 * The recorded state against what the rule gives (spec d.3): it agrees; another profile explains it and the chosen one does
 * not; only the name of the not-run state differs; no profile explains it; or there is nothing to compare.
 */
export type Verdict = "agrees" | "agrees-with-other" | "name-only" | "contradiction" | "not-applicable";

/** A verdict, with the profiles that explain the record where the chosen one does not. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly explainedBy: readonly ProfileName[];
}

const AGREES: Judgement = { verdict: "agrees", explainedBy: [] };
const NAME_ONLY: Judgement = { verdict: "name-only", explainedBy: [] };
const CONTRADICTION: Judgement = { verdict: "contradiction", explainedBy: [] };
export const NOT_APPLICABLE: Judgement = { verdict: "not-applicable", explainedBy: [] };

/** Compares one task's record with what its rule gives under the chosen profile, and where these differ under the others. */
export function judge(situation: Situation, played: Replay, at: number, others: readonly RuleTable[]): Judgement {
  const task = situation.tasks[at];
  const expected = played.expected[at] ?? 0;
  const recorded = task ? toRecordedResults(task) : 0;
  if (recorded === 0 || expected === 0 || !isDecided(expected)) return NOT_APPLICABLE;
  if (isOnlyWitness(situation, played, at)) return NOT_APPLICABLE;
  if (expected & recorded) return AGREES;
  if (task?.isCarriedOver) return NOT_APPLICABLE;
  if (hasOtherName(expected, recorded, toSettledEffects(played, at))) return NAME_ONLY;
  const explainedBy = others.filter((table) => explains(replayTask(situation, played, at, table), recorded));
  if (explainedBy.length === 0) return CONTRADICTION;
  return { verdict: "agrees-with-other", explainedBy: explainedBy.map((table) => table.profile.name) };
}

function hasOtherName(expected: ResultMask, recorded: ResultMask, effects: EffectMask): boolean {
  return (expected & RESULT.RUN) === 0 && (withNamesOfMixtures(expected, effects) & recorded) !== 0;
}

function toSettledEffects({ table, classes }: Replay, at: number): EffectMask {
  return table.toEffects((classes[at] ?? 0) & ~UNSETTLED);
}

function explains(expected: ResultMask, recorded: ResultMask): boolean {
  return isDecided(expected) && (expected & recorded) !== 0;
}

/**
 * Whether the answer of a condition above rests on this task's own recorded state alone; to compare the two would be to
 * verify the inference by itself (spec b.2).
 */
function isOnlyWitness({ graph }: Situation, played: Replay, at: number): boolean {
  for (let edge = graph.firstEdge[at] ?? 0; edge < (graph.firstEdge[at + 1] ?? 0); edge += 1) {
    const supporters = played.answers.get(graph.upstream[edge] ?? -1)?.supporters;
    if (supporters?.length === 1 && supporters[0] === at) return true;
  }
  return false;
}
