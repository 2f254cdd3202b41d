import { redactSecrets, type wire } from "@runcause/core";
import type { ErrorLocation } from "./explanation-schema.ts";

/** What an error says, for people: the whole text, the one line that matters, and where in the user's code it points. */
export interface ErrorText {
  readonly message: string | null;
  readonly trace: string | null;
  readonly location: ErrorLocation | null;
}

const NO_TEXT: ErrorText = { message: null, trace: null, location: null };
/** Longer lines are data dumps; the whole text stays in `trace`. */
const MAX_MESSAGE = 500;

/**
 * The error text of a state: its trace, with its message before it where the two differ. Secrets are removed before anything
 * else is done with it.
 */
export function toErrorText(state: wire.State | null | undefined): ErrorText {
  const errorTrace = clean(state?.errorTrace);
  const stateMessage = clean(state?.stateMessage);
  if (!errorTrace && !stateMessage) return NO_TEXT;
  const telling = errorTrace === "" ? undefined : findTellingLine(errorTrace);
  const trace = [stateMessage, errorTrace].filter((text) => text !== "").join("\n");
  const message = telling ?? (stateMessage || firstLine(errorTrace));
  return {
    message: shorten(message),
    trace: errorTrace.includes(stateMessage) ? errorTrace : trace,
    location: findLocation(errorTrace),
  };
}

function clean(text: string | null | undefined): string {
  return text ? redactSecrets(text.replace(ANSI, "")).trim() : "";
}

function firstLine(text: string): string {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return (lines.find((line) => !FRAME.test(line)) ?? lines[0] ?? text).trim();
}

function shorten(message: string): string {
  const line = message.split("\n", 1)[0]?.trim() ?? "";
  return line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE)}…` : line;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: notebooks colour their traces with escape sequences
const ANSI = /\u001b\[[0-9;?]{0,40}[ -/]{0,5}[@-~]/g;
const FRAME = /^\s*(?:at |File "|\.\.\. \d+ more|-{3,}|\^+\s*$|Traceback \(most recent call last\))/;
const CAUSED_BY = /^\s*Caused by: /;
const EXCEPTION_LINE = /^[\w.$]{0,200}(?:Error|Exception|Interrupt|Exit|Failure|Fault)\b/;
const PYTHON_TRACE = "Traceback (most recent call last)";
const SPARK_ERROR_CLASS = /\[[A-Z][A-Z0-9_.]{3,80}\]/;

/** What a Java error says after the colon of a Python wrapper, on a line of its own. */
const WRAPPED = /^: ([\w.$]{1,200}(?:Error|Exception)\b.*)$/;
/** The reason that Spark gives at the end of "most recent failure". */
const SPARK_REASON = /\bexecutor [\w.-]{1,60}\): ([\w.$]{1,200}(?:Error|Exception)\b.*)$/;

/**
 * The line that says what went wrong: the deepest "Caused by", else the reason at the end of a Spark stage failure, else the
 * last line of a Python trace that is not indented, else the last that names an exception, else the first with a Spark error
 * class. Nothing where no line does.
 */
function findTellingLine(trace: string): string | undefined {
  const lines = trace.split(/\r?\n/).filter((line) => line.trim() !== "");
  const cause = lines.findLast((line) => CAUSED_BY.test(line))?.replace(CAUSED_BY, "");
  const reason = lines.map((line) => SPARK_REASON.exec(line)?.[1]).findLast((found) => found !== undefined);
  const wrapped = lines.map((line) => WRAPPED.exec(line)?.[1]).findLast((found) => found !== undefined);
  const raised = trace.includes(PYTHON_TRACE) ? lines.findLast((line) => /^[\w.]{1,200}(?::|$)/.test(line)) : undefined;
  const named = lines.findLast((line) => EXCEPTION_LINE.test(line));
  const classed = lines.find((line) => SPARK_ERROR_CLASS.test(line));
  return cause ?? reason ?? wrapped ?? raised ?? named ?? classed;
}

const PYTHON_FRAME = /File "([^"\n]{1,300})", line (\d{1,9})/g;
const NOTEBOOK_CELL = /cell[_ ](\d{1,6})\b(?:\(([^()\n]{1,300}\.ipynb)\))?/i;
const LONGEST_PATH = 300;

/** The first notebook that a trace names. Looks back from the ending, so that long traces cost no more than their length. */
function findNotebook(trace: string): string | undefined {
  const end = trace.indexOf(".ipynb");
  if (end === -1) return undefined;
  return /[^\s()"']+$/.exec(trace.slice(Math.max(0, end - LONGEST_PATH), end + ".ipynb".length))?.[0];
}

function findLocation(trace: string): ErrorLocation | null {
  const cell = NOTEBOOK_CELL.exec(trace);
  const notebook = cell?.[2] ?? findNotebook(trace);
  if (cell && notebook) return { file: notebook, cell: Number(cell[1]), line: null };
  const frame = [...trace.matchAll(PYTHON_FRAME)].findLast(([, file]) => !file?.includes("site-packages"));
  return frame?.[1] ? { file: frame[1], cell: null, line: Number(frame[2]) } : null;
}
