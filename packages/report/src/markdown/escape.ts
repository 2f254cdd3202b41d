import { escapeLine } from "../text/escape.ts";

/** Untrusted text as inline code: shown as it is, never as markup, in a paragraph and in a table cell alike. */
export function toCode(text: string): string {
  const line = escapeLine(text).replaceAll("|", "\\|");
  const fence = "`".repeat(toLongestRun([line]) + 1);
  const space = line.startsWith("`") || line.endsWith("`") || line.trim() === "" ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

/** Untrusted text as plain words: every character that Markdown or HTML gives a meaning is escaped. */
export function toWords(text: string): string {
  return escapeLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_{}[\]()#+!|~-]/g, "\\$&")
    .replaceAll("@", "&#64;")
    .replace(/\b(https?|ftp):/gi, "$1&#58;");
}

/** Untrusted text as a fenced block; the fence is longer than any in the text. */
export function toBlock(lines: readonly string[]): string {
  const fence = "`".repeat(Math.max(2, toLongestRun(lines)) + 1);
  return [fence, ...lines, fence].join("\n");
}

function toLongestRun(lines: readonly string[]): number {
  let longest = 0;
  for (const line of lines) for (const run of line.match(/`+/g) ?? []) longest = Math.max(longest, run.length);
  return longest;
}
