import type { SchemaError, Validator } from "../generated/validators.js";
import { InputError } from "./input-error.ts";

/**
 * The value itself, typed, when it has the shape that the service's documents give it; nothing is copied or dropped.
 *
 * @param at JSON Pointer of the value in its document, to name the place of a violation
 * @throws InputError naming the first violation
 */
export function checkShape<T>(validator: Validator<T>, value: unknown, source: string, at = ""): T {
  if (validator(value)) return value;
  const violation = validator.errors?.[0];
  throw new InputError(
    violation
      ? toProblem(violation, value, source, at)
      : { source, path: at, expected: "a document of the service", found: describe(value) },
  );
}

function toProblem(violation: SchemaError, value: unknown, source: string, at: string) {
  const { instancePath, keyword, params } = violation;
  if (keyword === "required") {
    const path = `${at}${instancePath}`;
    return { source, path, expected: `the member "${params.missingProperty}"`, found: "an object without it" };
  }
  const expected =
    keyword === "const" ? JSON.stringify(params.allowedValue) : [params.type].flat().map(withArticle).join(" or ");
  return { source, path: `${at}${instancePath}`, expected, found: describe(findAt(value, instancePath)) };
}

const ARTICLES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  null: "null",
};

function withArticle(type: string | undefined): string {
  return ARTICLES[type ?? ""] ?? "another value";
}

/** The value in words short enough for a message; never more than a few characters of the input itself. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") {
    const names = Object.keys(value);
    if (names.length === 0) return "an empty object";
    const shown = names.slice(0, 5).map(shorten).join(", ");
    return `an object with ${shown}${names.length > 5 ? ", …" : ""}`;
  }
  if (typeof value === "string") return `the text ${JSON.stringify(shorten(value))}`;
  return `the ${typeof value} ${JSON.stringify(value)}`;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function findAt(value: unknown, pointer: string): unknown {
  let current = value;
  for (const part of pointer.split("/").slice(1)) {
    if (typeof current !== "object" || current === null) return undefined;
    current = Reflect.get(current, part.replaceAll("~1", "/").replaceAll("~0", "~"));
  }
  return current;
}
