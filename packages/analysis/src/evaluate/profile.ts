import type { OutcomeComparison, TriggerRule } from "@runcause/core";

/**
 * One reading of the trigger rules. Oracle documents the names of the rules and little else, so everything it leaves open
 * is a parameter here, never a guess in code (spec d.2).
 */
export interface SemanticsProfile {
  readonly name: ProfileName;
  /** One sentence for a user who has to choose. */
  readonly summary: string;
  /** The state of a task none of whose dependencies ran; `null` when that case is left to the rule. */
  readonly allNotRun: "EXCLUDED" | null;
  /** Whether a dependency recorded SKIPPED counts as not run; otherwise it counts as succeeded. */
  readonly skippedCountsAsNotRun: boolean;
  /** The rules for which a dependency that did not run (but no unmet outcome) counts as a success. */
  readonly notRunIsSuccessFor: readonly TriggerRule[];
  /** Whether NONE_FAILED also needs one dependency that ran. */
  readonly noneFailedNeedsOneRun: boolean;
  /**
   * What an unmet outcome does. `edge`: that dependency counts as not run. `gate`: it alone keeps the task from running.
   * `airflow`: it skips the task unless another dependency succeeded, and then counts as not run.
   */
  readonly unmetOutcome: "edge" | "gate" | "airflow";
  /** Whether a cancelled dependency counts as failed for the rules that look for failures. */
  readonly canceledIsFailure: boolean;
  /** Whether a timed-out dependency counts as failed or as cancelled. */
  readonly timeoutCountsAs: "failed" | "canceled";
  /** Which blame wins when failed and cancelled dependencies are mixed. */
  readonly failBeforeCancel: boolean;
  /** Whether a task kept from running by cancels alone is UPSTREAM_CANCELED; otherwise it is UPSTREAM_FAILED. */
  readonly hasUpstreamCanceled: boolean;
  /** The state of a task whose rule does not hold although nothing failed. */
  readonly notRunState: "EXCLUDED" | "SKIPPED";
  readonly outcomeComparison: OutcomeComparison;
  /** How the status of a run follows from its tasks: from the leaves alone, or from any failed task (spec c.1). */
  readonly jobStateRule: "leaf" | "anyFailed";
}

/** The names of the profiles, the default first. */
export const PROFILE_NAMES = [
  "databricks-observed",
  "databricks-docs",
  "observed-outcome-gate",
  "airflow-like",
] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

const OBSERVED: SemanticsProfile = {
  name: "databricks-observed",
  summary: "what recorded runs of the system that AIDP mirrors show; the documents where nothing is recorded",
  allNotRun: "EXCLUDED",
  skippedCountsAsNotRun: true,
  notRunIsSuccessFor: [],
  noneFailedNeedsOneRun: true,
  unmetOutcome: "edge",
  canceledIsFailure: true,
  timeoutCountsAs: "failed",
  failBeforeCancel: true,
  hasUpstreamCanceled: true,
  notRunState: "EXCLUDED",
  outcomeComparison: "ignoreCase",
  jobStateRule: "leaf",
};

/** The four readings of the spec (d.2), by name. */
export const PROFILES: Readonly<Record<ProfileName, SemanticsProfile>> = {
  "databricks-observed": OBSERVED,
  "databricks-docs": {
    ...OBSERVED,
    name: "databricks-docs",
    summary: "the same system's documents taken literally: an excluded dependency counts as a success",
    notRunIsSuccessFor: ["ALL_SUCCESS", "AT_LEAST_ONE_SUCCESS", "NONE_FAILED"],
  },
  "observed-outcome-gate": {
    ...OBSERVED,
    name: "observed-outcome-gate",
    summary: "Oracle's sentence on outcomes taken strictly: any unmet outcome keeps the task from running",
    unmetOutcome: "gate",
  },
  "airflow-like": {
    ...OBSERVED,
    name: "airflow-like",
    summary: "Apache Airflow's rules and names: SKIPPED for EXCLUDED, no state for cancels",
    allNotRun: null,
    noneFailedNeedsOneRun: false,
    unmetOutcome: "airflow",
    hasUpstreamCanceled: false,
    notRunState: "SKIPPED",
  },
};

/** The profile that is used unless the user chooses another. */
export const DEFAULT_PROFILE = OBSERVED;

/** The profile of that name, if there is one. */
export function findProfile(name: string): SemanticsProfile | undefined {
  return PROFILE_NAMES.includes(name as ProfileName) ? PROFILES[name as ProfileName] : undefined;
}
