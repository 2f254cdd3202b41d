import { isFailureRule, TRIGGER_RULES, type TriggerRule } from "@runcause/core";
import { decide, EFFECT, EFFECT_MASKS, type EffectMask, RESULT, type ResultMask } from "./decision.ts";
import { type ClassMask, EDGE_CLASSES, type EdgeClass } from "./edge-class.ts";
import type { SemanticsProfile } from "./profile.ts";

/** A profile worked out as far as it was asked: every answer is a look-up from the second time on. */
export interface RuleTable {
  readonly profile: SemanticsProfile;
  /** The effects of a set of classes, every one of them settled. */
  toEffects(classes: ClassMask): EffectMask;
  /** What follows from a set of effects: one bit. */
  resultOf(rule: TriggerRule, effects: EffectMask): ResultMask;
  /** The effects that decided, out of those present; see `findDecisive`. */
  decisiveOf(rule: TriggerRule, effects: EffectMask): EffectMask;
}

const RULE_INDEX: ReadonlyMap<TriggerRule, number> = new Map(TRIGGER_RULES.map((rule, index) => [rule, index]));
const SETTLED_CLASSES = EDGE_CLASSES.indexOf("K") + 1;
const CELLS = TRIGGER_RULES.length * EFFECT_MASKS;

/** The table of a profile. It fills itself as it is asked, so build it once and pass it around. */
export function buildRuleTable(profile: SemanticsProfile): RuleTable {
  const toEffects = remember(1 << SETTLED_CLASSES, (classes) => uniteEffects(classes, profile));
  const results = remember(CELLS, (cell) => decide(profile, ruleOf(cell), cell % EFFECT_MASKS));
  const resultOf = (rule: TriggerRule, mask: EffectMask) => results(rowOf(rule) + mask);
  const decisive = remember(CELLS, (cell) => {
    const rule = ruleOf(cell);
    return findDecisive(cell % EFFECT_MASKS, rule, (kept) => resultOf(rule, kept));
  });
  return { profile, toEffects, resultOf, decisiveOf: (rule, mask) => decisive(rowOf(rule) + mask) };
}

/** A function over small numbers that works each answer, itself a small number, out only once. */
function remember(size: number, workOut: (argument: number) => number): (argument: number) => number {
  const known = new Int8Array(size).fill(-1);
  return (argument) => {
    if (known[argument] === -1) known[argument] = workOut(argument);
    return known[argument] ?? 0;
  };
}

function ruleOf(cell: number): TriggerRule {
  return TRIGGER_RULES[Math.floor(cell / EFFECT_MASKS)] ?? "ALL_SUCCESS";
}

function rowOf(rule: TriggerRule): number {
  return (RULE_INDEX.get(rule) ?? 0) * EFFECT_MASKS;
}

function uniteEffects(classes: ClassMask, profile: SemanticsProfile): EffectMask {
  let effects = 0;
  for (const [code, edgeClass] of EDGE_CLASSES.entries())
    if (classes & (1 << code)) effects |= toEffect(edgeClass, profile);
  return effects;
}

/** What a rule sees of an edge of a settled class; nothing of one that can still end in several ways. */
export function toEffect(edgeClass: EdgeClass, profile: SemanticsProfile): EffectMask {
  switch (edgeClass) {
    case "S":
      return EFFECT.succeeded;
    case "F":
    case "UF":
      return EFFECT.failed;
    case "T":
      return profile.timeoutCountsAs === "failed" ? EFFECT.failed : EFFECT.canceled;
    case "C":
    case "UC":
      return EFFECT.canceled;
    case "X":
      return EFFECT.notRun;
    case "K":
      return profile.skippedCountsAsNotRun ? EFFECT.notRun : EFFECT.succeeded;
    case "M":
      return EFFECT.unmetOutcome;
    case "P":
    case "S/M":
    case "?":
      return 0;
  }
}

/**
 * What a dependency would have been, had it spoken against the result: for a task that did not run, what its rule wants
 * (a success, or a failure for a handler); for one that ran, what its rule minds.
 */
function toBaseline(rule: TriggerRule, result: ResultMask): EffectMask {
  const ran = result === RESULT.RUN;
  if (isFailureRule(rule)) return ran ? EFFECT.succeeded : EFFECT.failed;
  if (!ran) return EFFECT.succeeded;
  return rule === "ALL_DONE" ? EFFECT.notRun : EFFECT.failed;
}

/**
 * The effects whose edges decided: those in some smallest set of edges that gives the same result even if every other
 * edge spoke against it. So an edge outside did not matter, and an edge inside is one without which the set would not do.
 * Edges of one effect stand for each other. When nothing less than all edges gives the result, all of them decided.
 */
function findDecisive(
  present: EffectMask,
  rule: TriggerRule,
  resultOf: (effects: EffectMask) => ResultMask,
): EffectMask {
  const result = resultOf(present);
  const baseline = toBaseline(rule, result);
  const suffices = (kept: EffectMask) => resultOf(kept | baseline) === result;
  let decisive = 0;
  let isDecidedByLess = false;
  for (const kept of subsetsOf(present)) {
    if (!suffices(kept)) continue;
    isDecidedByLess = true;
    if (subsetsOf(kept).every((smaller) => smaller === kept || !suffices(smaller))) decisive |= kept;
  }
  return isDecidedByLess ? decisive : present;
}

function subsetsOf(mask: EffectMask): EffectMask[] {
  const subsets = [0];
  for (let subset = mask; subset > 0; subset = (subset - 1) & mask) subsets.push(subset);
  return subsets;
}
