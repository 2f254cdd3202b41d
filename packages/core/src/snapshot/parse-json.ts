import { type ParseError, parse } from "jsonc-parser";
import { InputError } from "./input-error.ts";

const CLI_PREFIX = /^\s*Response:\s*/;

/**
 * Parses the text of an input: JSON, with or without a byte order mark, or what the official CLI prints (a line
 * `Response:`, then JSON; API facts d). A number in JSON keeps JavaScript's precision.
 *
 * @throws InputError with line and column when the text is not JSON, and says so when it merely ends too early
 */
export function parseJsonText(text: string, source: string): unknown {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const prefix = CLI_PREFIX.exec(text.slice(start, start + 200))?.[0].length ?? 0;
  const json = start + prefix === 0 ? text : text.slice(start + prefix);
  try {
    return JSON.parse(json);
  } catch (error) {
    throw toInputError(text, start + prefix, source, error instanceof Error ? error.message : "");
  }
}

function toInputError(text: string, skipped: number, source: string, message: string): InputError {
  if (text.trim() === "") {
    return new InputError({ source, path: "", expected: "JSON", found: "nothing: the input is empty" });
  }
  const offset = findErrorOffset(text, skipped, message);
  if (offset === undefined) return new InputError({ source, path: "", expected: "JSON", found: "something else" });
  const position = toPosition(text, offset);
  if (offset >= text.trimEnd().length) {
    const hint = "It is cut off or was still being written; read it again once it is whole.";
    return new InputError({ source, path: "", position, expected: "more JSON", found: "the end of the input", hint });
  }
  const isText = !/^\s*[[{]/.test(text.slice(skipped, skipped + 1000));
  const isSecond = isWholeJson(text.slice(skipped, offset));
  return new InputError({
    source,
    path: "",
    position,
    expected: "JSON",
    found: quote(text.slice(offset, offset + 20)),
    ...(isSecond
      ? { hint: "A second document begins there; give each its own file, or all of them as one list." }
      : {}),
    ...(isText ? { isSomethingElse: true } : {}),
  });
}

function isWholeJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Engines do not all say where; a second parser, slower but exact, is asked then. */
function findErrorOffset(text: string, skipped: number, message: string): number | undefined {
  const stated = /at position (\d+)/.exec(message)?.[1];
  if (stated !== undefined) return skipped + Number(stated);
  if (/end of JSON|Unterminated/i.test(message)) return text.length;
  const errors: ParseError[] = [];
  try {
    parse(text.slice(skipped), errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const [first] = errors;
  return first && skipped + first.offset;
}

function quote(excerpt: string): string {
  return JSON.stringify(excerpt.split("\n", 1)[0]);
}

function toPosition(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  let line = 1;
  for (let at = before.indexOf("\n"); at !== -1; at = before.indexOf("\n", at + 1)) line += 1;
  return { line, column: offset - lineStart + 1 };
}
