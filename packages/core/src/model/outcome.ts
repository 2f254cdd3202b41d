/** What a condition (If/Else task) answers. Databricks' spelling, and Oracle's in its workshop (spec b.2). */
export type ConditionResult = "true" | "false";

/** Both answers, in the order in which they are tried and printed. */
export const CONDITION_RESULTS: readonly ConditionResult[] = ["true", "false"];

/** How an edge's `outcome` is compared with the condition's result; the service does not say (spec d.2). */
export type OutcomeComparison = "exact" | "ignoreCase";

/** Whether the outcome an edge asks for is the result the condition gave. */
export function isOutcomeMet(outcome: string, result: ConditionResult, comparison: OutcomeComparison): boolean {
  return (comparison === "ignoreCase" ? outcome.toLowerCase() : outcome) === result;
}
