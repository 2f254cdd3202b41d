import { checkJob, checkJobRun, checkRunSnapshot, checkTaskRun, checkTaskRunOutput } from "../generated/validators.js";
import type { Job } from "../wire/job.ts";
import type { JobRun } from "../wire/job-run.ts";
import type { Gap, RunSnapshot } from "../wire/snapshot.ts";
import type { TaskRun, TaskRunOutput } from "../wire/task-run.ts";
import { checkShape, describe } from "./check.ts";
import { InputError } from "./input-error.ts";

/** One thing found in an input, checked. */
export type Piece =
  | { readonly kind: "snapshot"; readonly snapshot: RunSnapshot }
  | { readonly kind: "job-run"; readonly jobRun: JobRun }
  | { readonly kind: "task-run"; readonly taskRun: TaskRun }
  | { readonly kind: "job"; readonly job: Job }
  | { readonly kind: "output"; readonly output: TaskRunOutput }
  | { readonly kind: "gap"; readonly gap: Gap };

const ACCEPTED = "a runcause snapshot, a job run, a task run or a list of task runs";

/** Envelopes and lists around each other deeper than this are no answer of the service. */
const MAX_DEPTH = 8;

/**
 * Recognises a parsed document by its shape and checks it: a snapshot, the body of GET jobRun, of GET taskRuns or of GET
 * taskRun, an array of these, a job definition, a task's output, or the official CLI's envelope around any of them.
 *
 * @throws InputError when it is none of these, is an error answer of the service, or has a member of the wrong shape
 */
export function toPieces(value: unknown, source: string): Piece[] {
  return recognise(value, source, "", 0);
}

function recognise(value: unknown, source: string, at: string, depth: number): Piece[] {
  const inside = (member: unknown, name: string | number) => recognise(member, source, `${at}/${name}`, depth + 1);
  if (depth > MAX_DEPTH) {
    throw new InputError({ source, path: at, expected: ACCEPTED, found: `lists nested more than ${MAX_DEPTH} deep` });
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => inside(item, index));
  if (!isObject(value)) throw new InputError({ source, path: at, expected: ACCEPTED, found: describe(value) });
  if (isEnvelope(value)) return [...inside(value["data"], "data"), ...findMissingPage(value, source)];
  if (Array.isArray(value["items"]) && !has(value, "key")) return inside(value["items"], "items");
  if (isErrorAnswer(value)) throw toAnswerError(value, source, at);
  return [toPiece(value, source, at)];
}

function toPiece(value: JsonObject, source: string, at: string): Piece {
  if (typeof value["schema"] === "string") return toSnapshotPiece(value, source, at);
  if (isTaskRun(value)) return { kind: "task-run", taskRun: checkShape(checkTaskRun, value, source, at) };
  if (isListed(at) && isJobRunSummary(value)) throw toSummaryError(value, source, at);
  if (isJobRun(value)) return { kind: "job-run", jobRun: checkShape(checkJobRun, value, source, at) };
  if (isOutput(value)) return { kind: "output", output: checkShape(checkTaskRunOutput, value, source, at) };
  if (Array.isArray(value["tasks"])) return { kind: "job", job: checkShape(checkJob, value, source, at) };
  throw new InputError({ source, path: at, expected: ACCEPTED, found: describe(value), isSomethingElse: true });
}

type JsonObject = { [member: string]: unknown };

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const has = (value: JsonObject, member: string) => Object.hasOwn(value, member);

const isEnvelope = (value: JsonObject) => has(value, "data") && has(value, "headers") && has(value, "status");
const isErrorAnswer = (value: JsonObject) =>
  typeof value["code"] === "string" && typeof value["message"] === "string" && !has(value, "key");
const isTaskRun = (value: JsonObject) => ["taskKey", "task", "jobRunKey"].some((member) => has(value, member));
const isOutput = (value: JsonObject) => Array.isArray(value["data"]);

const JOB_RUN_MEMBERS = [
  "taskToTaskRunMap",
  "taskRunSummaryMap",
  "lifecycleStates",
  "repairHistory",
  "launched",
  "state",
];
const isJobRun = (value: JsonObject) => JOB_RUN_MEMBERS.some((member) => has(value, member));
/** A list answers with summaries; a body of its own is a job run however little it carries. */
const isListed = (at: string) => at.includes("/items/");
const isJobRunSummary = (value: JsonObject) =>
  isJobRun(value) &&
  !["taskToTaskRunMap", "taskRunSummaryMap", "tasks", "lifecycleStates"].some((member) => has(value, member));

function toSnapshotPiece(value: JsonObject, source: string, at: string): Piece {
  const schema = String(value["schema"]);
  if (!schema.startsWith("runcause.snapshot/")) {
    throw new InputError({
      source,
      path: at,
      expected: ACCEPTED,
      found: `a document of the kind "${schema.slice(0, 60)}"`,
      isSomethingElse: true,
    });
  }
  if (schema !== "runcause.snapshot/1") {
    const hint = "It was written by another version of runcause; read it with that version.";
    throw new InputError({
      source,
      path: `${at}/schema`,
      expected: '"runcause.snapshot/1"',
      found: `"${schema}"`,
      hint,
    });
  }
  return { kind: "snapshot", snapshot: checkShape(checkRunSnapshot, value, source, at) };
}

function findMissingPage(envelope: JsonObject, source: string): Piece[] {
  const headers = envelope["headers"];
  const hasNext =
    isObject(headers) && Object.keys(headers).some((name) => name.toLowerCase() === "opc-next-page" && headers[name]);
  if (!hasNext) return [];
  const reason = `${source} is one page of a longer list: its headers name a next page (opc-next-page)`;
  return [{ kind: "gap", gap: { kind: "page-missing", subject: source, reason } }];
}

function toAnswerError(value: JsonObject, source: string, at: string): InputError {
  const status = typeof value["status"] === "number" ? ` ${value["status"]}` : "";
  const found = `an error answer of the service:${status} ${describeAnswer(value)}`;
  return new InputError({
    source,
    path: at,
    expected: ACCEPTED,
    found,
    hint: "Fetch the run again and keep the successful answer.",
  });
}

function describeAnswer(value: JsonObject): string {
  const request = typeof value["opc-request-id"] === "string" ? ` (opc-request-id ${value["opc-request-id"]})` : "";
  return `${String(value["code"])}, "${String(value["message"]).slice(0, 200)}"${request}`;
}

function toSummaryError(value: JsonObject, source: string, at: string): InputError {
  const hint =
    "A list of job runs names no task; fetch the job run itself (GET jobRuns/{jobRunKey}) and its task runs.";
  return new InputError({
    source,
    path: at,
    expected: ACCEPTED,
    found: `a summary of a job run (${describe(value)})`,
    hint,
  });
}
