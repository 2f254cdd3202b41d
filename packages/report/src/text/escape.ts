/**
 * Characters that would act on a terminal instead of being shown: controls (so every escape sequence), line and paragraph
 * separators, zero-width and bidirectional marks.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const ACTING = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Untrusted text on one line, with everything that would act on a terminal made visible as a code. */
export function escapeLine(text: string): string {
  return text.replace(ACTING, (character) => (character === "\t" ? "  " : toCode(character)));
}

/** Untrusted text as lines, each escaped. */
export function escapeLines(text: string): string[] {
  return text.split(/\r\n|\n/).map(escapeLine);
}

function toCode(character: string): string {
  const hex = character.charCodeAt(0).toString(16);
  return hex.length <= 2 ? `\\x${hex.padStart(2, "0")}` : `\\u${hex.padStart(4, "0")}`;
}
