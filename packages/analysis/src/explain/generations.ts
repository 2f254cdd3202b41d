import type { RunSnapshot } from "@runcause/core";

/**
 * The tasks that the last repair of a run did not run again: they keep the state of an earlier generation, which their
 * dependencies of today need not account for (spec c.4). Empty for a run that was never repaired.
 */
export function findCarriedOver(snapshot: RunSnapshot): ReadonlySet<string> {
  const generations = snapshot.jobRun?.repairHistory ?? [];
  const [last, ...earlier] = generations.toReversed();
  if (!last || earlier.length === 0) return new Set();
  const keysBefore = new Map(
    earlier.toReversed().flatMap((generation) => Object.entries(generation.taskToTaskRunMap ?? {})),
  );
  const keysLast = new Map(Object.entries(last.taskToTaskRunMap ?? {}));
  const carried = [...keysBefore].filter(([taskKey, runKey]) => (keysLast.get(taskKey) ?? runKey) === runKey);
  return new Set(carried.map(([taskKey]) => taskKey));
}
