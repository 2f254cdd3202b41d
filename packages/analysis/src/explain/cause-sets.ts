/**
 * Sets of root causes, shared between tasks: a task below one failing task has the very set of that task. Sets are ordered
 * lists of cause numbers, known by an index; 0 is the empty set.
 */
export interface CauseSets {
  /** The members of a set, in ascending order. */
  membersOf(set: number): readonly number[];
  /** The set of one cause. */
  single(cause: number): number;
  /** The union of two sets. */
  union(a: number, b: number): number;
  /** Whether some union left causes out because it reached `MAX_CAUSES`. */
  readonly isCapped: boolean;
}

/**
 * How many root causes one task lists at most. The service limits a job to 100 tasks (spec e, L24), so no real task has
 * more; the bound keeps a hostile input from costing the square of its size.
 */
export const MAX_CAUSES = 100;

/** A store of cause sets for one explanation. */
export function buildCauseSets(): CauseSets {
  const sets: (readonly number[])[] = [[]];
  const singles = new Map<number, number>();
  const unions = new Map<number, Map<number, number>>();
  let isCapped = false;

  const add = (members: readonly number[]) => sets.push(members) - 1;

  const single = (cause: number) => {
    const known = singles.get(cause) ?? add([cause]);
    singles.set(cause, known);
    return known;
  };

  const merge = (a: number, b: number) => {
    const merged = mergeSorted(sets[a] ?? [], sets[b] ?? []);
    if (merged.length === sets[a]?.length) return a;
    if (merged.length === sets[b]?.length) return b;
    if (merged.length > MAX_CAUSES) isCapped = true;
    return add(merged.slice(0, MAX_CAUSES));
  };

  const union = (a: number, b: number) => {
    if (a === b || b === 0) return a;
    if (a === 0) return b;
    const [low, high] = a < b ? [a, b] : [b, a];
    const row = unions.get(low) ?? new Map<number, number>();
    unions.set(low, row);
    const known = row.get(high) ?? merge(low, high);
    row.set(high, known);
    return known;
  };

  return {
    membersOf: (set) => sets[set] ?? [],
    single,
    union,
    get isCapped() {
      return isCapped;
    },
  };
}

function mergeSorted(a: readonly number[], b: readonly number[]): number[] {
  const merged: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY];
    merged.push(Math.min(left, right));
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return merged;
}
