import type { RunSnapshot } from "@runcause/core";
import { DEFAULT_PROFILE, PROFILE_NAMES, PROFILES, type SemanticsProfile } from "../evaluate/profile.ts";
import { buildRuleTable } from "../evaluate/rule-table.ts";
import { assemble } from "./assemble.ts";
import { attribute } from "./attribute.ts";
import { buildExplanation } from "./build-explanation.ts";
import type { Explanation } from "./explanation-schema.ts";
import { rankCauses } from "./rank.ts";
import { replay } from "./replay.ts";

/** What can be chosen about an explanation. */
export interface ExplainOptions {
  /** How to read what the service leaves open; the default is `databricks-observed`. */
  readonly profile?: SemanticsProfile;
}

/**
 * Explains a run: which tasks broke it, why each other task did not run, and how sure that is. Pure: the same snapshot gives
 * the same explanation. Linear in tasks and edges; never throws on a snapshot that was read without error.
 */
export function explain(snapshot: RunSnapshot, options: ExplainOptions = {}): Explanation {
  const profile = options.profile ?? DEFAULT_PROFILE;
  const table = buildRuleTable(profile);
  const others = PROFILE_NAMES.filter((name) => name !== profile.name).map((name) => buildRuleTable(PROFILES[name]));

  const situation = assemble(snapshot);
  const played = replay(situation, table);
  const attribution = attribute(situation, played, others);
  const ranked = rankCauses(situation, attribution);
  return buildExplanation({ situation, played, attribution, ranked, others });
}
