import type { Explanation, RootCause, TaskExplanation } from "@runcause/analysis";
import { escapeLines } from "../text/escape.ts";
import { groupTasks, toNotices } from "../words/groups.ts";
import { toFigures, toOutcomeWords } from "../words/headline.ts";
import { counted, named, toCauseWords, toPlace, toReasonWords } from "../words/sentences.ts";
import { findMomentText } from "../words/time.ts";
import { toBlock, toCode, toWords } from "./escape.ts";

/** How much of an explanation to write. */
export interface MarkdownOptions {
  /** Whole error traces instead of the line that matters. */
  readonly full: boolean;
  /** Every task instead of the first of each kind. */
  readonly all: boolean;
}

const MAX_ROWS = 20;

/** An explanation for a job summary, a comment or a ticket: GitHub's Markdown, every name of the user's escaped. */
export function renderMarkdown(explanation: Explanation, options: Partial<MarkdownOptions> = {}): string {
  const { full = false, all = false } = options;
  const causes = explanation.rootCauses.filter((cause) => cause.kind !== "condition");
  const shown = all ? causes : causes.slice(0, MAX_ROWS);
  const groups = groupTasks(explanation);
  const blocks = [
    ...renderHead(explanation),
    ...shown.flatMap((cause) => renderCause(explanation, cause, full, all)),
    ...more(causes.length - shown.length, "root cause"),
    ...renderTasks("Ran all the same", explanation, all, groups.survivors),
    ...renderTasks("Cut off by what did not run", explanation, all, groups.cutOff),
    ...renderTasks("Not needed", explanation, all, groups.notNeeded),
    ...renderTasks("Still open", explanation, all, groups.open),
    ...renderNotices(explanation),
    ...renderGaps(explanation),
    ...renderProfile(explanation),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const SIGNS: Readonly<Record<Explanation["run"]["outcome"], string>> = {
  succeeded: "✅",
  "hidden-failure": "⚠️",
  failed: "❌",
  canceled: "⏹️",
  active: "⏳",
  "not-started": "⚪",
};

function renderHead(explanation: Explanation): string[] {
  const { run } = explanation;
  const name = run.jobName ?? run.jobKey ?? "job run";
  const started = findMomentText(run.startTime);
  const details = [
    run.jobRunKey === null ? "" : `run ${toCode(run.jobRunKey)}`,
    started ? `started ${started}` : "",
  ].filter(Boolean);
  return [
    `## ${SIGNS[run.outcome]} ${toWords(named(name))} ${toWords(toOutcomeWords(run))}`,
    [`**${toFigures(explanation).join(" · ")}**`, details.join(" · ")].filter(Boolean).join("  \n"),
  ];
}

function renderCause(explanation: Explanation, cause: RootCause, full: boolean, all: boolean): string[] {
  const name = cause.kind === "run-level" ? "the run itself" : toCode(named(cause.taskKey ?? ""));
  const attempt = cause.attempt ? `, attempt ${cause.attempt.number} of ${cause.attempt.allowed}` : "";
  const text = full ? cause.trace : cause.message;
  const victims = new Set(cause.victims);
  return [
    `### ${name}: ${toWords(toCauseWords(cause))}${attempt}`,
    ...(text === null ? [] : [toBlock(escapeLines(text))]),
    ...(cause.location ? [`at ${toCode(toPlace(cause.location))}`] : []),
    ...renderTasks(
      "Did not run because of it",
      explanation,
      all,
      explanation.tasks.filter((task) => victims.has(task.taskKey)),
    ),
  ];
}

function renderTasks(
  title: string,
  explanation: Explanation,
  all: boolean,
  tasks: readonly TaskExplanation[],
): string[] {
  if (tasks.length === 0) return [];
  const shown = all ? tasks : tasks.slice(0, MAX_ROWS);
  const rows = shown.map(
    (task) =>
      `| ${toCode(named(task.taskKey))} | ${toWords(named(task.status ?? "not recorded"))} | ${toWords(toReasonWords(task, explanation))} |`,
  );
  return [
    `**${title}** (${counted(tasks.length, "task")})`,
    ["| task | status | why |", "|---|---|---|", ...rows].join("\n"),
    ...more(tasks.length - shown.length, "task"),
  ];
}

function more(hidden: number, what: string): string[] {
  return hidden > 0 ? [`… and ${counted(hidden, `more ${what}`)}.`] : [];
}

function renderNotices(explanation: Explanation): string[] {
  const notices = toNotices(explanation);
  if (notices.length === 0) return [];
  const shown = notices
    .slice(0, MAX_ROWS)
    .map(({ taskKey, words }) => `- ${toCode(named(taskKey))} ${toWords(words)}.`);
  return ["**Worth knowing**", shown.join("\n"), ...more(notices.length - shown.length, "notice")];
}

function renderGaps({ complete, gaps }: Explanation): string[] {
  if (complete) return [];
  const shown = gaps
    .slice(0, MAX_ROWS)
    .map(({ subject, reason }) => `- ${subject === null ? "" : `${toCode(named(subject))}: `}${toWords(reason)}`);
  return [
    "**Not everything was read, so this may not be all**",
    shown.join("\n"),
    ...more(gaps.length - shown.length, "gap"),
  ];
}

function renderProfile({ profile, tasks }: Explanation): string[] {
  const contested = tasks.filter((task) => task.dependsOnProfile).length;
  if (contested === 0) return [];
  return [
    `<sub>Read with profile ${profile}; ${counted(contested, "statement depends", "statements depend")} on it.</sub>`,
  ];
}
