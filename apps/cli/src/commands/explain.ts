import { explain, type SemanticsProfile } from "@runcause/analysis";
import { FORMATS } from "@runcause/report";
import { type FailLevel, toExitCode } from "../exit-code.ts";
import { readInputs } from "../input/read-inputs.ts";
import type { Io } from "../io.ts";
import { toDestinations, write } from "../output/destination.ts";
import { type PageFlags, toFileOptions, toPageOptions, toRepeatable } from "../output/page-options.ts";

/** The flags of `explain`. */
export interface ExplainFlags extends PageFlags {
  readonly profile: SemanticsProfile;
  readonly format: readonly string[];
  readonly output?: string;
  readonly failOn: FailLevel;
}

/** Explains every run found in the inputs and writes it in every format asked for. */
export async function runExplain(paths: readonly string[], flags: ExplainFlags, io: Io): Promise<number> {
  const destinations = toDestinations(flags.format, flags.output);
  const snapshots = await readInputs(paths, io);
  const explanations = snapshots.map((snapshot) => explain(snapshot, { profile: flags.profile }));
  const page = toPageOptions(flags, toRepeatable(paths), io);
  for (const destination of destinations) {
    const options = destination.file === undefined ? page : toFileOptions(page, flags);
    write(destination, FORMATS[destination.format].render(explanations, options), io);
  }
  return toExitCode(explanations, flags.failOn);
}
