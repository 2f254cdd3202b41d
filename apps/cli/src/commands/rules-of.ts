import { evaluate, type SemanticsProfile } from "@runcause/analysis";
import { renderRules } from "@runcause/report";
import { EXIT } from "../exit-code.ts";
import type { Io } from "../io.ts";

/** Prints the truth table of a profile. */
export function runRulesOf(profile: SemanticsProfile, io: Io): number {
  io.out(renderRules(profile, (rule, classes) => evaluate(rule, classes, profile)));
  return EXIT.clean;
}
