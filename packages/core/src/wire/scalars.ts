import * as z from "zod";

/**
 * Building blocks of the wire schemas. The service sends explicit nulls for absent optionals, keys that no page names and
 * enumeration values newer than this code (API facts b, c.9), so every object is open, every optional member may be null,
 * and every enumeration is an open string.
 */

/** A member that may be absent or null. */
export const optional = <T extends z.ZodType>(schema: T) => z.optional(z.nullable(schema));

/** An object that keeps members it does not know; the id names it in the published JSON Schema. */
export const named = <Shape extends z.ZodRawShape>(id: string, shape: Shape) => z.looseObject(shape).meta({ id });

/** A string with known values that may grow. */
export const openEnum = (values: readonly string[]) => z.string().meta({ examples: [...values] });

/** A string member that may be absent or null. */
export const text = () => optional(z.string());

/** A number member that may be absent or null; milliseconds since the epoch or a duration in milliseconds. */
export const millis = () => optional(z.number());

/** A number member that may be absent or null. */
export const count = () => optional(z.number());

/** A flag that may be absent or null. */
export const flag = () => optional(z.boolean());

/** A time: RFC 3339 text by the documents, epoch milliseconds seen live (API facts e, "Dates"). */
export const time = () => optional(z.union([z.string(), z.number()]));

/** A list that may be absent or null. */
export const list = <T extends z.ZodType>(item: T) => optional(z.array(item));

/** A map from user text to values, that may be absent or null, and so may each value. */
export const mapOf = <T extends z.ZodType>(value: T) => optional(z.record(z.string(), z.nullable(value)));
