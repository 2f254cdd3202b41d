/**
 * The public JSON as zod schemas; importing this entry loads zod. The JSON Schemas are in the package's `schemas` folder.
 */
export { ExplanationSchema } from "./explain/explanation-schema.ts";
export { NarrationSchema } from "./narrate/claim-schema.ts";
