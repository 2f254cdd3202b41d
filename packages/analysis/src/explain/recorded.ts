import { isStarted } from "@runcause/core";
import { EFFECT, type EffectMask, RESULT, type ResultMask } from "../evaluate/decision.ts";
import type { SituationTask } from "./situation.ts";

/**
 * What the record says the trigger rule did, as a set of results; 0 when it does not say. A task cancelled before it
 * started may have been let run or not.
 */
export function toRecordedResults(task: SituationTask): ResultMask {
  switch (task.fact.status) {
    case "UPSTREAM_FAILED":
    case "UPSTREAM_CANCELED":
    case "EXCLUDED":
    case "SKIPPED":
      return RESULT[task.fact.status];
    case "CANCELED":
      return task.run?.startTime ? RESULT.RUN : 0;
    default:
      return isStarted(task.fact) ? RESULT.RUN : 0;
  }
}

const { RUN, UPSTREAM_FAILED, UPSTREAM_CANCELED, EXCLUDED, SKIPPED } = RESULT;

/**
 * The names under which a result may be recorded: the service may flatten "not run" to SKIPPED or EXCLUDED, and may not
 * tell a cancel above from a failure above (spec a, "SKIPPED versus EXCLUDED"; b.1 on timeouts; the conformance vectors'
 * acceptable states).
 */
export function withOtherNames(results: ResultMask): ResultMask {
  let names = results;
  if (results & (EXCLUDED | SKIPPED)) names |= EXCLUDED | SKIPPED;
  if (results & UPSTREAM_CANCELED) names |= UPSTREAM_FAILED;
  if (results & (UPSTREAM_FAILED | UPSTREAM_CANCELED)) names |= SKIPPED;
  return names;
}

/**
 * Further names, where dependencies of several kinds leave the choice open: the blame of a mixture of failures and cancels,
 * and a task cut off by a branch not taken beside something that ran.
 */
export function withNamesOfMixtures(results: ResultMask, effects: EffectMask): ResultMask {
  let names = withOtherNames(results);
  if (results & UPSTREAM_FAILED && effects & EFFECT.canceled) names |= UPSTREAM_CANCELED;
  if (results & EXCLUDED && effects & EFFECT.succeeded && effects & (EFFECT.notRun | EFFECT.unmetOutcome))
    names |= UPSTREAM_FAILED;
  return names;
}

/** Whether a set of results is certain about running or not running. */
export function isDecided(results: ResultMask): boolean {
  return results === RUN || (results & RUN) === 0;
}
