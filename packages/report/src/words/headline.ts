import type { Explanation, RunSummary } from "@runcause/analysis";
import { counted } from "./sentences.ts";
import { toDurationText } from "./time.ts";

/** How the run came out, after the job's name: `FAILED after 14m 02s`. */
export function toOutcomeWords(run: RunSummary): string {
  const status = run.status ?? OUTCOME_WORDS[run.outcome];
  const preposition = run.outcome === "succeeded" ? "in" : "after";
  const duration = run.durationMillis === null ? "" : ` ${preposition} ${toDurationText(run.durationMillis)}`;
  const hidden = run.outcome === "hidden-failure" ? `, but ${counted(run.counts.failed, "task")} failed` : "";
  return `${status}${duration}${hidden}`;
}

const OUTCOME_WORDS: Readonly<Record<RunSummary["outcome"], string>> = {
  succeeded: "succeeded",
  "hidden-failure": "succeeded",
  failed: "failed (as its tasks show; its own status was not given)",
  canceled: "was canceled (as its tasks show; its own status was not given)",
  active: "came out in a way that is not known",
  "not-started": "has not started",
};

/** The run in one line of figures: how many causes, victims, tasks that were not needed. */
export function toFigures({ run, rootCauses }: Explanation): string[] {
  const harmful = rootCauses.filter((cause) => cause.kind !== "condition").length;
  const { victims, notNeeded, open, succeeded, tasks } = run.counts;
  const figures: string[] = [];
  if (harmful === 0) figures.push(`${succeeded} of ${counted(tasks, "task")} succeeded`);
  if (harmful > 0) figures.push(counted(harmful, "root cause"));
  if (victims > 0) figures.push(`${counted(victims, "task")} did not run because of ${harmful === 1 ? "it" : "them"}`);
  if (notNeeded > 0) figures.push(`${notNeeded} ${notNeeded === 1 ? "was" : "were"} not needed`);
  if (open > 0)
    figures.push(`${open} ${open === 1 ? "has" : "have"} not ended or ${open === 1 ? "is" : "are"} not known`);
  return figures;
}
