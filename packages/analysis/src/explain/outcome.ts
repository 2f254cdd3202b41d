import { type Status, type StatusFact, toStatusFact } from "@runcause/core";
import type { SemanticsProfile } from "../evaluate/profile.ts";
import type { RunSummary } from "./explanation-schema.ts";
import type { Situation } from "./situation.ts";

type Outcome = RunSummary["outcome"];

/** How a run came out, for people and exit codes: by its recorded status, or by its tasks where no status was given. */
export function toOutcome(situation: Situation, profile: SemanticsProfile): Outcome {
  const recorded = toStatusFact(situation.snapshot.jobRun?.state?.status);
  const fact = recorded.status === "UNKNOWN" ? toStatusFact(rollUp(situation, profile)) : recorded;
  return toOutcomeOf(fact, situation);
}

function toOutcomeOf(fact: StatusFact, { tasks }: Situation): Outcome {
  switch (fact.status) {
    case "SUCCESS":
      return tasks.some((task) => task.fact.origin === "own-failure") ? "hidden-failure" : "succeeded";
    case "CANCELED":
    case "UPSTREAM_CANCELED":
      return "canceled";
    case "SKIPPED":
    case "EXCLUDED":
      return "not-started";
    case "QUEUED":
    case "PENDING":
      return tasks.some((task) => task.run?.startTime) ? "active" : "not-started";
    case "FAILED":
    case "INTERNAL_ERROR":
    case "TIMED_OUT":
    case "UPSTREAM_FAILED":
      return "failed";
    default:
      return "active";
  }
}

/** The status of a run as its tasks give it (spec c.1): from the leaves, or from any task. */
function rollUp({ graph, tasks }: Situation, profile: SemanticsProfile): Status {
  const counted = tasks.filter(
    (_, at) => profile.jobStateRule === "anyFailed" || graph.firstOut[at] === graph.firstOut[at + 1],
  );
  const classes = new Set(counted.map((task) => task.fact.endingClass));
  if (["F", "T", "UF"].some((one) => classes.has(one as "F"))) return "FAILED";
  if (tasks.some((task) => task.fact.endingClass === "P" || task.status === null)) return "RUNNING";
  if (["C", "UC"].some((one) => classes.has(one as "C"))) return "CANCELED";
  return classes.has("?") ? "UNKNOWN" : "SUCCESS";
}
