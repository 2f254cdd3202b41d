/**
 * Characters that would act on a terminal instead of being shown: controls (so every escape sequence), invisible format
 * characters (bidirectional and zero-width marks, tags), line and paragraph separators.
 */
const ACTING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Most text needs no look at each character, and the table behind `ACTING` takes long to load. */
const HARMLESS = /^[\x20-\x7e]*$/;

/** Untrusted text on one line, with everything that would act on a terminal made visible as a code. */
export function escapeLine(text: string): string {
  if (HARMLESS.test(text)) return text;
  return text.replace(ACTING, (character) => (character === "\t" ? "  " : toCode(character)));
}

/** Untrusted text as lines, each escaped. */
export function escapeLines(text: string): string[] {
  return text.split(/\r\n|\n/).map(escapeLine);
}

function toCode(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length <= 2 ? `\\x${hex.padStart(2, "0")}` : `\\u${hex.padStart(4, "0")}`;
}
