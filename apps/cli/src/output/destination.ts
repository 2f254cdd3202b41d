import { writeFileSync } from "node:fs";
import { FORMAT_NAMES, type FormatName, isFormatName } from "@runcause/report";
import { toErrorCode } from "../error-code.ts";
import type { Io } from "../io.ts";
import { UsageError } from "../usage-error.ts";

/** One output: a format, and the file it goes to, or standard output. */
export interface Destination {
  readonly format: FormatName;
  readonly file: string | undefined;
}

/**
 * The outputs that `--format NAME[=FILE]` and `--output FILE` ask for.
 *
 * @throws UsageError for an unknown format, or more than one output in the same place
 */
export function toDestinations(formats: readonly string[], output: string | undefined): Destination[] {
  const destinations = (formats.length > 0 ? formats : ["text"]).map((text) => toDestination(text, output));
  if (output !== undefined && !destinations.some((destination) => destination.file === output)) {
    throw new UsageError(`--output ${output} has nothing to write: every --format names its own file.`);
  }
  const places = destinations.map((destination) => destination.file ?? "");
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice !== undefined) {
    const place = twice === "" ? "standard output" : twice;
    throw new UsageError(
      `Two formats would go to ${place}. Give each its own file: --format json=run.json --format markdown=run.md`,
    );
  }
  return destinations;
}

function toDestination(text: string, output: string | undefined): Destination {
  const [name = "", ...file] = text.split("=");
  if (!isFormatName(name)) throw new UsageError(`Unknown format "${name}". Known: ${FORMAT_NAMES.join(", ")}.`);
  if (file.length > 0 && file.join("=") === "") throw new UsageError(`--format ${name}= names no file.`);
  return { format: name, file: file.length > 0 ? file.join("=") : output };
}

/**
 * Writes one output to its place.
 *
 * @throws UsageError when the file cannot be written
 */
export function write(destination: Destination, text: string, io: Io): void {
  const { file } = destination;
  if (file === undefined) {
    io.out(text);
    return;
  }
  try {
    writeFileSync(file, text);
  } catch (error) {
    const code = toErrorCode(error);
    throw new UsageError(`Cannot write ${file}: ${code}.`);
  }
}
