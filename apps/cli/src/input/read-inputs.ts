import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { buildSnapshots, InputError, type Piece, parseJsonText, type RunSnapshot, toPieces } from "@runcause/core";
import { escapeLine } from "@runcause/report";
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
  if (paths.length === 0 && io.stdin.isTerminal) throw toNothingGiven();
  const pieces: Piece[] = [];
  const isImplied = paths.length === 0;
  for (const path of isImplied ? ["-"] : paths) {
    for await (const piece of readPath(path, isImplied, io)) pieces.push(piece);
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

async function* readPath(path: string, isImplied: boolean, io: Io): AsyncGenerator<Piece> {
  if (path === "-") return yield* readStandardInput(isImplied, io);
  const found = await stat(path).catch(throwUnreadable(path));
  if (!found.isDirectory()) return yield* readOne(path);
  const entries = (await readdir(path, { withFileTypes: true }).catch(throwUnreadable(path))).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const files = entries.filter((entry) => READABLE.test(entry.name) && !entry.isDirectory());
  const ignored = entries.filter((entry) => !files.includes(entry) && !entry.name.startsWith("."));
  if (ignored.length > 0) warn(`${path}: not read: ${ignored.map((entry) => entry.name).join(", ")}`, io);
  if (files.length === 0)
    throw new UsageError(`${path} holds no file that runcause reads (.json, .txt, .log, .out, or .gz of these).`);
  for (const file of files) yield* readOneOfFolder(join(path, file.name), io);
}

/** Names in a note are the user's or the service's. */
function warn(note: string, io: Io): void {
  io.err(`note: ${escapeLine(note.slice(0, 1000))}\n`);
}

async function* readStandardInput(isImplied: boolean, io: Io): AsyncGenerator<Piece> {
  const bytes = await io.stdin.read();
  if (bytes.length === 0 && isImplied) throw toNothingGiven();
  yield* parse(bytes, STANDARD_INPUT);
}

/** A file that was not named may hold something else; one that holds a broken run is an error all the same. */
async function* readOneOfFolder(path: string, io: Io): AsyncGenerator<Piece> {
  try {
    const pieces: Piece[] = [];
    for await (const piece of readOne(path)) pieces.push(piece);
    yield* pieces;
  } catch (error) {
    if (!(error instanceof InputError) || !error.problem.isSomethingElse) throw error;
    warn(`not read: ${error.message}`, io);
  }
}

async function* readOne(path: string): AsyncGenerator<Piece> {
  yield* parse(await readFile(path).catch(throwUnreadable(path)), toPosix(path));
}

async function* parse(bytes: Uint8Array, source: string): AsyncGenerator<Piece> {
  yield* toPieces(parseJsonText(await decode(bytes, source), source), source);
}

function throwUnreadable(path: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    const reason = { ENOENT: "there is no such file or folder", EACCES: "permission denied", EISDIR: "it is a folder" }[
      error.code ?? ""
    ];
    throw new UsageError(`Cannot read ${path}: ${reason ?? error.code ?? "unknown reason"}.`);
  };
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
