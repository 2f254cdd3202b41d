import type { Explanation } from "@runcause/analysis";

/** The exit codes of every command; part of the interface. */
export const EXIT = {
  /** Nothing to complain of. */
  clean: 0,
  /** A run at or above the chosen level of failure. */
  findings: 1,
  /** The command line, the configuration or an input is wrong. */
  usage: 2,
  /** It could not look: a bug, or later the network. */
  couldNotLook: 3,
  /** It looked and found nothing bad, but the data was incomplete. */
  incomplete: 4,
} as const;

/** From which outcome on a run counts as a finding. */
export const FAIL_LEVELS = ["failed", "masked", "never"] as const;
export type FailLevel = (typeof FAIL_LEVELS)[number];

const AT_LEAST: Readonly<Record<FailLevel, readonly Explanation["run"]["outcome"][]>> = {
  failed: ["failed", "canceled"],
  masked: ["failed", "canceled", "hidden-failure"],
  never: [],
};

/** The exit code for some explained runs. A failure that is certain outweighs data that is missing. */
export function toExitCode(explanations: readonly Explanation[], failOn: FailLevel): number {
  if (explanations.some((one) => AT_LEAST[failOn].includes(one.run.outcome))) return EXIT.findings;
  return explanations.every((one) => one.complete) ? EXIT.clean : EXIT.incomplete;
}
