/**
 * Sets of root causes, shared between tasks: a task below one failing task has the very set of that task. Sets are ordered
 * lists of cause numbers, known by an index; 0 is the empty set.
 */
export interface CauseSets {
  /** The members of a set, in ascending order. */
  membersOf(set: number): readonly number[];
  /** The set of one cause. */
  single(cause: number): number;
  /** The union of some sets. */
  union(sets: readonly number[]): number;
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
  const known = new Map<string, number>();
  let isCapped = false;

  const intern = (members: readonly number[]) => {
    const name = members.join();
    const set = known.get(name) ?? sets.push(members) - 1;
    known.set(name, set);
    return set;
  };

  const merge = (distinct: readonly number[]) => {
    const members = new Set<number>();
    for (const set of distinct) for (const cause of sets[set] ?? []) members.add(cause);
    if (members.size > MAX_CAUSES) isCapped = true;
    return intern([...members].sort((a, b) => a - b).slice(0, MAX_CAUSES));
  };

  return {
    membersOf: (set) => sets[set] ?? [],
    single: (cause) => intern([cause]),
    union(united) {
      const distinct = [...new Set(united)].filter((set) => set !== 0);
      return distinct.length < 2 ? (distinct[0] ?? 0) : merge(distinct);
    },
    get isCapped() {
      return isCapped;
    },
  };
}
