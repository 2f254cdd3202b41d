import type { TriggerRule } from "@runcause/core";
import { EFFECT, EFFECT_MASKS, type EffectMask, type ResultMask } from "./decision.ts";
import type { RuleTable } from "./rule-table.ts";

/**
 * The ways in which the edges to one dependency can still turn out, each a mask of effects. Edges to the same condition
 * turn out together: when one outcome is met, the other is not.
 */
export type Alternatives = readonly EffectMask[];

const { succeeded, failed, canceled, notRun, unmetOutcome } = EFFECT;

/** A task that is in flight, or whose status is unknown, may end in any way (spec b.2, b.3). */
export const ANY_ENDING: Alternatives = [succeeded, failed, canceled, notRun];
/** A condition that succeeded with an unknown answer (class `S/M`). */
export const EITHER_ANSWER: Alternatives = [succeeded, unmetOutcome];
/** What can become of a condition that is in flight, apart from its answers. */
export const NO_ANSWER: Alternatives = [failed, canceled, notRun];

/**
 * Every result that some completion of the unsettled dependencies gives, together with the settled effects. Linear in the
 * number of dependencies: the sets of effects that can be reached are at most 32.
 */
export function resultsOver(
  table: RuleTable,
  rule: TriggerRule,
  settled: EffectMask,
  unsettled: readonly Alternatives[],
): ResultMask {
  let reachable: ReadonlySet<EffectMask> = new Set([settled]);
  for (const alternatives of unsettled) reachable = combine(reachable, alternatives);
  let results = 0;
  for (const effects of reachable) results |= table.resultOf(rule, effects);
  return results;
}

function combine(reachable: ReadonlySet<EffectMask>, alternatives: Alternatives): Set<EffectMask> {
  const combined = new Set<EffectMask>();
  for (const effects of reachable) {
    for (const alternative of alternatives) combined.add(effects | alternative);
    if (combined.size === EFFECT_MASKS) break;
  }
  return combined;
}
