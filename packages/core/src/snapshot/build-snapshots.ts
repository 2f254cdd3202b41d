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
  const built = toFamilies(records).map(([root, ...descendants]) =>
    toSnapshot(root, descendants, { jobs, outputs, gaps }),
  );
  return { snapshots: [...select(pieces, "snapshot").map((piece) => piece.snapshot), ...built], notes };
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

function keepNewest<T extends { version?: number | null | undefined; endTime?: number | null | undefined }>(
  known: T | null,
  next: T,
  name: string,
  notes: string[],
): T {
  if (known === null) return next;
  notes.push(`${name} was given more than once; the newest state of it is used.`);
  const age = (one: T) => one.version ?? one.endTime ?? 0;
  return age(next) >= age(known) ? next : known;
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
  const job = extras.jobs.find((one) => one.key && one.key === record.jobRun?.jobKey);
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
