import * as z from "zod";
import { named } from "./scalars.ts";

/** `Error`: the body of every answer that is not a success (API facts a.0). */
export const ErrorBody = named("ErrorBody", { code: z.string(), message: z.string() });
export type ErrorBody = z.infer<typeof ErrorBody>;
