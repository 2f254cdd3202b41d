import type { Status, TriggerRule } from "@runcause/core";
import { type Alternatives, ANY_ENDING, EITHER_ANSWER, resultsOver } from "./completions.ts";
import { RESULT, type ResultMask } from "./decision.ts";
import type { EdgeClass } from "./edge-class.ts";
import { DEFAULT_PROFILE, type SemanticsProfile } from "./profile.ts";
import { buildRuleTable, toEffect } from "./rule-table.ts";

/** What a trigger rule gives. While a dependency is in flight it is a prediction, never a state (spec b.3). */
export interface Expectation {
  readonly decision: "run" | "not-run" | "undecided";
  /** The states in which the task can end without running; empty when it runs for certain. */
  readonly states: readonly Status[];
}

const NOT_RUN_STATES = ["UPSTREAM_FAILED", "UPSTREAM_CANCELED", "EXCLUDED", "SKIPPED"] as const;

const EXPECTATIONS: readonly Expectation[] = Array.from({ length: 32 }, (_, results) => {
  const states = NOT_RUN_STATES.filter((state) => results & RESULT[state]);
  const decision = (results & RESULT.RUN) === 0 ? "not-run" : states.length === 0 ? "run" : "undecided";
  return Object.freeze({ decision, states: Object.freeze(states) });
});

/** A set of results in words. The objects are shared and frozen. */
export function toExpectation(results: ResultMask): Expectation {
  return EXPECTATIONS[results || RESULT.RUN] as Expectation;
}

/**
 * Whether a task with this rule runs over dependencies of these classes, and in which states it can end if not. Any number
 * of classes, terminal or in flight; the order does not matter. Conformance data: `conformance/run-if-*.json`.
 */
export function evaluate(
  rule: TriggerRule,
  classes: readonly EdgeClass[],
  profile: SemanticsProfile = DEFAULT_PROFILE,
): Expectation {
  let settled = 0;
  const unsettled: Alternatives[] = [];
  for (const edgeClass of classes) {
    if (edgeClass === "P" || edgeClass === "?") unsettled.push(ANY_ENDING);
    else if (edgeClass === "S/M") unsettled.push(EITHER_ANSWER);
    else settled |= toEffect(edgeClass, profile);
  }
  return toExpectation(resultsOver(buildRuleTable(profile), rule, settled, unsettled));
}
