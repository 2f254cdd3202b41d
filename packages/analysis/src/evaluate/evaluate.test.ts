import { TRIGGER_RULES, type TriggerRule } from "@runcause/core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import truthTable from "../../conformance/run-if-truth-table.json" with { type: "json" };
import vectors from "../../conformance/run-if-vectors.json" with { type: "json" };
import { naiveClass, naiveDecide, naiveDecisive } from "../testing/naive-oracle.ts";
import { EDGE_CLASSES, type EdgeClass } from "./edge-class.ts";
import { type Expectation, evaluate } from "./evaluate.ts";
import { PROFILE_NAMES, PROFILES } from "./profile.ts";
import { buildRuleTable, toEffect } from "./rule-table.ts";

/** An expectation in the terms of the conformance data, where starting is a state named RUN. */
function toVectorTerms({ decision, states }: Expectation): { shouldRun: boolean | "undecided"; states: string[] } {
  const shouldRun = decision === "undecided" ? decision : decision === "run";
  return { shouldRun, states: [...states, ...(decision === "not-run" ? [] : ["RUN"])].sort() };
}

function toVectorAnswer({ shouldRun, states }: { shouldRun: boolean | string | null; states: string[] }) {
  return { shouldRun, states: states.toSorted() };
}

const SETTLED = EDGE_CLASSES.filter((edgeClass) => !["P", "S/M", "?"].includes(edgeClass));

function multisets(classes: readonly EdgeClass[], size: number): EdgeClass[][] {
  if (size === 0) return [[]];
  return classes.flatMap((first, at) => multisets(classes.slice(at), size - 1).map((rest) => [first, ...rest]));
}

describe("conformance data", () => {
  test.each(vectors.map((vector) => [vector.id, vector] as const))("vector %s", (_id, vector) => {
    const classes = vector.upstream.map(naiveClass);
    for (const name of PROFILE_NAMES) {
      const answer = evaluate(vector.runIf as TriggerRule, classes, PROFILES[name]);
      expect({ name, ...toVectorTerms(answer) }).toEqual({ name, ...toVectorAnswer(vector.expectByProfile[name]) });
    }
  });

  test("holds the 98 vectors and 390 cells of the specification", () => {
    expect([vectors.length, truthTable.length]).toEqual([98, 390]);
  });

  test.each(PROFILE_NAMES)("every cell of the truth table, %s", (name) => {
    for (const cell of truthTable) {
      const answer = evaluate(cell.runIf as TriggerRule, cell.upstreamClasses as EdgeClass[], PROFILES[name]);
      const place = `${cell.runIf} over ${cell.upstreamClasses.join("+")}`;
      expect({ place, ...toVectorTerms(answer) }).toEqual({ place, ...toVectorAnswer(cell.byProfile[name]) });
    }
  });
});

describe("against the naive oracle", () => {
  test.each(PROFILE_NAMES)("every multiset of up to four classes, in flight or not, %s", (name) => {
    for (const size of [0, 1, 2, 3, 4]) {
      for (const classes of multisets(EDGE_CLASSES, size)) {
        for (const rule of TRIGGER_RULES) {
          const place = `${rule} over ${classes.join("+")}`;
          const answer = toVectorTerms(evaluateOnce(name, rule, classes));
          if (answer.states.join() !== naiveDecide(name, rule, classes).states.join()) {
            expect({ place, ...answer }).toEqual({ place, ...naiveDecide(name, rule, classes) });
          }
        }
      }
    }
  });

  test.each(PROFILE_NAMES)("the decisive dependencies of every multiset of up to four settled classes, %s", (name) => {
    const table = buildRuleTable(PROFILES[name]);
    let compared = 0;
    for (const classes of [1, 2, 3, 4].flatMap((size) => multisets(SETTLED, size))) {
      for (const rule of TRIGGER_RULES) {
        if (naiveDecide(name, rule, classes).shouldRun !== false) continue;
        const effects = classes.map((edgeClass) => toEffect(edgeClass, table.profile));
        const present = effects.reduce((mask, effect) => mask | effect, 0);
        const decisive = effects.map((effect) => (table.decisiveOf(rule, present) & effect) !== 0);
        const place = `${rule} over ${classes.join("+")}`;
        expect({ place, decisive }).toEqual({ place, decisive: naiveDecisive(name, rule, classes) });
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });
});

const tables = new Map(PROFILE_NAMES.map((name) => [name, PROFILES[name]]));

function evaluateOnce(
  name: (typeof PROFILE_NAMES)[number],
  rule: TriggerRule,
  classes: readonly EdgeClass[],
): Expectation {
  return evaluate(rule, classes, tables.get(name));
}

describe("laws of the default profile (spec b.3)", () => {
  const classes = fc.array(fc.constantFrom(...SETTLED), { minLength: 1, maxLength: 40 });
  const runs = (rule: TriggerRule, over: readonly EdgeClass[]) => evaluate(rule, over).decision === "run";
  const isNotRun = (over: readonly EdgeClass[]) => over.every((one) => ["X", "M", "K"].includes(one));

  const laws: Readonly<Record<string, (over: readonly EdgeClass[]) => boolean>> = {
    "ALL_SUCCESS implies NONE_FAILED": (over) => !runs("ALL_SUCCESS", over) || runs("NONE_FAILED", over),
    "NONE_FAILED holds exactly when AT_LEAST_ONE_SUCCESS does and AT_LEAST_ONE_FAILED does not": (over) =>
      runs("NONE_FAILED", over) === (runs("AT_LEAST_ONE_SUCCESS", over) && !runs("AT_LEAST_ONE_FAILED", over)),
    "ALL_FAILED implies AT_LEAST_ONE_FAILED": (over) => !runs("ALL_FAILED", over) || runs("AT_LEAST_ONE_FAILED", over),
    "one of NONE_FAILED and AT_LEAST_ONE_FAILED holds unless nothing ran": (over) =>
      isNotRun(over)
        ? TRIGGER_RULES.every((rule) => !runs(rule, over))
        : runs("NONE_FAILED", over) !== runs("AT_LEAST_ONE_FAILED", over),
    "ALL_DONE holds exactly when something ran": (over) => runs("ALL_DONE", over) === !isNotRun(over),
    "ALL_DONE holds whenever another rule does": (over) =>
      runs("ALL_DONE", over) || TRIGGER_RULES.every((rule) => !runs(rule, over)),
  };

  test.each(Object.entries(laws))("%s", (_name, law) => {
    fc.assert(fc.property(classes, law));
  });

  test("order and number of equal dependencies do not matter", () => {
    const shuffled = classes.chain((over) =>
      fc.tuple(fc.constant(over), fc.shuffledSubarray(over, { minLength: over.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.constantFrom(...TRIGGER_RULES), ([over, other], rule) => {
        expect(evaluate(rule, [...other, ...over])).toEqual(evaluate(rule, over));
      }),
    );
  });

  test("a prediction covers whatever the dependency in flight becomes", () => {
    fc.assert(
      fc.property(
        classes,
        fc.constantFrom("S", "F", "T", "UF", "C", "UC", "X", "K" as const),
        fc.constantFrom(...TRIGGER_RULES),
        (over, later, rule) => {
          const predicted = evaluate(rule, [...over, "P"]);
          const ended = evaluate(rule, [...over, later as EdgeClass]);
          if (predicted.decision !== "undecided") expect(ended.decision).toBe(predicted.decision);
          if (ended.decision === "not-run") expect(predicted.states).toContain(ended.states[0]);
        },
      ),
    );
  });
});
