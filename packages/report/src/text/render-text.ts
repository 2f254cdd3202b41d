import type { Explanation, TaskExplanation } from "@runcause/analysis";
import { groupTasks, toNotices } from "../words/groups.ts";
import { toFigures, toOutcomeWords } from "../words/headline.ts";
import { counted, toReasonWords } from "../words/sentences.ts";
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
    ...renderGroups(explanation, page),
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

/** The tasks besides the causes and their victims, a list for each kind. */
function renderGroups(explanation: Explanation, page: TextOptions): string[][] {
  const { survivors, cutOff, notNeeded, open } = groupTasks(explanation);
  const { succeeded, warning, idle, open: stillOpen } = page.glyphs;
  return [
    renderList("Ran all the same", succeeded, survivors, explanation, page),
    renderList("Cut off by what did not run", warning, cutOff, explanation, page),
    renderList("Not needed", idle, notNeeded, explanation, page),
    renderList("Still open", stillOpen, open, explanation, page),
  ];
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

function renderNotices(explanation: Explanation, page: TextOptions): string[] {
  const notices = toNotices(explanation);
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
