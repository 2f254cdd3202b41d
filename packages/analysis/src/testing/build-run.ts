import type { RunSnapshot, wire } from "@runcause/core";
import { type NaiveTask, naiveReplay, type ProfileName } from "./naive-oracle.ts";

/** A task in few words: `{ load: ["ALL_SUCCESS", "extract", "gate=true"] }`; the type follows from `gate` being asked for an outcome. */
export type ShortJob = Readonly<Record<string, readonly [rule: string, ...dependencies: string[]]>>;

/** The definition that a short job stands for. */
function toTasks(job: ShortJob): NaiveTask[] {
  const edges = Object.values(job).flatMap(([, ...dependencies]) => dependencies.map(toEdge));
  const conditions = new Set(edges.filter((edge) => edge.outcome !== null).map((edge) => edge.taskKey));
  return Object.entries(job).map(([taskKey, [runIf, ...dependencies]]) => ({
    taskKey,
    type: conditions.has(taskKey) ? "IF_ELSE_TASK" : "NOTEBOOK_TASK",
    runIf: runIf as NaiveTask["runIf"],
    dependsOn: dependencies.map(toEdge),
  }));
}

function toEdge(text: string): { taskKey: string; outcome: string | null } {
  const [taskKey = "", outcome = null] = text.split("=");
  return { taskKey, outcome };
}

/** What a run recorded: per task a status, and whatever else its task run should carry. */
export type Recorded = ReadonlyMap<string, string | Partial<wire.TaskRun>>;

/** A snapshot of a run with these definitions and records; a task without a record has no task run. */
export function toSnapshot(
  tasks: readonly NaiveTask[],
  recorded: Recorded,
  jobRun: Partial<wire.JobRun> = {},
): RunSnapshot {
  const definitions = tasks.map((task) => ({ ...task, dependsOn: [...task.dependsOn] }));
  const taskRuns = definitions.flatMap((task) => {
    const record = recorded.get(task.taskKey);
    if (record === undefined) return [];
    const members = typeof record === "string" ? { state: { status: record } } : record;
    const started = isStartedStatus(members.state?.status) ? { startTime: 1000, endTime: 2000 } : {};
    return [{ key: `run of ${task.taskKey}`, taskKey: task.taskKey, jobRunKey: "run", task, ...started, ...members }];
  });
  return {
    schema: "runcause.snapshot/1",
    jobRun: {
      key: "run",
      jobKey: "job",
      jobName: "job",
      state: { status: toRunStatus(recorded) },
      tasks: definitions,
      ...jobRun,
    },
    taskRuns,
  };
}

/** Failed as soon as any task is not well; a test that minds says so itself. */
function toRunStatus(recorded: Recorded): string {
  const statuses = [...recorded.values()].map((record) => (typeof record === "string" ? record : record.state?.status));
  return statuses.every((status) => ["SUCCESS", "EXCLUDED", "SKIPPED"].includes(status ?? "")) ? "SUCCESS" : "FAILED";
}

function isStartedStatus(status: string | null | undefined): boolean {
  return status === "SUCCESS" || status === "FAILED" || status === "TIMED_OUT" || status === "RUNNING";
}

/** A run of a short job with these recorded statuses. */
export function recordRun(
  job: ShortJob,
  statuses: Readonly<Record<string, string>>,
  jobRun: Partial<wire.JobRun> = {},
): RunSnapshot {
  return toSnapshot(toTasks(job), new Map(Object.entries(statuses)), jobRun);
}

/** A run of a short job whose tasks, if their rule lets them start, end so; the states come from the naive oracle. */
export function playRun(
  job: ShortJob,
  endings: Readonly<Record<string, string>>,
  profile: ProfileName = "databricks-observed",
): RunSnapshot {
  const tasks = toTasks(job);
  const filled = new Map(tasks.map((task) => [task.taskKey, endings[task.taskKey] ?? "SUCCESS"]));
  return toSnapshot(tasks, naiveReplay(profile, tasks, filled));
}
