/** Everything the commands need of the world around them, so that each can be run inside a test. */
export interface Io {
  /** Writes to standard output: the chosen format and nothing else. */
  out(text: string): void;
  /** Writes to standard error: progress, hints, warnings. */
  err(text: string): void;
  readonly stdout: { readonly isTerminal: boolean; readonly columns: number | undefined };
  readonly stdin: { readonly isTerminal: boolean; read(): Promise<Uint8Array> };
  readonly env: Readonly<Record<string, string | undefined>>;
}
