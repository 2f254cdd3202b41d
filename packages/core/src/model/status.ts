/**
 * Every status the service documents for a job run, a task run and a retry (API facts c.1), and what each one means for
 * the tasks below it (trigger-rule spec a). The one home of these facts.
 */
export const STATUSES = [
  "PENDING",
  "QUEUED",
  "RUNNING",
  "SKIPPED",
  "INTERNAL_ERROR",
  "BLOCKED",
  "SUCCESS",
  "FAILED",
  "CANCELING",
  "CANCELED",
  "UPSTREAM_CANCELED",
  "UPSTREAM_FAILED",
  "EXCLUDED",
  "TIMED_OUT",
  "PAUSED_MAINTENANCE",
] as const;

/** A status that the service documents. */
export type KnownStatus = (typeof STATUSES)[number];

/** A documented status, or `UNKNOWN` for a value this version of runcause has never heard of. Never read as success. */
export type Status = KnownStatus | "UNKNOWN";

/**
 * How a task came to its status.
 *
 * - `in-flight`: not terminal; it can still end in any way
 * - `succeeded`: it ran and ended well
 * - `own-failure`: it ended badly by itself; a walk to the root cause stops here
 * - `derived`: its trigger rule kept it from running; a walk to the root cause goes on upward
 * - `unknown`: nothing can be said
 */
export type StatusOrigin = "in-flight" | "succeeded" | "own-failure" | "derived" | "unknown";

/** The class of an edge whose upstream has this status and no unmet outcome (spec 1). `P` is in flight, `?` unknown. */
export type EndingClass = "S" | "F" | "T" | "UF" | "C" | "UC" | "X" | "K" | "P" | "?";

/** What one status means. */
export interface StatusFact {
  readonly status: Status;
  readonly origin: StatusOrigin;
  readonly endingClass: EndingClass;
}

const FACTS: Readonly<Record<Status, StatusFact>> = {
  PENDING: fact("PENDING", "in-flight", "P"),
  QUEUED: fact("QUEUED", "in-flight", "P"),
  RUNNING: fact("RUNNING", "in-flight", "P"),
  BLOCKED: fact("BLOCKED", "in-flight", "P"),
  CANCELING: fact("CANCELING", "in-flight", "P"),
  PAUSED_MAINTENANCE: fact("PAUSED_MAINTENANCE", "in-flight", "P"),
  SUCCESS: fact("SUCCESS", "succeeded", "S"),
  FAILED: fact("FAILED", "own-failure", "F"),
  INTERNAL_ERROR: fact("INTERNAL_ERROR", "own-failure", "F"),
  TIMED_OUT: fact("TIMED_OUT", "own-failure", "T"),
  CANCELED: fact("CANCELED", "own-failure", "C"),
  UPSTREAM_FAILED: fact("UPSTREAM_FAILED", "derived", "UF"),
  UPSTREAM_CANCELED: fact("UPSTREAM_CANCELED", "derived", "UC"),
  EXCLUDED: fact("EXCLUDED", "derived", "X"),
  SKIPPED: fact("SKIPPED", "derived", "K"),
  UNKNOWN: fact("UNKNOWN", "unknown", "?"),
};

const BY_NAME: ReadonlyMap<string, StatusFact> = new Map(STATUSES.map((status) => [status, FACTS[status]]));

function fact(status: Status, origin: StatusOrigin, endingClass: EndingClass): StatusFact {
  return { status, origin, endingClass };
}

/** The fact sheet of a status as the service wrote it; anything missing or unheard of is `UNKNOWN`. */
export function toStatusFact(raw: string | null | undefined): StatusFact {
  return (raw && BY_NAME.get(raw)) || FACTS.UNKNOWN;
}

/** Whether nothing can change any more (spec a, `TERMINAL`). An unknown status is not known to be terminal. */
export function isTerminal(fact: StatusFact): boolean {
  return fact.origin !== "in-flight" && fact.origin !== "unknown";
}

/** Whether the trigger rule let the task start, as far as the status alone tells (spec a, "executed user code"). */
export function isStarted(fact: StatusFact): boolean {
  return fact.origin === "succeeded" || fact.origin === "own-failure" || fact.status === "RUNNING";
}

/** Whether the status says that the task was kept from running by its trigger rule (spec a, `DERIVED`). */
export function isDerived(fact: StatusFact): boolean {
  return fact.origin === "derived";
}
