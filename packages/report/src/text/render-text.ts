import type { Explanation, TaskExplanation } from "@runcause/analysis";
import { toFigures, toOutcomeWords } from "../words/headline.ts";
import {
  counted,
  findDisagreementWords,
  NOT_NEEDED_REASONS,
  OPEN_REASONS,
  toAdvisoryWords,
  toDefectWords,
  toReasonWords,
} from "../words/sentences.ts";
import { findMomentText } from "../words/time.ts";
import { escapeLine } from "./escape.ts";
import { renderNext } from "./next-step.ts";
import { renderRows, toName } from "./page.ts";
import { renderCauses } from "./render-causes.ts";
import { DEFAULT_TEXT_OPTIONS, type TextOptions } from "./terminal.ts";
import { wrap } from "./width.ts";

const MAX_ROWS = 4;

/** An explanation as a page for a terminal: what broke it, who is hurt, what was not needed, what to do next. */
export function renderText(explanation: Explanation, options: Partial<TextOptions> = {}): string {
  const page = { ...DEFAULT_TEXT_OPTIONS, ...options };
  const sections = [
    renderHead(explanation, page),
    ...renderCauses(explanation, page),
    renderSurvivors(explanation, page),
    renderCutOff(explanation, page),
    renderNotNeeded(explanation, page),
    renderOpen(explanation, page),
    renderNotices(explanation, page),
    renderGaps(explanation, page),
    renderNext(explanation, page),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function renderHead(explanation: Explanation, page: TextOptions): string[] {
  const { run } = explanation;
  const { glyphs, style } = page;
  const sign = {
    succeeded: style.green(glyphs.succeeded),
    "hidden-failure": style.yellow(glyphs.warning),
    failed: style.red(glyphs.failed),
    canceled: style.yellow(glyphs.stopped),
    active: style.cyan(glyphs.open),
    "not-started": style.dim(glyphs.idle),
  }[run.outcome];
  const name = toName(run.jobName ?? run.jobKey ?? "job run", page, 40);
  const details = [
    run.jobRunKey === null ? undefined : `run ${toName(run.jobRunKey, page, 40)}`,
    prefixed("started ", findMomentText(run.startTime)),
  ].filter((part) => part !== undefined);
  const figures = toFigures(explanation).join(` ${glyphs.separator} `);
  return [
    `${sign} ${style.bold(name)} ${escapeLine(toOutcomeWords(run))}`,
    ...(details.length > 0 ? wrap(details.join(` ${glyphs.separator} `), page.width - 2) : []).map(
      (line) => `  ${style.dim(line)}`,
    ),
    "",
    ...wrap(figures, page.width - 2).map((line) => `  ${style.bold(line)}`),
  ];
}

function prefixed(prefix: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : prefix + text;
}

/** Tasks that ran although, or because, something above them failed. */
function renderSurvivors(explanation: Explanation, page: TextOptions): string[] {
  const survivors = explanation.tasks.filter(
    (task) => task.reason === "ran-despite-failure" || task.reason === "handled-failure",
  );
  return renderList("Ran all the same", page.glyphs.succeeded, survivors, explanation, page);
}

/** Joins that wait for something nobody needed, such as both branches of a condition, and what is below: hardly meant. */
function renderCutOff(explanation: Explanation, page: TextOptions): string[] {
  const cutOff = explanation.tasks.filter((task) => task.cutOff);
  return renderList("Cut off by what did not run", page.glyphs.warning, cutOff, explanation, page);
}

function renderNotNeeded(explanation: Explanation, page: TextOptions): string[] {
  const harmless = new Set(
    explanation.rootCauses.filter((cause) => cause.kind === "condition").map((cause) => cause.id),
  );
  const isDerived = (task: TaskExplanation) => NOT_NEEDED_REASONS.has(task.reason);
  const notNeeded = explanation.tasks.filter(
    (task) => isDerived(task) && !task.cutOff && task.rootCauses.every((id) => harmless.has(id)),
  );
  return renderList("Not needed", page.glyphs.idle, notNeeded, explanation, page);
}

function renderOpen(explanation: Explanation, page: TextOptions): string[] {
  const open = explanation.tasks.filter((task) => OPEN_REASONS.has(task.reason));
  return renderList("Still open", page.glyphs.open, open, explanation, page);
}

function renderList(
  title: string,
  sign: string,
  tasks: readonly TaskExplanation[],
  explanation: Explanation,
  page: TextOptions,
): string[] {
  if (tasks.length === 0) return [];
  const shown = page.all || tasks.length <= MAX_ROWS + 1 ? tasks : tasks.slice(0, MAX_ROWS);
  const rows = shown.map((task) => ({
    lead: "    ",
    name: task.taskKey,
    status: task.status,
    words: toReasonWords(task, explanation),
  }));
  const hidden = tasks.length - shown.length;
  const more = hidden > 0 ? [`    ${page.style.dim(`${counted(hidden, "more task")} (--all shows them)`)}`] : [];
  return [`  ${page.style.dim(sign)} ${page.style.bold(title)}`, ...renderRows(rows, page), ...more];
}

/** What the reader should know and would not look for: silent mistakes, disagreements with the record, defects. */
function renderNotices(explanation: Explanation, page: TextOptions): string[] {
  const disagreements = explanation.tasks.flatMap((task) => {
    const words = findDisagreementWords(task, explanation.profile);
    return words === undefined ? [] : [{ taskKey: task.taskKey, words }];
  });
  const notices = [
    ...explanation.advisories.map((advisory) => ({
      taskKey: advisory.taskKey ?? "",
      words: toAdvisoryWords(advisory),
    })),
    ...disagreements,
    ...explanation.defects.map((defect) => ({ taskKey: defect.taskKey, words: toDefectWords(defect) })),
  ];
  const shown = page.all ? notices : notices.slice(0, MAX_ROWS);
  const hidden = notices.length - shown.length;
  const lines = shown.flatMap(({ taskKey, words }) =>
    wrap(`${toName(taskKey, page)} ${escapeLine(words)}.`, page.width - 4).map((line, index) =>
      index === 0 ? `  ${page.style.yellow(page.glyphs.warning)} ${line}` : `    ${line}`,
    ),
  );
  return hidden > 0
    ? [...lines, `    ${page.style.dim(`${counted(hidden, "more notice")} (--all shows them)`)}`]
    : lines;
}

function renderGaps(explanation: Explanation, page: TextOptions): string[] {
  if (explanation.complete) return [];
  const shown = page.all ? explanation.gaps : explanation.gaps.slice(0, MAX_ROWS);
  const hidden = explanation.gaps.length - shown.length;
  const lines = shown.flatMap(({ subject, reason }) => {
    const text = subject === null ? reason : `${toName(subject, page)}: ${escapeLine(reason)}`;
    return wrap(text, page.width - 4).map((line) => `    ${line}`);
  });
  const more = hidden > 0 ? [`    ${page.style.dim(`${counted(hidden, "more gap")} (--all shows them)`)}`] : [];
  return [
    `  ${page.style.yellow("?")} ${page.style.bold("Not everything was read, so this may not be all")}`,
    ...lines,
    ...more,
  ];
}
