import { type Explanation, explain, type Narration, narrate, type SemanticsProfile } from "@runcause/analysis";
import { escapeLine, renderJson, renderWhy } from "@runcause/report";
import { EXIT } from "../exit-code.ts";
import { readInputs } from "../input/read-inputs.ts";
import type { Io } from "../io.ts";
import { type PageFlags, toPageOptions, toRepeatable } from "../output/page-options.ts";
import { UsageError } from "../usage-error.ts";

/** The flags of `why`. */
export interface WhyFlags extends PageFlags {
  readonly profile: SemanticsProfile;
  readonly format: "text" | "json";
}

/** Tells why one task is as it is, in every run among the inputs that has it. */
export async function runWhy(taskKey: string, paths: readonly string[], flags: WhyFlags, io: Io): Promise<number> {
  const snapshots = await readInputs(paths, io);
  const explanations = snapshots.map((snapshot) => explain(snapshot, { profile: flags.profile }));
  const narrations = explanations
    .map((explanation) => narrate(explanation, taskKey))
    .filter((one) => one !== undefined);
  if (narrations.length === 0) throw toNoSuchTask(taskKey, explanations);
  const page = toPageOptions(flags, toRepeatable(paths), io);
  if (flags.format === "json") io.out(renderJson(narrations.length === 1 ? narrations[0] : narrations));
  else
    io.out(
      narrations
        .map((narration) => `${toHeading(narration, narrations.length)}${renderWhy(narration, page)}`)
        .join("\n"),
    );
  return narrations.every((one) => one.complete) ? EXIT.clean : EXIT.incomplete;
}

/** Of several runs each says which it is. */
function toHeading({ jobRunKey }: Narration, count: number): string {
  return count === 1 ? "" : `run ${escapeLine(jobRunKey ?? "without a key")}\n`;
}

const MAX_NAMED = 8;

function toNoSuchTask(taskKey: string, explanations: readonly Explanation[]): UsageError {
  const keys = [...new Set(explanations.flatMap((one) => one.tasks.map((task) => task.taskKey)))];
  const alike = keys.filter((key) => isAlike(key.toLowerCase(), taskKey.toLowerCase()));
  const candidates = alike.length > 0 ? alike : keys;
  const named = candidates.slice(0, MAX_NAMED).map((key) => escapeLine(key.slice(0, 80)));
  const label = alike.length > 0 ? "Did you mean" : "Its tasks are";
  const more = candidates.length > named.length ? ", …" : "";
  return new UsageError(
    `The run has no task "${escapeLine(taskKey.slice(0, 80))}". ${label}: ${named.join(", ")}${more}`,
  );
}

const ALIKE_START = 4;

/** One holds the other, or both start alike: a part of a name, or a slip of the finger further on. */
function isAlike(key: string, wanted: string): boolean {
  if (key === "" || wanted === "") return false;
  if (key.includes(wanted) || wanted.includes(key)) return true;
  return wanted.length > ALIKE_START && key.startsWith(wanted.slice(0, ALIKE_START));
}
