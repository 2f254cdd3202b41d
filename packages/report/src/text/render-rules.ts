import type { EdgeClass, Expectation, SemanticsProfile } from "@runcause/analysis";
import { TRIGGER_RULES, type TriggerRule } from "@runcause/core";
import { RULE_NEEDS } from "../words/sentences.ts";

/** The classes that stand for the groups a rule tells apart, and what they mean. */
const COLUMNS: readonly (readonly [EdgeClass, string])[] = [
  ["S", "succeeded"],
  ["F", "failed, timed out, or was cut off by a failure"],
  ["C", "was canceled, or was cut off by a cancel"],
  ["X", "did not run"],
  ["M", "is a condition that answered otherwise"],
];

const SHORT: Readonly<Record<string, string>> = {
  UPSTREAM_FAILED: "UF",
  UPSTREAM_CANCELED: "UC",
  EXCLUDED: "EX",
  SKIPPED: "SK",
};

const COLUMN_WIDTH = 8;
const FIRST_COLUMN = 19;

/** Evaluates a rule over the classes of its dependencies, under the profile of the table. */
export type Evaluator = (rule: TriggerRule, classes: readonly EdgeClass[]) => Expectation;

/**
 * The truth table of a profile: what each trigger rule gives for every set of kinds of dependencies. Complete, because a
 * rule sees only which kinds are present, never how many of each.
 */
export function renderRules(profile: SemanticsProfile, evaluate: Evaluator): string {
  const header = [
    "dependencies".padEnd(FIRST_COLUMN),
    ...TRIGGER_RULES.map((rule) => toInitials(rule).padEnd(COLUMN_WIDTH)),
  ]
    .join("")
    .trimEnd();
  const rows = combinations().map((classes) => {
    const cells = TRIGGER_RULES.map((rule) => toCell(evaluate(rule, classes)).padEnd(COLUMN_WIDTH));
    return [classes.join(" + ").padEnd(FIRST_COLUMN), ...cells].join("").trimEnd();
  });
  return `${[
    `${profile.name}: ${profile.summary}`,
    "",
    header,
    ...rows,
    "",
    ...TRIGGER_RULES.map((rule) => `${toInitials(rule).padEnd(6)}${rule.padEnd(22)}${RULE_NEEDS[rule] ?? ""}`),
    "",
    ...COLUMNS.map(([edgeClass, meaning]) => `${edgeClass.padEnd(6)}the dependency ${meaning}`),
    "",
    "run = it starts; UF, UC, EX, SK = it does not, and ends UPSTREAM_FAILED, UPSTREAM_CANCELED,",
    "EXCLUDED or SKIPPED. A task without dependencies always starts.",
  ].join("\n")}\n`;
}

function toInitials(rule: TriggerRule): string {
  return rule
    .split("_")
    .map((word) => word[0])
    .join("");
}

function toCell({ decision, states }: Expectation): string {
  return decision === "run" ? "run" : states.map((state) => SHORT[state] ?? state).join("/");
}

/** Every non-empty set of columns, smaller sets first. */
function combinations(): EdgeClass[][] {
  const classes = COLUMNS.map(([edgeClass]) => edgeClass);
  const sets = Array.from({ length: (1 << classes.length) - 1 }, (_, index) =>
    classes.filter((_class, bit) => (index + 1) & (1 << bit)),
  );
  return sets.sort((a, b) => a.length - b.length);
}
