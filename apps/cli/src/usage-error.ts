/** A mistake on the command line; its message says what to do instead. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
