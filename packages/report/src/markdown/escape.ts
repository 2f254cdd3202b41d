import { escapeLine } from "../text/escape.ts";

/** Untrusted text as inline code: shown as it is, never as markup, in a paragraph and in a table cell alike. */
export function toCode(text: string): string {
  const line = escapeLine(text).replaceAll("|", "\\|");
  const longestRun = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longestRun + 1);
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
  const longestRun = Math.max(2, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longestRun + 1);
  return [fence, ...lines, fence].join("\n");
}
