import type { EndingClass } from "@runcause/core";

/**
 * The class of an edge (spec 1): how the dependency ended, seen from the task that waits for it. `M` is a condition that
 * succeeded with another answer than the edge wants; `S/M` one whose answer is not known.
 */
export type EdgeClass = EndingClass | "M" | "S/M";

/** What a class amounts to: the trigger rules tell only these apart (spec b.3). */
export type EdgeGroup = "succeeded" | "failed" | "canceled" | "not-run" | "in-flight" | "either" | "unknown";

/** Every class; the index of a class is its code in the compact arrays. */
export const EDGE_CLASSES = [
  "S",
  "F",
  "T",
  "UF",
  "C",
  "UC",
  "X",
  "M",
  "K",
  "P",
  "S/M",
  "?",
] as const satisfies readonly EdgeClass[];

const GROUPS: Readonly<Record<EdgeClass, EdgeGroup>> = {
  S: "succeeded",
  F: "failed",
  T: "failed",
  UF: "failed",
  C: "canceled",
  UC: "canceled",
  X: "not-run",
  M: "not-run",
  K: "not-run",
  P: "in-flight",
  "S/M": "either",
  "?": "unknown",
};

/** The group of a class. */
export function toEdgeGroup(edgeClass: EdgeClass): EdgeGroup {
  return GROUPS[edgeClass];
}

const CODES: ReadonlyMap<EdgeClass, number> = new Map(EDGE_CLASSES.map((edgeClass, code) => [edgeClass, code]));

/** The code of a class in the compact arrays. */
export function toClassCode(edgeClass: EdgeClass): number {
  return CODES.get(edgeClass) ?? 0;
}

/** A set of classes as a bit mask: bit `code` is set when some edge has that class. */
export type ClassMask = number;

/** The mask with one class. */
export function toClassMask(edgeClass: EdgeClass): ClassMask {
  return 1 << toClassCode(edgeClass);
}

/** The classes of edges that can still end in several ways. */
export const UNSETTLED: ClassMask = toClassMask("P") | toClassMask("S/M") | toClassMask("?");
