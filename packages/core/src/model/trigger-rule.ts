/** The six trigger rules (`runIf`; API facts c.3). */
export const TRIGGER_RULES = [
  "ALL_SUCCESS",
  "AT_LEAST_ONE_SUCCESS",
  "NONE_FAILED",
  "ALL_DONE",
  "AT_LEAST_ONE_FAILED",
  "ALL_FAILED",
] as const;

/** When a task may start, given how its dependencies ended. */
export type TriggerRule = (typeof TRIGGER_RULES)[number];

/** The rule of a task that names none: the service's documented default (API facts b.5). */
export const DEFAULT_TRIGGER_RULE: TriggerRule = "ALL_SUCCESS";

const RULES: ReadonlySet<string> = new Set(TRIGGER_RULES);

/**
 * The trigger rule a task states. A missing or null rule is the default; an unheard-of one is `undefined`, never the
 * default, because guessing a rule would explain the wrong thing (spec b.2).
 */
export function findTriggerRule(raw: string | null | undefined): TriggerRule | undefined {
  if (raw === null || raw === undefined) return DEFAULT_TRIGGER_RULE;
  return RULES.has(raw) ? (raw as TriggerRule) : undefined;
}

/** Whether the rule waits for a failure: a task with such a rule is a handler (spec b.1, type "failure"). */
export function isFailureRule(rule: TriggerRule): boolean {
  return rule === "AT_LEAST_ONE_FAILED" || rule === "ALL_FAILED";
}
