/**
 * Shapes of secrets that turn up in error traces and messages. Every quantifier is bounded or stops at a character that
 * cannot start another match, so the time is linear in the text whatever it holds.
 */
const SECRET_SHAPES: readonly (readonly [shape: RegExp, replacement: string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, "[redacted]"],
  [/\b(authorization["']?\s{0,5}[:=]\s{0,5})[^\n]+/gi, "$1[redacted]"],
  [/\b(bearer\s{1,5})[\w.~+/=-]{8,}/gi, "$1[redacted]"],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, "[redacted]"],
  [/\bST\$[\w.-]{8,}/g, "[redacted]"],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, "[redacted]"],
  [/\b(?:gh[pousr]_[A-Za-z0-9]{20,}|xox[abprs]-[\w-]{10,})/g, "[redacted]"],
  [/(jdbc:oracle:thin:)[^\s@]{1,200}@/gi, "$1[redacted]@"],
  [/(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:]{0,200}:[^\s/@]{1,200}@/gi, "$1[redacted]@"],
  [
    /((?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|pass_?phrase|credential)[\w.-]{0,40}["']?\s{0,5}[:=]\s{0,5})("[^"\n]*"|'[^'\n]*'|[^\s,;&"')}\]]+)/gi,
    "$1[redacted]",
  ],
];

/** The text without anything that looks like key material, a token or a password. */
export function redactSecrets(text: string): string {
  let redacted = text;
  for (const [shape, replacement] of SECRET_SHAPES) redacted = redacted.replace(shape, replacement);
  return redacted;
}
