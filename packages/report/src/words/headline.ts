import type { Explanation, RunSummary } from "@runcause/analysis";
import { counted } from "./sentences.ts";
import { toDurationText } from "./time.ts";

/** How the run came out, after the job's name: `FAILED after 14m 02s`. */
export function toOutcomeWords(run: RunSummary): string {
  const status = run.status ?? OUTCOME_WORDS[run.outcome];
  const preposition = run.outcome === "succeeded" ? "in" : "after";
  const duration = !run.durationMillis ? "" : ` ${preposition} ${toDurationText(run.durationMillis)}`;
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
  const { victims, notNeeded, cutOff, open, succeeded, tasks } = run.counts;
  const isRunLevel = rootCauses.some((cause) => cause.kind === "run-level");
  const didNot = isRunLevel ? "did not run to their end" : "did not run";
  const figures: readonly (readonly [isShown: boolean, figure: string])[] = [
    [harmful === 0, `${succeeded} of ${counted(tasks, "task")} succeeded`],
    [harmful > 0, counted(harmful, "root cause")],
    [victims > 0, `${counted(victims, "task")} ${didNot} because of ${harmful === 1 ? "it" : "them"}`],
    [cutOff > 0, `${cutOff} ${was(cutOff)} cut off by what did not run`],
    [notNeeded > 0, `${notNeeded} ${was(notNeeded)} not needed`],
    [open > 0, open === 1 ? "1 has not ended or is not known" : `${open} have not ended or are not known`],
  ];
  return figures.filter(([isShown]) => isShown).map(([, figure]) => figure);
}

function was(count: number): string {
  return count === 1 ? "was" : "were";
}
