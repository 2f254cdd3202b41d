import { type StatusFact, toStatusFact } from "@runcause/core";
import type { SemanticsProfile } from "../evaluate/profile.ts";
import type { RunSummary } from "./explanation-schema.ts";
import type { Situation } from "./situation.ts";

type Outcome = RunSummary["outcome"];

/**
 * How a run came out, for people and exit codes: by its recorded status. Where none is known, its tasks can show that it
 * failed, was canceled or goes on, but never that it succeeded: others may not have been given.
 */
export function toOutcome(situation: Situation, profile: SemanticsProfile): Outcome {
  const recorded = toStatusFact(situation.snapshot.jobRun?.state?.status);
  return recorded.status === "UNKNOWN" ? rollUp(situation, profile) : toOutcomeOf(recorded, situation);
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

/** What the tasks show of a run (spec c.1): from the leaves, or from any task. */
function rollUp({ graph, tasks }: Situation, profile: SemanticsProfile): Outcome {
  const isLeaf = (at: number) => graph.firstOut[at] === graph.firstOut[at + 1];
  const counted = tasks.filter((_, at) => profile.jobStateRule === "anyFailed" || isLeaf(at));
  const hasClass = (...classes: string[]) => counted.some((task) => classes.includes(task.fact.endingClass));
  if (hasClass("F", "T", "UF")) return "failed";
  return hasClass("C", "UC") && !hasClass("P", "?") ? "canceled" : "active";
}
