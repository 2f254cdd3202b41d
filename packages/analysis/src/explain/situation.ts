import type { Gap, RunSnapshot, StatusFact, TriggerRule, wire } from "@runcause/core";
import type { TaskGraph } from "../graph/task-graph.ts";
import type { Defect } from "./defects.ts";

/** One task of the run: its definition, and the task run that counts for it. */
export interface SituationTask {
  readonly taskKey: string;
  /** The definition as it was when the task ran; absent when nothing read so far holds it. */
  readonly definition: wire.Task | undefined;
  /** `undefined` when the definition is missing or names an unheard-of rule. */
  readonly rule: TriggerRule | undefined;
  /** Whether an edge to this task may ask for an outcome: an If/Else task, or one of a type unknown to us. */
  readonly mayAnswer: boolean;
  readonly fact: StatusFact;
  /** The status as the service wrote it; null when no task run was recorded. */
  readonly status: string | null;
  readonly run: wire.TaskRun | wire.TaskRunSummary | undefined;
  /** Where `run` stands in the snapshot: an index into `taskRuns`, or a key of the job run's `taskRunSummaryMap`. */
  readonly runAt: number | string | undefined;
  /** Whether the last repair did not run it again, so that its state is of an earlier generation. */
  readonly isCarriedOver: boolean;
  /** Whether the definition keeps the rule from being evaluated: it waits for a missing task, or for itself. */
  readonly isDefective: boolean;
}

/** Everything known of a run, put in order: the input of every later stage. */
export interface Situation {
  readonly snapshot: RunSnapshot;
  readonly graph: TaskGraph;
  readonly tasks: readonly SituationTask[];
  readonly defects: readonly Defect[];
  readonly gaps: readonly Gap[];
}

/** The JSON Pointer of a task's run in the snapshot, or `undefined` when none was recorded. */
export function findPointer(task: SituationTask): string | undefined {
  if (task.runAt === undefined) return undefined;
  if (typeof task.runAt === "number") return `/taskRuns/${task.runAt}`;
  return `/jobRun/taskRunSummaryMap/${task.runAt.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
