import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildSnapshots, InputError, type Piece, parseJsonText, type RunSnapshot, toPieces } from "@runcause/core";
import { escapeLine } from "@runcause/report";
import { toErrorCode } from "../error-code.ts";
import type { Io } from "../io.ts";
import { UsageError } from "../usage-error.ts";
import { decode } from "./decode.ts";

const STANDARD_INPUT = "standard input";
/** What is read from a folder; anything else in it is named and left alone. */
const READABLE = /\.(?:json|txt|log|out)(?:\.gz)?$|\.gz$/i;

/**
 * The runs in files, folders (their files, not their folders) and standard input (`-`, or no path at all).
 *
 * @throws InputError when an input is not what runcause reads
 * @throws UsageError when a path is not there, or nothing was given
 */
export async function readInputs(paths: readonly string[], io: Io): Promise<readonly RunSnapshot[]> {
  const isImplied = paths.length === 0;
  if (isImplied && io.stdin.isTerminal) throw toNothingGiven();
  const pieces: Piece[] = [];
  for (const path of isImplied ? ["-"] : paths) {
    const found = path === "-" ? await readStandardInput(isImplied, io) : await readPath(path, io);
    for (const piece of found) pieces.push(piece);
  }
  const { snapshots, notes } = buildSnapshots(pieces);
  for (const note of notes) warn(note, io);
  if (snapshots.length === 0) throw toNoRun(paths, pieces);
  return snapshots.flatMap(withChildRuns);
}

/** A run, then the runs that its tasks started: each is explained by itself. */
function withChildRuns(snapshot: RunSnapshot): RunSnapshot[] {
  const children = (snapshot.childRuns ?? []).map((record): RunSnapshot => ({ schema: snapshot.schema, ...record }));
  return [snapshot, ...children];
}

async function readPath(path: string, io: Io): Promise<Piece[]> {
  const found = tryOn(path, (file) => statSync(file));
  if (!found.isDirectory()) return readOne(path);
  const entries = tryOn(path, (folder) => readdirSync(folder, { withFileTypes: true }));
  const isRead = (entry: (typeof entries)[number]) => READABLE.test(entry.name) && !entry.isDirectory();
  const files = entries.filter(isRead).map((entry) => entry.name);
  const ignored = entries.filter((entry) => !isRead(entry) && !entry.name.startsWith(".")).map((entry) => entry.name);
  if (ignored.length > 0) warn(`${path}: not read: ${ignored.sort().join(", ")}`, io);
  if (files.length === 0) {
    throw new UsageError(`${path} holds no file that runcause reads (.json, .txt, .log, .out, or .gz of these).`);
  }
  const pieces: Piece[] = [];
  for (const file of files.sort()) {
    for (const piece of await readOneOfFolder(join(path, file), io)) pieces.push(piece);
  }
  return pieces;
}

/** Names in a note are the user's or the service's. */
function warn(note: string, io: Io): void {
  io.err(`note: ${escapeLine(note.slice(0, 1000))}\n`);
}

async function readStandardInput(isImplied: boolean, io: Io): Promise<Piece[]> {
  const bytes = await io.stdin.read();
  if (bytes.length === 0 && isImplied) throw toNothingGiven();
  return parse(bytes, STANDARD_INPUT);
}

/** A file that was not named may hold something else; one that holds a broken run is an error all the same. */
async function readOneOfFolder(path: string, io: Io): Promise<Piece[]> {
  try {
    return await readOne(path);
  } catch (error) {
    if (!(error instanceof InputError) || !error.problem.isSomethingElse) throw error;
    warn(`not read: ${error.message}`, io);
    return [];
  }
}

function readOne(path: string): Promise<Piece[]> {
  return parse(
    tryOn(path, (file) => readFileSync(file)),
    toPosix(path),
  );
}

async function parse(bytes: Uint8Array, source: string): Promise<Piece[]> {
  return toPieces(parseJsonText(await decode(bytes, source), source), source);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "permission denied",
};

function tryOn<T>(path: string, read: (path: string) => T): T {
  try {
    return read(path);
  } catch (error) {
    const code = toErrorCode(error);
    throw new UsageError(`Cannot read ${path}: ${REASONS[code] ?? code}.`);
  }
}

function toPosix(path: string): string {
  return path.replaceAll("\\", "/");
}

function toNothingGiven(): UsageError {
  return new UsageError(
    "Give a file or folder with a saved run, or pipe one in. To see it work without one: runcause demo",
  );
}

function toNoRun(paths: readonly string[], pieces: readonly Piece[]): Error {
  const source = paths.join(", ") || STANDARD_INPUT;
  const hasJob = pieces.some((piece) => piece.kind === "job");
  const found = hasJob ? "a job definition, which says nothing of a run" : "nothing of a run";
  return new InputError({ source, path: "", expected: "a job run or task runs", found });
}
