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

/** The error text of a state: its trace, else its message. Secrets are removed before anything else is done with it. */
export function toErrorText(state: wire.State | null | undefined): ErrorText {
  const raw = state?.errorTrace?.trim() || state?.stateMessage?.trim();
  if (!raw) return NO_TEXT;
  const trace = redactSecrets(raw.replace(ANSI, ""));
  return { message: findTellingLine(trace), trace, location: findLocation(trace) };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: notebooks colour their traces with escape sequences
const ANSI = /\u001b\[[0-9;?]{0,40}[ -/]{0,5}[@-~]/g;
const FRAME = /^\s*(?:at |File "|\.\.\. \d+ more|-{3,}|\^+\s*$|Traceback \(most recent call last\))/;
const CAUSED_BY = /^\s*Caused by: /;
const EXCEPTION_LINE = /^[\w.$]{0,200}(?:Error|Exception|Interrupt|Exit|Failure|Fault)\b/;
const PYTHON_TRACE = "Traceback (most recent call last)";
const SPARK_ERROR_CLASS = /\[[A-Z][A-Z0-9_.]{3,80}\]/;

/**
 * The line that says what went wrong: the deepest "Caused by", else the last line of a Python trace that is not indented,
 * else the last that names an exception, else the first with a Spark error class, else the first that is not a stack frame.
 */
function findTellingLine(trace: string): string {
  const lines = trace.split(/\r?\n/).filter((line) => line.trim() !== "");
  const cause = lines.findLast((line) => CAUSED_BY.test(line))?.replace(CAUSED_BY, "");
  const named = lines.findLast((line) => EXCEPTION_LINE.test(line));
  const classed = lines.find((line) => SPARK_ERROR_CLASS.test(line));
  const raised = trace.includes(PYTHON_TRACE) ? lines.findLast((line) => /^[\w.]{1,200}(?::|$)/.test(line)) : undefined;
  const line = cause ?? raised ?? named ?? classed ?? lines.find((one) => !FRAME.test(one)) ?? lines[0] ?? trace;
  const trimmed = line.trim();
  return trimmed.length > MAX_MESSAGE ? `${trimmed.slice(0, MAX_MESSAGE)}…` : trimmed;
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
