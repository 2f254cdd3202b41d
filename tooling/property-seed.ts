import * as fc from "fast-check";

/**
 * Property tests use the same random numbers every time, so that a red run can be repeated anywhere. PROPERTY_SEED=random
 * explores others; a failure prints its seed.
 */
const seed = process.env["PROPERTY_SEED"] ?? "20261123";
if (seed !== "random") fc.configureGlobal({ seed: Number(seed) });
