import * as z from "zod";

/** A JSON Schema document or a part of one. */
export type JsonSchema = { [keyword: string]: unknown };

/** The published JSON Schema of a zod schema, with its id and title. */
export function toPublishedSchema(schema: z.ZodType, id: string, title: string): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input" }) as JsonSchema;
  return { $schema, $id: id, title, ...(simplify(rest) as JsonSchema) };
}

/**
 * The same schema in fewer words, which validators check faster and whose violations read better: a nullable type is one
 * list of types instead of an alternative, and keywords that allow everything go.
 */
export function simplify(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(simplify);
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node)
    .filter(([keyword, value]) => !allowsEverything(keyword, value))
    .map(([keyword, value]) => [keyword, simplify(value)]);
  return mergeNullable(Object.fromEntries(entries));
}

function allowsEverything(keyword: string, value: unknown): boolean {
  const isEmptySchema = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  if (keyword === "additionalProperties") return isEmptySchema;
  return keyword === "propertyNames" && JSON.stringify(value) === '{"type":"string"}';
}

function mergeNullable(schema: JsonSchema): JsonSchema {
  const alternatives = schema["anyOf"];
  if (!Array.isArray(alternatives) || !alternatives.every(hasOwnType)) return schema;
  const constrained = alternatives.filter((one: JsonSchema) => Object.keys(one).length > 1);
  if (constrained.length > 1) return schema;
  const { anyOf: _, ...rest } = schema;
  const type = [...new Set(alternatives.flatMap((one: JsonSchema) => one["type"]))];
  const values = constrained[0]?.["enum"];
  const allowed = Array.isArray(values) && type.includes("null") ? { enum: [...values, null] } : {};
  return { ...rest, ...constrained[0], ...allowed, type: type.length === 1 ? type[0] : type };
}

function hasOwnType(schema: JsonSchema): boolean {
  return "type" in schema;
}
