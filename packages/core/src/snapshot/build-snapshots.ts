import type { Job } from "../wire/job.ts";
import type { JobRun } from "../wire/job-run.ts";
import type { Gap, RunRecord, RunSnapshot } from "../wire/snapshot.ts";
import type { TaskRun, TaskRunOutput } from "../wire/task-run.ts";
import type { Piece } from "./document.ts";

/** The runs found in a set of inputs, and what was set aside on the way. */
export interface SnapshotSet {
  readonly snapshots: readonly RunSnapshot[];
  /** Sentences about pieces that were not used, for the user to see. */
  readonly notes: readonly string[];
}

interface MutableRecord {
  jobRun: JobRun | null;
  taskRuns: Map<string, TaskRun>;
}

/**
 * Puts pieces together into one snapshot per run: task runs join their job run by `jobRunKey`, child runs their root by
 * `parentJobRunKey`, a definition its run by `jobKey`. The newest of several states of one run or task run is kept.
 */
export function buildSnapshots(pieces: readonly Piece[]): SnapshotSet {
  const notes: string[] = [];
  const records = collectRecords(pieces, notes);
  const gaps = select(pieces, "gap").map((piece) => piece.gap);
  const jobs = select(pieces, "job").map((piece) => piece.job);
  const outputs = select(pieces, "output").map((piece) => piece.output);
  const given = select(pieces, "snapshot").map(({ snapshot }) => withGaps(snapshot, gaps));
  const families = toFamilies(records);
  const built = families.map(([root, ...descendants]) => toSnapshot(root, descendants, { jobs, outputs, gaps }));
  if (given.length + built.length > 0) noteUnused(jobs, given, built, notes);
  return { snapshots: [...given, ...built], notes };
}

function withGaps(snapshot: RunSnapshot, gaps: readonly Gap[]): RunSnapshot {
  return gaps.length === 0 ? snapshot : { ...snapshot, gaps: [...(snapshot.gaps ?? []), ...gaps] };
}

/** What was given and does not show in the result is said, never dropped in silence. */
function noteUnused(
  jobs: readonly Job[],
  given: readonly RunSnapshot[],
  built: readonly RunSnapshot[],
  notes: string[],
): void {
  for (const job of jobs) {
    if (built.some((snapshot) => snapshot.job === job)) continue;
    notes.push(`the job definition ${job.name ?? job.key ?? ""} belongs to none of the runs; it is not used.`);
  }
  const keys = new Set(given.map((snapshot) => snapshot.jobRun?.key));
  for (const { jobRun, taskRuns } of built) {
    const key = jobRun?.key ?? taskRuns[0]?.jobRunKey ?? undefined;
    if (key !== undefined && keys.has(key))
      notes.push(`run ${key} was given as a snapshot and in parts; each is explained by itself.`);
  }
}

function select<Kind extends Piece["kind"]>(pieces: readonly Piece[], kind: Kind): Extract<Piece, { kind: Kind }>[] {
  return pieces.filter((piece): piece is Extract<Piece, { kind: Kind }> => piece.kind === kind);
}

function collectRecords(pieces: readonly Piece[], notes: string[]): Map<string, MutableRecord> {
  const records = new Map<string, MutableRecord>();
  const recordOf = (key: string) => {
    const known = records.get(key) ?? { jobRun: null, taskRuns: new Map() };
    records.set(key, known);
    return known;
  };
  for (const { jobRun } of select(pieces, "job-run")) {
    const record = recordOf(jobRun.key);
    record.jobRun = keepNewest(record.jobRun, jobRun, `job run ${jobRun.key}`, notes);
  }
  const onlyRun = records.size === 1 ? [...records.keys()][0] : undefined;
  for (const { taskRun } of select(pieces, "task-run")) {
    const record = recordOf(taskRun.jobRunKey ?? onlyRun ?? "");
    const kept = keepNewest(record.taskRuns.get(taskRun.key) ?? null, taskRun, `task run ${taskRun.key}`, notes);
    record.taskRuns.set(taskRun.key, kept);
  }
  return records;
}

interface Dated {
  readonly version?: number | null | undefined;
  readonly endTime?: number | null | undefined;
}

/** Of two states of one thing the later, or the fuller where neither says which is later. */
function keepNewest<T extends Dated>(known: T | null, next: T, name: string, notes: string[]): T {
  if (known === null) return next;
  notes.push(`${name} was given more than once; the newest state of it is used.`);
  const difference = compareAge(known, next) || Object.keys(next).length - Object.keys(known).length;
  return difference >= 0 ? next : known;
}

/** Above zero when the second is later. A version is compared with a version only; one that has ended is later than one that has not. */
function compareAge(a: Dated, b: Dated): number {
  if (typeof a.version === "number" && typeof b.version === "number" && a.version !== b.version)
    return b.version - a.version;
  return (b.endTime ?? 0) - (a.endTime ?? 0);
}

function findParent(record: MutableRecord, records: ReadonlyMap<string, MutableRecord>): MutableRecord | undefined {
  const first = record.taskRuns.values().next().value;
  const own = record.jobRun?.key ?? first?.jobRunKey;
  const parent = record.jobRun?.parentJobRunKey ?? first?.parentJobRunKey;
  return parent && parent !== own ? records.get(parent) : undefined;
}

type Family = [root: MutableRecord, ...descendants: MutableRecord[]];

/** Every record exactly once: under its root, or as a root itself where the parent links are missing or go in a circle. */
function toFamilies(records: ReadonlyMap<string, MutableRecord>): Family[] {
  const children = new Map<MutableRecord, MutableRecord[]>();
  const roots: MutableRecord[] = [];
  for (const record of records.values()) {
    const parent = findParent(record, records);
    if (!parent) roots.push(record);
    else if (children.get(parent)?.push(record) === undefined) children.set(parent, [record]);
  }
  const placed = new Set<MutableRecord>();
  const candidates = [...roots, ...records.values()];
  return candidates.flatMap((root) => (placed.has(root) ? [] : [gatherFamily(root, children, placed)]));
}

function gatherFamily(
  root: MutableRecord,
  children: ReadonlyMap<MutableRecord, readonly MutableRecord[]>,
  placed: Set<MutableRecord>,
): Family {
  placed.add(root);
  const family: Family = [root];
  for (const member of family) {
    for (const child of children.get(member) ?? []) {
      if (placed.has(child)) continue;
      placed.add(child);
      family.push(child);
    }
  }
  return family;
}

interface Extras {
  readonly jobs: readonly Job[];
  readonly outputs: readonly TaskRunOutput[];
  readonly gaps: readonly Gap[];
}

function toSnapshot(record: MutableRecord, children: readonly MutableRecord[], extras: Extras): RunSnapshot {
  const jobKey = record.jobRun?.jobKey ?? record.taskRuns.values().next().value?.jobKey;
  const job = extras.jobs.find((one) => one.key && one.key === jobKey);
  return {
    schema: "runcause.snapshot/1",
    ...toRecord(record),
    childRuns: children.map(toRecord),
    job: job ?? null,
    outputs: [...extras.outputs],
    gaps: [...extras.gaps],
  };
}

function toRecord(record: MutableRecord): RunRecord {
  return { jobRun: record.jobRun, taskRuns: [...record.taskRuns.values()] };
}
