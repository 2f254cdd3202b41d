import * as z from "zod";
import { EDGE_CLASSES } from "../evaluate/edge-class.ts";
import { PROFILE_NAMES } from "../evaluate/profile.ts";
import { REASONS } from "./reason.ts";

const nullable = <T extends z.ZodType>(schema: T) => z.nullable(schema);
const count = () => z.int().nonnegative();
const millis = () => nullable(z.number());

const Certainty = z
  .enum(["observed", "derived", "assumed", "unknown"])
  .describe(
    "observed: recorded by the service; derived: follows in every reading; assumed: follows in the chosen reading",
  );

const Location = z.object({
  file: z.string(),
  line: nullable(count()),
  cell: nullable(count()).describe("number of the notebook cell, as the trace counts"),
});

const RootCause = z
  .object({
    id: z.string().describe("c1, c2, …: the order in which to read them"),
    kind: z.enum(["task-failed", "task-timed-out", "task-canceled", "condition", "run-level", "unknown"]),
    path: z
      .array(z.string())
      .describe("the job, then the task; further jobs and tasks where the cause is in a nested run"),
    taskKey: nullable(z.string()),
    taskRunKey: nullable(z.string()),
    status: nullable(z.string()),
    result: nullable(z.enum(["true", "false"])).describe("what a condition answered, where it could be inferred"),
    message: nullable(z.string()).describe("the telling line of the error, secrets removed"),
    trace: nullable(z.string()).describe("the whole error text, secrets removed"),
    location: nullable(Location),
    attempt: nullable(z.object({ number: count(), allowed: count() })).describe(
      "the attempt that ended so, counted from 1",
    ),
    startTime: millis(),
    endTime: millis(),
    victims: z.array(z.string()).describe("the tasks that did not run because of it"),
    handledBy: z.array(z.string()).describe("the tasks directly below that ran in spite or because of it"),
    certainty: Certainty,
    evidence: z.array(z.string()).describe("JSON Pointers into the snapshot"),
  })
  .meta({ id: "RootCause" });

const Edge = z
  .object({
    taskKey: z.string(),
    outcome: nullable(z.string()),
    class: z.enum(EDGE_CLASSES),
    group: z.enum(["succeeded", "failed", "canceled", "not-run", "in-flight", "either", "unknown"]),
    decisive: z
      .boolean()
      .describe("whether it belongs to a smallest set of dependencies that alone gives the same result"),
  })
  .meta({ id: "Edge" });

const Expected = z
  .object({
    decision: z.enum(["run", "not-run", "undecided"]),
    states: z.array(z.string()).describe("the states in which the task can end without running"),
  })
  .meta({ id: "Expected" });

const Task = z
  .object({
    taskKey: z.string(),
    type: nullable(z.string()),
    status: nullable(z.string()).describe("as the service wrote it; null when no task run was given"),
    rule: nullable(z.string()).describe("the trigger rule in force; null when it is not known"),
    reason: z.enum(REASONS),
    expected: nullable(Expected).describe(
      "what the rule gives over the recorded states; null when it cannot be evaluated",
    ),
    verdict: z.enum(["agrees", "agrees-with-other", "name-only", "contradiction", "not-applicable"]),
    explainedBy: z
      .array(z.enum(PROFILE_NAMES))
      .describe("the profiles that explain the record where the chosen one does not"),
    dependsOnProfile: z.boolean().describe("whether another profile would answer differently about running"),
    edges: z.array(Edge),
    rootCauses: z.array(z.string()).describe("what kept it from running, or the cause that it is itself"),
    ranAfter: z.array(z.string()).describe("the causes above it that did not keep it from running"),
    cutOff: z.boolean().describe("whether it is a join cut off by something that nobody needed, or hangs below one"),
    startTime: millis(),
    endTime: millis(),
    evidence: z.array(z.string()).describe("JSON Pointers into the snapshot"),
  })
  .meta({ id: "Task" });

const Condition = z
  .object({
    taskKey: z.string(),
    result: nullable(z.enum(["true", "false"])),
    method: z.enum(["dependents", "contradictory", "unknown"]),
    supporters: z.array(z.string()).describe("the tasks whose recorded state gave the answer away"),
  })
  .meta({ id: "Condition" });

const Advisory = z
  .object({
    id: z.enum(["failure-hidden", "join-cut-off", "succeeded-after-retries", "contradictory-condition"]),
    taskKey: nullable(z.string()),
    related: z.array(z.string()),
  })
  .meta({ id: "Advisory" });

const Defect = z
  .object({
    id: z.enum([
      "unknown-dependency",
      "cycle",
      "duplicate-task-key",
      "unknown-rule",
      "outcome-on-ordinary-task",
      "condition-without-outcome",
    ]),
    taskKey: z.string(),
    related: z.array(z.string()),
    found: nullable(z.string()),
  })
  .meta({ id: "Defect" });

const Run = z.object({
  jobRunKey: nullable(z.string()),
  jobKey: nullable(z.string()),
  jobName: nullable(z.string()),
  status: nullable(z.string()),
  outcome: z.enum(["succeeded", "hidden-failure", "failed", "canceled", "active", "not-started"]),
  message: nullable(z.string()),
  startTime: millis(),
  endTime: millis(),
  durationMillis: millis(),
  counts: z.object({
    tasks: count(),
    succeeded: count(),
    failed: count().describe("ended badly by themselves"),
    victims: count().describe("did not run because of a failure, a cancel or the run's own end"),
    notNeeded: count().describe("did not run because a condition answered otherwise or nothing had failed"),
    cutOff: count().describe(
      "did not run because a join waits for something that nobody needed, such as both branches of a condition",
    ),
    open: count().describe("still in flight, or not known"),
  }),
});

/** `runcause.explanation/1`: what `explain` gives, as plain JSON. */
export const ExplanationSchema = z.object({
  schema: z.literal("runcause.explanation/1"),
  complete: z.boolean().describe("whether everything needed was read; `gaps` says what was not"),
  gaps: z.array(z.object({ kind: z.string(), subject: nullable(z.string()), reason: z.string() })),
  profile: z.enum(PROFILE_NAMES),
  run: Run,
  rootCauses: z.array(RootCause),
  conditions: z.array(Condition),
  advisories: z.array(Advisory),
  defects: z.array(Defect),
  tasks: z.array(Task),
});

export type Explanation = z.infer<typeof ExplanationSchema>;
export type RootCause = z.infer<typeof RootCause>;
export type TaskExplanation = z.infer<typeof Task>;
export type EdgeExplanation = z.infer<typeof Edge>;
export type ConditionExplanation = z.infer<typeof Condition>;
export type Advisory = z.infer<typeof Advisory>;
export type RunSummary = z.infer<typeof Run>;
export type ErrorLocation = z.infer<typeof Location>;
