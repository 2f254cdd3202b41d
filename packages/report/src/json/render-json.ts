/** A result as JSON, indented, one value to a text; the schemas are published by the package that makes the result. */
export function renderJson(result: unknown): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
