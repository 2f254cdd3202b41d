/** A result as JSON, indented, one value to a text; the schemas are published by the package that makes the result. */
export function renderJson(result: unknown): string {
  const text = JSON.stringify(result, null, 2).replace(
    ACTING,
    (character) => `\\u00${character.charCodeAt(0).toString(16)}`,
  );
  return `${text}\n`;
}

/** JSON leaves these controls as they are, and some terminals act on them. */
const ACTING = /[\u007f-\u009f]/g;
