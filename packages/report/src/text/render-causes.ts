import type { Explanation, RootCause, TaskExplanation } from "@runcause/analysis";
import { counted, named, toCauseWords, toPlace, toReasonWords } from "../words/sentences.ts";
import { toDurationText } from "../words/time.ts";
import { escapeLine, escapeLines } from "./escape.ts";
import { type Row, renderRows, toName, toStatusText } from "./page.ts";
import type { TextOptions } from "./terminal.ts";
import { type TreeLine, toVictimTree } from "./victim-tree.ts";
import { wrap } from "./width.ts";

const RUN_ITSELF = "the run itself";
const MAX_CAUSES = 5;
const MAX_TREE_LINES = 12;
const MAX_ERROR_LINES = 200;

/** What broke the run: a line for each cause, then each with its error and the tasks it kept from running. */
export function renderCauses(explanation: Explanation, page: TextOptions): string[][] {
  const causes = explanation.rootCauses.filter((cause) => cause.kind !== "condition");
  const shown = page.all ? causes : causes.slice(0, MAX_CAUSES);
  const overview = shown.length > 1 ? [shown.map((cause) => renderCauseLine(cause, page))] : [];
  const room = page.all
    ? Number.POSITIVE_INFINITY
    : Math.max(3, Math.floor(MAX_TREE_LINES / Math.max(1, shown.length)));
  const tasks = new Map(explanation.tasks.map((task) => [task.taskKey, task]));
  const victims: Victims = { tasks, room, printed: new Set() };
  const details = shown.map((cause) => renderCause(explanation, cause, victims, page));
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

/** What the trees of all causes share. */
interface Victims {
  readonly tasks: ReadonlyMap<string, TaskExplanation>;
  /** How many tasks a tree shows. */
  readonly room: number;
  /** The tasks that stand in a tree already. */
  readonly printed: Set<string>;
}

function renderCause(explanation: Explanation, cause: RootCause, victims: Victims, page: TextOptions): string[] {
  const { glyphs, style } = page;
  const { tasks, room, printed } = victims;
  const name = cause.kind === "run-level" ? RUN_ITSELF : toName(cause.taskKey ?? "", page);
  const duration =
    cause.startTime && cause.endTime && cause.endTime >= cause.startTime
      ? toDurationText(cause.endTime - cause.startTime)
      : undefined;
  const attempt = cause.attempt && `attempt ${cause.attempt.number} of ${cause.attempt.allowed}`;
  const facts = [escapeLine(toCauseWords(cause)), attempt, duration].filter(Boolean).join(` ${glyphs.separator} `);
  const shownAbove = cause.victims.filter((victim) => printed.has(victim)).length;
  const tree = toVictimTree(tasks, cause, room, printed);
  return [
    `  ${style.red(glyphs.cause)} ${style.bold(name)} ${style.red(facts)}`,
    ...renderError(cause, page),
    ...renderRanAfter(explanation, cause.taskKey === null ? undefined : tasks.get(cause.taskKey), page),
    ...renderRows(
      tree.map((line) => toTreeRow(line, explanation, page)),
      page,
    ),
    ...(shownAbove > 0 ? [`    ${style.dim(`and ${counted(shownAbove, "task")} shown above`)}`] : []),
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
  const lines = wrap(escapeLine(cause.message), room).slice(0, MAX_ERROR_LINES);
  const place = cause.location && toPlace(cause.location);
  return [...lines, ...(place ? [page.style.dim(`  at ${escapeLine(place)}`)] : [])].map((line) => indent + line);
}

function wrapKeepingIndent(line: string, room: number): string[] {
  const lead = /^ */.exec(line)?.[0].slice(0, 8) ?? "";
  return wrap(line.trimStart(), room - lead.length).map((part) => lead + part);
}

/** A task that broke the run although something above it had failed already: the reader wonders why it ran at all. */
function renderRanAfter(explanation: Explanation, task: TaskExplanation | undefined, page: TextOptions): string[] {
  if (!task || task.ranAfter.length === 0) return [];
  const earlier = explanation.rootCauses
    .filter((one) => task.ranAfter.includes(one.id))
    .map((one) => named(one.taskKey ?? "the run"));
  const words = `It ran in spite of ${earlier.slice(0, 3).join(", ")}, because its rule ${task.rule ?? ""} allows that.`;
  return wrap(escapeLine(words), page.width - 4).map((line) => `    ${page.style.dim(line)}`);
}

/** A tree keeps to one line a task: where it hangs says most, and `why` says the rest. */
function toTreeRow(line: TreeLine, explanation: Explanation, page: TextOptions): Row {
  const { branch, lastBranch, trunk } = page.glyphs;
  const above = line.more.slice(0, -1).map((more) => (more ? `${trunk} ` : "   "));
  const lead = `    ${above.join("")}${line.more.at(-1) ? branch : lastBranch} `;
  const { task, hidden } = line;
  if (!task) return { lead, name: counted(hidden, "more task"), status: null, words: "(--all shows them)", short: "" };
  const below = hidden > 0 ? ` (${hidden} more below)` : "";
  const { taskKey: name, status } = task;
  return { lead, name, status, words: toReasonWords(task, explanation) + below, short: (task.rule ?? "") + below };
}
