import { InputError, redactSecrets } from "@runcause/core";
import { escapeLine } from "@runcause/report";
import { EXIT } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { runProgram } from "./program.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

/** Runs the command line of this process. The only place that touches `process`. */
export async function main(): Promise<void> {
  process.stdout.on("error", leaveQuietly);
  process.exitCode = await run(process.argv.slice(2), toProcessIo());
}

/** Runs one command line and turns whatever goes wrong into a message and an exit code. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    return await runProgram(args, io);
  } catch (error) {
    if (error instanceof UsageError || error instanceof InputError) {
      io.err(`error: ${escapeLine(redactSecrets(error.message))}\n`);
      return EXIT.usage;
    }
    io.err(describeBug(error, io));
    return EXIT.couldNotLook;
  }
}

function describeBug(error: unknown, { env }: Io): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = env["RUNCAUSE_DEBUG"] && error instanceof Error ? `${redactSecrets(error.stack ?? "")}\n` : "";
  return [
    `error: this is a bug in runcause ${version}, not in your data; nothing was explained.`,
    `  ${escapeLine(redactSecrets(text)).slice(0, 500)}`,
    "Please report it with the command you ran; RUNCAUSE_DEBUG=1 adds where it happened.",
    stack,
  ].join("\n");
}

/** A reader such as `head` that has seen enough closes the pipe; that is no error. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? EXIT.clean);
  throw error;
}

function toProcessIo(): Io {
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    stdout: { isTerminal: process.stdout.isTTY ?? false, columns: process.stdout.columns },
    stdin: {
      // Touching standard input opens it, which takes time and is rarely needed.
      get isTerminal() {
        return process.stdin.isTTY ?? false;
      },
      read: readStandardInput,
    },
    env: process.env,
  };
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
