/** What the system calls an error, such as `ENOENT`. */
export function toErrorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}
