/** What is wrong with an input, as data: where, what was expected, what was found. */
export interface InputProblem {
  /** The name of the file, or `standard input`. */
  readonly source: string;
  /** JSON Pointer into the document; empty for the document itself. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  /** What the user can do about it. */
  readonly hint?: string;
  /** Set where the input is well-formed and nothing of a run: in a folder, a file that is merely in the way. */
  readonly isSomethingElse?: true;
  /** 1-based, where the text itself is broken. */
  readonly position?: { readonly line: number; readonly column: number };
}

/** An input that cannot be read as what it claims to be. The user's or the file's mistake, never a bug of this program. */
export class InputError extends Error {
  readonly problem: InputProblem;

  constructor(problem: InputProblem) {
    super(toSentence(problem));
    this.name = "InputError";
    this.problem = problem;
  }
}

function toSentence({ source, path, expected, found, hint, position }: InputProblem): string {
  const place = position ? `:${position.line}:${position.column}` : path && ` at ${path}`;
  return `${source}${place}: expected ${expected}, found ${found}.${hint ? ` ${hint}` : ""}`;
}
