import { type Explanation, explain } from "@runcause/analysis";
import type { RunSnapshot, wire } from "@runcause/core";

/** A task of a test run: how it ended and what it waited for (`gate=true` asks a condition for an outcome). */
export interface TestTask {
  readonly status: string;
  readonly above?: readonly string[];
  readonly rule?: string;
  readonly type?: string;
  readonly error?: string;
}

/** The explanation of a run with these tasks. */
export function explainTasks(tasks: ReadonlyMap<string, TestTask>, jobRun: Partial<wire.JobRun> = {}): Explanation {
  const taskRuns = [...tasks].map(
    ([taskKey, { status, above = [], rule = "ALL_SUCCESS", type = "NOTEBOOK_TASK", error }]) => ({
      key: `run-of-${taskKey}`,
      taskKey,
      jobRunKey: "run-1",
      state: { status, errorTrace: error ?? null },
      task: { taskKey, type, runIf: rule, dependsOn: above.map(toEdge) },
      ...(status === "SUCCESS" || status === "FAILED"
        ? { startTime: 1_790_323_200_000, endTime: 1_790_323_260_000 }
        : {}),
    }),
  );
  const snapshot: RunSnapshot = {
    schema: "runcause.snapshot/1",
    jobRun: {
      key: "run-1",
      jobName: "nightly",
      state: { status: "FAILED" },
      startTime: 1_790_323_200_000,
      endTime: 1_790_324_042_000,
      ...jobRun,
    },
    taskRuns,
  };
  return explain(snapshot);
}

function toEdge(text: string): { taskKey: string; outcome: string | null } {
  const [taskKey = "", outcome = null] = text.split("=");
  return { taskKey, outcome };
}

/** The run of the design's first screen. */
export const NIGHTLY: ReadonlyMap<string, TestTask> = new Map<string, TestTask>([
  ["extract", { status: "SUCCESS" }],
  ["is_weekend", { status: "SUCCESS", type: "IF_ELSE_TASK" }],
  [
    "load_orders",
    {
      status: "FAILED",
      above: ["extract"],
      error:
        "AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] raw.orders cannot be found\n\tat notebook.cell_4(load_orders.ipynb)",
    },
  ],
  ["check_lag", { status: "SUCCESS" }],
  ["weekend_load", { status: "EXCLUDED", above: ["is_weekend=true"] }],
  ["transform", { status: "UPSTREAM_FAILED", above: ["load_orders"] }],
  ["publish", { status: "UPSTREAM_FAILED", above: ["transform"] }],
  ["reconcile", { status: "UPSTREAM_FAILED", above: ["load_orders", "extract"], rule: "NONE_FAILED" }],
  ["alert_lag", { status: "EXCLUDED", above: ["check_lag"], rule: "AT_LEAST_ONE_FAILED" }],
  ["cleanup", { status: "SUCCESS", above: ["publish"], rule: "ALL_DONE" }],
]);
