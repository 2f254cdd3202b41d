import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * One run of the built command, in one readable file:
 *
 *     What this shows.
 *     $ runcause explain run.json        the command; arguments are split at spaces, "…" holds one together
 *     === file run.json                  files it finds in its folder, beside `examples/`
 *     === stdin                          what is piped in; without it, standard input is empty
 *     === stdout                         what it must print
 *     === stderr
 *     === exit 0
 */
export interface Scenario {
  readonly intent: string;
  readonly args: readonly string[];
  readonly files: ReadonlyMap<string, string>;
  readonly stdin: string;
  readonly expected: Outcome;
}

/** What a command printed and how it ended. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const COMMAND = join(ROOT, "apps/cli/bin/runcause.js");

/** Reads a scenario file. */
export function parseScenario(text: string): Scenario {
  const [head = "", ...blocks] = text.split(/^=== /m);
  const [intent = "", command = ""] = head.split(/^\$ runcause ?/m);
  const sections = blocks.map((block) => {
    const end = block.indexOf("\n");
    return { title: block.slice(0, end).trim(), body: block.slice(end + 1) };
  });
  const bodyOf = (title: string) => sections.find((section) => section.title === title)?.body ?? "";
  const files = sections
    .filter(({ title }) => title.startsWith("file "))
    .map(({ title, body }) => [title.slice(5), body] as const);
  const exit = sections.find(({ title }) => title.startsWith("exit "))?.title.slice(5);
  return {
    intent: intent.trim(),
    args: splitArguments(command.trim()),
    files: new Map(files),
    stdin: bodyOf("stdin"),
    expected: { stdout: bodyOf("stdout"), stderr: bodyOf("stderr"), exit: Number(exit) },
  };
}

/** The scenario file with another outcome. */
export function withOutcome(text: string, { stdout, stderr, exit }: Outcome): string {
  const start = text.search(/^=== (stdout|stderr|exit)/m);
  const kept = start === -1 ? `${text.trimEnd()}\n` : text.slice(0, start);
  return `${kept}=== stdout\n${stdout}=== stderr\n${stderr}=== exit ${exit}\n`;
}

function splitArguments(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

/** Runs a scenario's command in a folder of its own, with nothing of this machine's environment. */
export async function runScenario(scenario: Scenario): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "runcause-"));
  try {
    await symlink(join(ROOT, "examples"), join(folder, "examples"));
    for (const [name, body] of scenario.files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), body);
    }
    return await run(scenario.args, scenario.stdin, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs the built command and gathers what it prints. */
export function run(
  args: readonly string[],
  stdin: string | Uint8Array,
  cwd: string,
  env: Record<string, string> = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, ...args], { cwd, env: { PATH: "", ...env } });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on("error", () => child.stdin.destroy());
    child.stdin.end(stdin);
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString(), exit: code ?? -1 }),
    );
  });
}
