import { DEFAULT_PROFILE, findProfile, PROFILE_NAMES, type SemanticsProfile } from "@runcause/analysis";
import { FORMAT_NAMES } from "@runcause/report";
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { EXIT, FAIL_LEVELS } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { version } from "./version.ts";

/**
 * Parses the command line and runs the command it names.
 *
 * @returns the exit code
 * @throws InputError, UsageError for the user's mistakes; anything else is a bug
 */
export async function runProgram(args: readonly string[], io: Io): Promise<number> {
  const exit: { code: number } = { code: EXIT.clean };
  const program = buildProgram(io, async (run) => {
    exit.code = await run();
  });
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
  }
  return exit.code;
}

type Runner = (run: () => Promise<number> | number) => Promise<void>;

function buildProgram(io: Io, act: Runner): Command {
  const program = new Command("runcause")
    .description("Why did that task not run? Root causes of Oracle AIDP workflow runs.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      getOutHelpWidth: () => 90,
      getErrHelpWidth: () => 90,
    })
    .exitOverride()
    .showHelpAfterError("(run with --help for what there is)")
    .addHelpText("after", HELP);

  addPageOptions(program.command("explain"))
    .description("what broke a run, what it kept from running, and what to do next")
    .argument("[path...]", "saved answers of the service, folders of these, or - for standard input")
    .addOption(profileOption())
    .addOption(
      new Option("--format <name[=file]>", `output format, may be repeated: ${FORMAT_NAMES.join(", ")} (default: text)`)
        .argParser(collect)
        .default([], "text"),
    )
    .option("--output <file>", "write to a file instead of standard output")
    .addOption(
      new Option("--fail-on <level>", "from which outcome on to exit with 1").choices(FAIL_LEVELS).default("failed"),
    )
    .action((paths, flags) => act(async () => (await import("./commands/explain.ts")).runExplain(paths, flags, io)));

  addPageOptions(program.command("why"))
    .description("why one task is as it is: its rule, what the rule found, the way to each root cause")
    .argument("<task>", "the key of the task")
    .argument("[path...]", "as for explain")
    .addOption(profileOption())
    .addOption(new Option("--format <name>", "output format").choices(["text", "json"]).default("text"))
    .action((task, paths, flags) =>
      act(async () => (await import("./commands/why.ts")).runWhy(task, paths, flags, io)),
    );

  program
    .command("rules-of")
    .description("the truth table of a semantics profile")
    .addArgument(new Argument("<profile>", PROFILE_NAMES.join(", ")).argParser(parseProfile))
    .action((profile) => act(async () => (await import("./commands/rules-of.ts")).runRulesOf(profile, io)));

  addPageOptions(program.command("demo"))
    .description("explain the bundled example runs")
    .action((flags) => act(async () => (await import("./commands/demo.ts")).runDemo(flags, io)));

  return program;
}

const HELP = `
Examples:
  runcause explain run/                          a folder with job-run.json and task-runs.json
  runcause explain run.json --format markdown    for a job summary or a ticket
  runcause why publish run/                      the whole chain, with evidence
  runcause demo                                  see it work

Exit codes: 0 clean, 1 the run failed, 2 wrong usage or input, 3 could not look, 4 data incomplete`;

function addPageOptions(command: Command): Command {
  return command
    .option("--all", "every task, not just what fits one screen")
    .option("--full", "whole error texts, not just the line that matters")
    .addOption(new Option("--width <columns>", "width of the page").argParser(parseWidth))
    .option("--color", "colour even away from a terminal")
    .option("--no-color", "no colour")
    .option("--ascii", "no characters beyond ASCII in the layout");
}

function profileOption(): Option {
  return new Option("--profile <name>", `how to read what the service leaves open: ${PROFILE_NAMES.join(", ")}`)
    .argParser(parseProfile)
    .default(DEFAULT_PROFILE, DEFAULT_PROFILE.name);
}

function parseProfile(name: string): SemanticsProfile {
  const profile = findProfile(name);
  if (!profile) throw new InvalidArgumentError(`Known profiles: ${PROFILE_NAMES.join(", ")}.`);
  return profile;
}

function parseWidth(text: string): number {
  const width = Number(text);
  if (!Number.isInteger(width) || width < 40 || width > 1000)
    throw new InvalidArgumentError("It takes a whole number from 40 to 1000.");
  return width;
}

function collect(value: string, collected: readonly string[]): string[] {
  return [...collected, value];
}
