import type { Explanation, RootCause, TaskExplanation } from "@runcause/analysis";
import { toFigures, toOutcomeWords } from "../words/headline.ts";
import {
  counted,
  findDisagreementWords,
  NOT_NEEDED_REASONS,
  named,
  OPEN_REASONS,
  toAdvisoryWords,
  toCauseWords,
  toDefectWords,
  toPlace,
  toReasonWords,
} from "../words/sentences.ts";
import { findMomentText, toDurationText } from "../words/time.ts";
import { escapeLine, escapeLines } from "./escape.ts";
import { type Row, renderRows, toName, toStatusText } from "./page.ts";
import { DEFAULT_TEXT_OPTIONS, type TextOptions } from "./terminal.ts";
import { type TreeLine, toVictimTree } from "./victim-tree.ts";
import { wrap } from "./width.ts";

const RUN_ITSELF = "the run itself";
const MAX_CAUSES = 5;
const MAX_TREE_LINES = 12;
const MAX_ROWS = 4;
const MAX_TRACE_LINES = 200;

/** An explanation as a page for a terminal: what broke it, who is hurt, what was not needed, what to do next. */
export function renderText(explanation: Explanation, options: Partial<TextOptions> = {}): string {
  const page = { ...DEFAULT_TEXT_OPTIONS, ...options };
  const sections = [
    renderHead(explanation, page),
    ...renderCauses(explanation, page),
    renderSurvivors(explanation, page),
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

function renderCauses(explanation: Explanation, page: TextOptions): string[][] {
  const causes = explanation.rootCauses.filter((cause) => cause.kind !== "condition");
  const shown = page.all ? causes : causes.slice(0, MAX_CAUSES);
  const overview = shown.length > 1 ? [shown.map((cause) => renderCauseLine(cause, page))] : [];
  const printed = new Set<string>();
  const room = page.all
    ? Number.POSITIVE_INFINITY
    : Math.max(3, Math.floor(MAX_TREE_LINES / Math.max(1, shown.length)));
  const details = shown.map((cause) => renderCause(explanation, cause, room, printed, page));
  const hidden = causes.length - shown.length;
  const more = hidden > 0 ? [[`  ${page.style.dim(`${counted(hidden, "more root cause")} (--all shows them)`)}`]] : [];
  return [...overview, ...details, ...more];
}

function renderCauseLine(cause: RootCause, page: TextOptions): string {
  const name = cause.kind === "run-level" ? RUN_ITSELF : toName(cause.taskKey ?? "", page, 40);
  const harm =
    cause.victims.length > 0
      ? `kept ${counted(cause.victims.length, "task")} from running`
      : "kept no task from running";
  return `  ${page.style.red(page.glyphs.cause)} ${page.style.bold(name)} ${toStatusText(cause.status, page.style)}  ${harm}`;
}

function renderCause(
  explanation: Explanation,
  cause: RootCause,
  room: number,
  printed: Set<string>,
  page: TextOptions,
): string[] {
  const { glyphs, style } = page;
  const name = cause.kind === "run-level" ? RUN_ITSELF : toName(cause.taskKey ?? "", page);
  const duration =
    cause.startTime && cause.endTime && cause.endTime >= cause.startTime
      ? toDurationText(cause.endTime - cause.startTime)
      : undefined;
  const attempt = cause.attempt && `attempt ${cause.attempt.number} of ${cause.attempt.allowed}`;
  const facts = [escapeLine(toCauseWords(cause)), attempt, duration].filter(Boolean).join(` ${glyphs.separator} `);
  const tree = toVictimTree(explanation, cause, room, printed);
  return [
    `  ${style.red(glyphs.cause)} ${style.bold(name)} ${style.red(facts)}`,
    ...renderError(cause, page),
    ...renderRanAfter(explanation, cause, page),
    ...renderRows(
      tree.map((line) => toTreeRow(line, explanation, page)),
      page,
    ),
  ];
}

function renderError(cause: RootCause, page: TextOptions): string[] {
  const indent = "    ";
  const room = page.width - indent.length;
  if (page.full && cause.trace !== null) {
    return escapeLines(cause.trace).flatMap((line) => wrapKeepingIndent(line, room).map((part) => indent + part));
  }
  if (cause.message === null) {
    const isTask = cause.kind === "task-failed" || cause.kind === "task-timed-out";
    return isTask ? [`${indent}${page.style.dim("no error text was recorded")}`] : [];
  }
  const lines = wrap(escapeLine(cause.message), room).slice(0, MAX_TRACE_LINES);
  const place = cause.location && toPlace(cause.location);
  return [...lines, ...(place ? [page.style.dim(`  at ${escapeLine(place)}`)] : [])].map((line) => indent + line);
}

function wrapKeepingIndent(line: string, room: number): string[] {
  const lead = /^ */.exec(line)?.[0].slice(0, 8) ?? "";
  return wrap(line.trimStart(), room - lead.length).map((part) => lead + part);
}

/** A task that broke the run although something above it had failed already: the reader wonders why it ran at all. */
function renderRanAfter(explanation: Explanation, cause: RootCause, page: TextOptions): string[] {
  const task = explanation.tasks.find((one) => one.taskKey === cause.taskKey);
  if (!task || task.ranAfter.length === 0) return [];
  const earlier = explanation.rootCauses
    .filter((one) => task.ranAfter.includes(one.id))
    .map((one) => named(one.taskKey ?? "the run"));
  const words = `It ran in spite of ${earlier.slice(0, 3).join(", ")}, because its rule ${task.rule ?? ""} allows that.`;
  return wrap(escapeLine(words), page.width - 4).map((line) => `    ${page.style.dim(line)}`);
}

function toTreeRow(line: TreeLine, explanation: Explanation, page: TextOptions): Row {
  const { branch, lastBranch, trunk } = page.glyphs;
  const above = line.more.slice(0, -1).map((more) => (more ? `${trunk} ` : "   "));
  const lead = `    ${above.join("")}${line.more.at(-1) ? branch : lastBranch} `;
  const continued = `    ${above.join("")}${line.more.at(-1) ? trunk : "  "} `;
  if (!line.task)
    return {
      lead,
      continued,
      name: `${counted(line.hidden, "more task")} (--all shows them)`,
      status: null,
      words: "",
    };
  return {
    lead,
    continued,
    name: line.task.taskKey,
    status: line.task.status,
    words: toReasonWords(line.task, explanation),
  };
}

/** Tasks that ran although, or because, something above them failed. */
function renderSurvivors(explanation: Explanation, page: TextOptions): string[] {
  const survivors = explanation.tasks.filter(
    (task) => task.reason === "ran-despite-failure" || task.reason === "handled-failure",
  );
  return renderList("Ran all the same", page.glyphs.succeeded, survivors, explanation, page);
}

function renderNotNeeded(explanation: Explanation, page: TextOptions): string[] {
  const harmless = new Set(
    explanation.rootCauses.filter((cause) => cause.kind === "condition").map((cause) => cause.id),
  );
  const isDerived = (task: TaskExplanation) => NOT_NEEDED_REASONS.has(task.reason);
  const notNeeded = explanation.tasks.filter(
    (task) => isDerived(task) && task.rootCauses.every((id) => harmless.has(id)),
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
    continued: "    ",
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

function renderNext(explanation: Explanation, page: TextOptions): string[] {
  const subject = findNextSubject(explanation);
  const contested = explanation.tasks.filter((task) => task.dependsOnProfile).length;
  const lines: string[] = [];
  if (subject !== undefined && !/^-|[\s"'\\$`]/.test(subject) && subject.length < 60 && subject !== "") {
    lines.push(
      `  ${page.style.bold("Next")}   runcause why ${escapeLine(subject)}${page.input === "" ? "" : ` ${escapeLine(page.input)}`}`,
    );
  }
  if (contested > 0) {
    const words = `Read with profile ${explanation.profile}; ${counted(contested, "statement depends", "statements depend")} on it (--profile).`;
    lines.push(
      ...(lines.length > 0 ? [""] : []),
      ...wrap(words, page.width - 2).map((line) => `  ${page.style.dim(line)}`),
    );
  }
  return lines;
}

/** The task whose whole chain is most worth reading: the last victim of the first cause that has any. */
function findNextSubject({ rootCauses }: Explanation): string | undefined {
  return rootCauses.find((cause) => cause.victims.length > 0)?.victims.at(-1) ?? rootCauses[0]?.taskKey ?? undefined;
}
