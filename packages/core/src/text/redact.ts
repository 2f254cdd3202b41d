const NAMES = "password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|account[._-]?key|pass_?phrase|credential";
const ASSIGNED = "\\s{0,20}(?:=>|[:=])\\s{0,20}";
const QUOTED = `[ubr]?\\\\?["'](?:\\\\[^\\n]|[^"'\\n\\\\])*["']?`;

/**
 * Shapes of secrets that turn up in error traces and messages. A quantifier is bounded, or it runs over characters that it
 * then consumes, so the time is linear in the text whatever it holds. Where a shape is ambiguous too much goes, not too little.
 */
const SECRET_SHAPES: readonly (readonly [shape: RegExp, replacement: string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, "[redacted]"],
  [/\b((?:authorization|(?:set-)?cookie)["']?\s{0,20}[:=]\s{0,20})[^\n]+/gi, "$1[redacted]"],
  [/\b(signature\s{0,5}=\s{0,5})["'][^"'\n]*["']?/gi, "$1[redacted]"],
  [/\b(bearer\s{1,5}["']?)[\w.~+/=-]{8,}/gi, "$1[redacted]"],
  [/(?<![\w-])eyJ[\w-]{8,4000}\.[\w-]{8,8000}(?:\.[\w-]{0,4000})?/g, "[redacted]"],
  [/\bST\$[\w.-]{8,}/g, "[redacted]"],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, "[redacted]"],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|npm_|sk-(?:ant-|proj-)?|dapi|AIza|xox[abprs]-)[\w-]{16,200}/g, "[redacted]"],
  [/(\/p\/)[\w-]{16,200}(?=\/n\/)/g, "$1[redacted]"],
  [/([?&](?:sig|signature|x-amz-signature|x-amz-credential|x-amz-security-token)=)[^&\s"']+/gi, "$1[redacted]"],
  [/(jdbc:oracle:thin:)[^\s@]{1,200}@/gi, "$1[redacted]@"],
  [/(?<![\w$#])[\w$#]{1,60}\/[^\s/@]{1,100}@(?=\/\/|[\w.-]{1,200}:\d)/g, "[redacted]@"],
  [/\b(sqlplus\s{1,5}|connect\(["'])[^\s/]{1,60}\/[^\s@]{1,100}@/gi, "$1[redacted]@"],
  [/\b((?:curl|wget)\b[^\n]{0,200}?\s(?:-u|--user)\s{1,5})\S+/gi, "$1[redacted]"],
  [/\b(mysql\b[^\n]{0,200}?\s-p)\S+/gi, "$1[redacted]"],
  [/(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:]{0,200}:[^\s"'<>]{1,200}@/gi, "$1[redacted]@"],
  [/(\bhttps?:\/\/)[^\s/@"'<>]{1,300}@/gi, "$1[redacted]@"],
  [/\b(identified\s{1,5}by\s{1,5}(?:values\s{1,5})?)(?:"[^"\n]*"?|'[^'\n]*'?|\S+)/gi, "$1[redacted]"],
  [new RegExp(`(--[\\w-]{0,40}(?:${NAMES})[\\w-]{0,40}\\s{1,5})(?:${QUOTED}|\\S+)`, "gi"), "$1[redacted]"],
  [new RegExp(`((?:${NAMES})[\\w.-]{0,40}["']\\s{0,5},\\s{0,5})(?:${QUOTED})`, "gi"), "$1[redacted]"],
  [
    new RegExp(`((?:${NAMES})[\\w.-]{0,40}\\\\?["']?${ASSIGNED})(?:${QUOTED}|(?:[^\\s,;"')}\\]]|,(?=\\S))+)`, "gi"),
    "$1[redacted]",
  ],
];

/** The text without anything that looks like key material, a token or a password. */
export function redactSecrets(text: string): string {
  let redacted = text;
  for (const [shape, replacement] of SECRET_SHAPES) redacted = redacted.replace(shape, replacement);
  return redacted;
}
