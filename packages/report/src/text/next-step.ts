import type { Explanation } from "@runcause/analysis";
import { counted } from "../words/sentences.ts";
import { escapeLine } from "./escape.ts";
import type { TextOptions } from "./terminal.ts";
import { wrap } from "./width.ts";

/** The command that shows the most of what is not on the page, ready to be pasted; and how much hangs on the profile. */
export function renderNext(explanation: Explanation, page: TextOptions): string[] {
  const subject = findNextSubject(explanation);
  const contested = explanation.tasks.filter((task) => task.dependsOnProfile).length;
  const lines: string[] = [];
  if (subject !== undefined && page.input.length > 0 && isTypeable(subject)) {
    const words = ["runcause", "why", ...(subject.startsWith("-") ? ["--"] : []), subject, ...page.input];
    lines.push(`  ${page.style.bold("Next")}   ${words.map(toShellWord).join(" ")}`);
  }
  if (contested > 0) {
    const words = `Read with profile ${explanation.profile}; ${counted(contested, "statement depends", "statements depend")} on it (--profile).`;
    lines.push(
      ...(lines.length > 0 ? [""] : []),
      ...wrap(words, page.width - 2).map((line) => `  ${page.style.dim(line)}`),
    );
  }
  return lines;
}

const LONGEST_TYPEABLE = 100;

/** Whether a name can be pasted into a command line as it is shown. */
function isTypeable(name: string): boolean {
  return name.length <= LONGEST_TYPEABLE && escapeLine(name) === name;
}

/** A word that a shell reads as this text and nothing else: names are the user's and may hold anything. */
function toShellWord(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${escapeLine(word).replaceAll("'", "'\\''")}'`;
}

/** The task whose whole chain is most worth reading: the last victim of the first cause that has any. */
function findNextSubject({ rootCauses }: Explanation): string | undefined {
  return rootCauses.find((cause) => cause.victims.length > 0)?.victims.at(-1) ?? rootCauses[0]?.taskKey ?? undefined;
}
