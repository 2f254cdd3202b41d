import { fileURLToPath } from "node:url";
import { explain } from "@runcause/analysis";
import { renderText } from "@runcause/report";
import { EXIT } from "../exit-code.ts";
import { readInputs } from "../input/read-inputs.ts";
import type { Io } from "../io.ts";
import { type PageFlags, toPageOptions } from "../output/page-options.ts";

/** The bundled runs, each with the one thing it shows. Graphs, rules and states are real; names of keys and errors are not. */
const SCENES: readonly (readonly [folder: string, lesson: string])[] = [
  [
    "sm34b-fit-failure",
    "A step failed, a report ran all the same and failed too: which red box is to blame for which?",
  ],
  ["livelabs-weekend", "A green run in which half of the tasks did not run. Was that meant?"],
  [
    "excluded-cascade-all-done",
    "Everything below a switched-off phase was EXCLUDED, even tasks whose rule is ALL_DONE.",
  ],
  ["certify-false", "A condition answered false, and the join below it ran nevertheless."],
];

/** Walks through the bundled examples; needs no account and no network. */
export async function runDemo(flags: PageFlags, io: Io): Promise<number> {
  const page = toPageOptions(flags, [], io);
  const { bold, dim } = page.style;
  for (const [index, [folder, lesson]] of SCENES.entries()) {
    const path = fileURLToPath(new URL(`examples/${folder}`, import.meta.url));
    const [snapshot] = await readInputs([path], io);
    if (!snapshot) continue;
    const command = `runcause explain examples/${folder}`;
    io.out(`${bold(`${index + 1}. ${lesson}`)}\n${dim(`   $ ${command}`)}\n\n`);
    io.out(`${renderText(explain(snapshot), { ...page, input: [`examples/${folder}`] })}\n`);
  }
  io.out(
    `${bold("Your own run:")} save the answers of GET jobRuns/{key} and GET taskRuns?jobRunKey={key} in a folder, then\n`,
  );
  io.out("  runcause explain FOLDER      what broke it, what it kept from running, what to do next\n");
  io.out("  runcause why TASK FOLDER     one task, with every step and the evidence\n");
  return EXIT.clean;
}
