import { isFailureRule, type TriggerRule } from "@runcause/core";
import type { SemanticsProfile } from "./profile.ts";

/**
 * What a rule sees of one dependency. Only the set of effects matters, never how many edges have one (spec b.3), so a set
 * of them is a bit mask and a rule is a table over 32 masks.
 */
export const EFFECT = { succeeded: 1, failed: 2, canceled: 4, notRun: 8, unmetOutcome: 16 } as const;
export type EffectMask = number;
/** One more than the largest mask of effects. */
export const EFFECT_MASKS = 32;

/** What a decided rule leads to: the task starts, or one of four states of a task that did not run. One bit each. */
export const RESULT = { RUN: 1, UPSTREAM_FAILED: 2, UPSTREAM_CANCELED: 4, EXCLUDED: 8, SKIPPED: 16 } as const;
/** A set of results as a bit mask. */
export type ResultMask = number;

const { succeeded, failed, canceled, notRun, unmetOutcome } = EFFECT;

/** What follows from the effects of all dependencies, every one of them terminal: the algorithm of spec 1. One result bit. */
export function decide(profile: SemanticsProfile, rule: TriggerRule, effects: EffectMask): ResultMask {
  if (effects === 0) return RESULT.RUN;
  if ((effects & unmetOutcome) === 0) return decideByRule(profile, rule, effects, 0);
  switch (profile.unmetOutcome) {
    case "gate":
      return blame(profile, effects);
    case "airflow":
      if ((effects & succeeded) === 0) return RESULT[profile.notRunState];
      break;
    case "edge":
      break;
  }
  return decideByRule(profile, rule, effects & ~unmetOutcome, notRun);
}

/** `unmet` is the not-run effect of unmet outcomes, which never counts as a success. */
function decideByRule(
  profile: SemanticsProfile,
  rule: TriggerRule,
  effects: EffectMask,
  unmet: EffectMask,
): ResultMask {
  const all = effects | unmet;
  if (all === notRun && profile.allNotRun) return RESULT[profile.allNotRun];
  const counted = profile.notRunIsSuccessFor.includes(rule) ? countNotRunAsSuccess(effects) | unmet : all;
  if (holds(profile, rule, counted)) return RESULT.RUN;
  return isFailureRule(rule) ? RESULT[profile.notRunState] : blame(profile, counted);
}

function countNotRunAsSuccess(effects: EffectMask): EffectMask {
  return effects & notRun ? (effects & ~notRun) | succeeded : effects;
}

function holds(profile: SemanticsProfile, rule: TriggerRule, effects: EffectMask): boolean {
  const bad = profile.canceledIsFailure ? failed | canceled : failed;
  const hasOnly = (allowed: EffectMask) => (effects & ~allowed) === 0;
  switch (rule) {
    case "ALL_SUCCESS":
      return hasOnly(succeeded);
    case "AT_LEAST_ONE_SUCCESS":
      return (effects & succeeded) !== 0;
    case "NONE_FAILED":
      return (effects & bad) === 0 && (!profile.noneFailedNeedsOneRun || (effects & succeeded) !== 0);
    case "ALL_DONE":
      return true;
    case "AT_LEAST_ONE_FAILED":
      return (effects & bad) !== 0;
    case "ALL_FAILED":
      return hasOnly(bad);
  }
}

/** The state that names the worst of what kept a task from running. */
function blame(profile: SemanticsProfile, effects: EffectMask): ResultMask {
  const canceledState = profile.hasUpstreamCanceled ? RESULT.UPSTREAM_CANCELED : RESULT.UPSTREAM_FAILED;
  const hasFailed = (effects & failed) !== 0;
  const hasCanceled = (effects & canceled) !== 0;
  if (hasCanceled && (!hasFailed || !profile.failBeforeCancel)) return canceledState;
  return hasFailed ? RESULT.UPSTREAM_FAILED : RESULT[profile.notRunState];
}
