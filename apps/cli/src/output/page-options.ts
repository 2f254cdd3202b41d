import { ASCII, DEFAULT_TEXT_OPTIONS, PLAIN, type Style, type TextOptions, UNICODE } from "@runcause/report";
import pico from "picocolors";
import type { Io } from "../io.ts";

/** The flags that shape a text page. */
export interface PageFlags {
  readonly full?: boolean;
  readonly all?: boolean;
  readonly width?: number;
  readonly color?: boolean;
  readonly ascii?: boolean;
}

const WIDEST = 120;

/**
 * How to lay out a page on standard output. Away from a terminal nothing of the surroundings counts, so that the same input
 * gives the same bytes: 80 columns, no colour, Unicode.
 */
export function toPageOptions(flags: PageFlags, input: readonly string[], io: Io): TextOptions {
  const { isTerminal, columns } = io.stdout;
  const width = flags.width ?? (isTerminal && columns ? Math.min(columns, WIDEST) : DEFAULT_TEXT_OPTIONS.width);
  const isPoor = isTerminal && (io.env["TERM"] === "dumb" || io.env["TERM"] === "linux" || !isUtf8Locale(io.env));
  return {
    width,
    style: wantsColor(flags, io) ? toStyle() : PLAIN,
    glyphs: flags.ascii || isPoor ? ASCII : UNICODE,
    full: flags.full ?? false,
    all: flags.all ?? false,
    input,
  };
}

/** The paths that a follow-up command can be given again: standard input is gone by then. */
export function toRepeatable(paths: readonly string[]): readonly string[] {
  return paths.includes("-") ? [] : paths;
}

/** The same page for a file: nothing of the terminal. */
export function toFileOptions(options: TextOptions, flags: PageFlags): TextOptions {
  return {
    ...options,
    style: PLAIN,
    width: flags.width ?? DEFAULT_TEXT_OPTIONS.width,
    glyphs: flags.ascii ? ASCII : UNICODE,
  };
}

function wantsColor(flags: PageFlags, { stdout, env }: Io): boolean {
  if (flags.color !== undefined) return flags.color;
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"]) return env["FORCE_COLOR"] !== "0";
  return stdout.isTerminal && env["TERM"] !== "dumb";
}

function toStyle(): Style {
  const { bold, dim, red, green, yellow, cyan } = pico.createColors(true);
  return { bold, dim, red, green, yellow, cyan };
}

function isUtf8Locale(env: Io["env"]): boolean {
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"];
  return locale === undefined || locale === "" || /utf-?8/i.test(locale);
}
