import type { Attribution, Cause } from "./attribute.ts";
import type { Situation } from "./situation.ts";

const KIND_ORDER: Readonly<Record<Cause["kind"], number>> = {
  "run-level": 0,
  "task-failed": 1,
  "task-timed-out": 1,
  "task-canceled": 1,
  unknown: 1,
  condition: 2,
};

/** A root cause in its place, with the tasks it kept from running. */
export interface RankedCause {
  readonly cause: Cause;
  /** The number under which the cause sets know it. */
  readonly number: number;
  readonly victims: readonly number[];
  /** The tasks directly below that ran in spite or because of it. */
  readonly handledBy: readonly number[];
}

/**
 * The root causes in the order in which to read them: what stopped the whole run, then what broke it, earliest first, then
 * failures that something absorbed, then conditions that merely chose a branch.
 */
export function rankCauses(situation: Situation, attribution: Attribution): RankedCause[] {
  const victims = collectVictims(situation, attribution);
  const ranked = attribution.causes.map((cause, number) => ({
    cause,
    number,
    victims: victims[number] ?? [],
    handledBy: findHandlers(situation, attribution, cause),
  }));
  const keys = new Map(ranked.map((one) => [one, toSortKey(situation, one)]));
  return ranked.sort((a, b) => compare(keys.get(a) ?? [], keys.get(b) ?? []));
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function toSortKey({ tasks }: Situation, { cause, victims, handledBy }: RankedCause): number[] {
  const run = tasks[cause.task]?.run;
  const isAbsorbed = victims.length === 0 && handledBy.length > 0;
  const time = run?.endTime ?? run?.startTime ?? Number.MAX_SAFE_INTEGER;
  return [KIND_ORDER[cause.kind], isAbsorbed ? 1 : 0, time, cause.task];
}

/** Predictions are no victims: only tasks that have come to an end, or that the run's own end left open. */
function collectVictims({ graph, tasks }: Situation, { causes, sets, blame, reasons }: Attribution): number[][] {
  const victims: number[][] = causes.map(() => []);
  for (let at = 0; at < graph.size; at += 1) {
    const set = blame[at] ?? 0;
    if (set === 0 || (tasks[at]?.fact.origin === "in-flight" && reasons[at] !== "run-ended")) continue;
    for (const number of sets.membersOf(set)) {
      if (causes[number]?.task !== at || causes[number]?.kind === "condition") victims[number]?.push(at);
    }
  }
  return victims;
}

function findHandlers({ graph, tasks }: Situation, { ranAfter }: Attribution, cause: Cause): number[] {
  if (cause.kind === "condition" || cause.task < 0) return [];
  const handlers = new Set<number>();
  for (let slot = graph.firstOut[cause.task] ?? 0; slot < (graph.firstOut[cause.task + 1] ?? 0); slot += 1) {
    const below = graph.downstream[graph.outEdges[slot] ?? 0] ?? 0;
    const origin = tasks[below]?.fact.origin;
    if (ranAfter[below] && (origin === "succeeded" || origin === "own-failure")) handlers.add(below);
  }
  return [...handlers];
}
