/** Gives each task key a number, in the order in which keys are met. */
export interface TaskIndex {
  readonly keys: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** The number of a key, a new one if it was not met before. */
  add(taskKey: string): number;
}

/** An empty index. */
export function buildTaskIndex(): TaskIndex {
  const keys: string[] = [];
  const indexOf = new Map<string, number>();
  return {
    keys,
    indexOf,
    add(taskKey) {
      const known = indexOf.get(taskKey);
      if (known !== undefined) return known;
      indexOf.set(taskKey, keys.length);
      return keys.push(taskKey) - 1;
    },
  };
}
