import type { EdgeExplanation, ErrorLocation, Explanation, RootCause, TaskExplanation } from "@runcause/analysis";
import { toDurationText } from "./time.ts";

/**
 * The catalogue of what is said about tasks: data in, words out. The only place in which an explanation gets its words;
 * names in it are the user's and are escaped by the renderer.
 */

const MAX_NAMED = 3;
const LONGEST_NAME = 60;

/** A name of the user's short enough for a sentence; the renderer escapes it. */
export function named(name: string): string {
  if (name === "") return '""';
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

/** `3 tasks`, `1 task`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a, b and 4 more`, of names. */
function listed(names: readonly string[]): string {
  return joined(names.map(named));
}

/** `a, b and 4 more`. */
function joined(parts: readonly string[]): string {
  const shown = parts.length > MAX_NAMED + 1 ? parts.slice(0, MAX_NAMED) : parts;
  const hidden = parts.length - shown.length;
  const all = hidden > 0 ? [...shown, `${hidden} more`] : shown;
  const last = all.at(-1) ?? "";
  return all.length < 2 ? last : `${all.slice(0, -1).join(", ")} and ${last}`;
}

/** What each trigger rule asks for. */
export const RULE_NEEDS: Readonly<Record<string, string>> = {
  ALL_SUCCESS: "starts when every dependency succeeded",
  AT_LEAST_ONE_SUCCESS: "starts when at least one dependency succeeded",
  NONE_FAILED: "starts when no dependency failed and at least one ran",
  ALL_DONE: "starts when every dependency is done and at least one ran",
  AT_LEAST_ONE_FAILED: "starts when at least one dependency failed",
  ALL_FAILED: "starts when every dependency failed",
};

/** What became of one dependency, seen from the task that waits for it. */
export function toEdgeWords(
  edge: Pick<EdgeExplanation, "taskKey" | "class" | "outcome">,
  answer: string | null,
): string {
  const name = named(edge.taskKey);
  const wanted = named(edge.outcome ?? "");
  switch (edge.class) {
    case "S":
      return edge.outcome === null ? `${name} succeeded` : `${name} answered "${answer ?? wanted}", as wanted`;
    case "F":
      return `${name} failed`;
    case "T":
      return `${name} timed out`;
    case "UF":
      return `${name} was cut off by a failure`;
    case "C":
      return `${name} was canceled`;
    case "UC":
      return `${name} was cut off by a cancel`;
    case "X":
    case "K":
      return `${name} did not run`;
    case "M":
      return `${name} was ${answer ?? "otherwise"}, wants "${wanted}"`;
    case "P":
      return `${name} has not ended`;
    case "S/M":
      return `${name} succeeded, its answer is not known, wants "${wanted}"`;
    case "?":
      return `nothing is known of ${name}`;
  }
}

/** Why a task is as it is, in half a sentence that follows its name and status. */
export function toReasonWords(task: TaskExplanation, explanation: Explanation): string {
  const found = toDecisiveWords(task, explanation);
  const rule = task.rule ?? "its rule";
  switch (task.reason) {
    case "dependency-failed":
    case "dependency-canceled":
    case "dependency-not-run":
      return `${rule}, but ${found}`;
    case "branch-not-taken":
      return task.edges.length === 1 ? found : `${rule}: ${found}`;
    case "no-failure-to-handle":
      return `${rule}, but nothing above it failed`;
    case "not-all-failed":
      return `${rule}, but not everything above it failed: ${found}`;
    case "ran-despite-failure":
      return task.expected?.decision === "not-run"
        ? `ran, although ${rule} should have kept it from running`
        : `ran: ${rule} ${RULE_TOLERATES[rule] ?? "allows it"}`;
    case "handled-failure":
      return `ran because of it: ${rule}`;
    case "run-ended":
      return toRunEndedWords(task);
    case "waiting":
      return toWaitingWords(task, found);
    case "running":
      return "has not ended";
    case "retrying":
      return "its last attempt failed; the service will try again";
    case "not-repaired":
      return "keeps the state of an earlier generation: it was not part of the last repair";
    case "not-recorded":
      return explanation.run.outcome === "active" ? "has no task run yet" : "no task run of it was given";
    case "unknown-status":
      return "a status that this version does not know";
    case "unknown-rule":
      return "its trigger rule is not one that this version knows";
    case "defective-definition":
      return "its definition is defective, see below";
    case "definition-missing":
      return "its definition was not given";
    case "unexplained":
      return `no reading of ${rule} gives this state over what was recorded above it`;
    default:
      return PLAIN_REASONS[task.reason] ?? task.reason;
  }
}

function toRunEndedWords({ startTime, endTime }: TaskExplanation): string {
  if (startTime === null) return "had not started when the run ended";
  const duration = endTime !== null && endTime > startTime ? ` after ${toDurationText(endTime - startTime)}` : "";
  return `was stopped${duration}, with the run`;
}

const RULE_TOLERATES: Readonly<Record<string, string>> = {
  ALL_DONE: "also starts after failures",
  AT_LEAST_ONE_SUCCESS: "needs only one success",
};

const PLAIN_REASONS: Readonly<Record<string, string>> = {
  "no-dependencies": "ran: it depends on nothing",
  "rule-satisfied": "ran: its trigger rule held",
  failed: "failed by itself",
  "internal-error": "ended with an error of the service",
  "timed-out": "ran out of time",
  canceled: "was canceled",
};

function toWaitingWords(task: TaskExplanation, found: string): string {
  if (task.expected?.decision === "not-run") return `will not run: ${task.rule ?? "its rule"}, but ${found}`;
  const open = task.edges.filter((edge) => edge.class === "P" || edge.class === "?").map((edge) => edge.taskKey);
  if (open.length === 0) return "waits to be started";
  return task.expected?.decision === "run" ? `will run once ${listed(open)} ended` : `waits for ${listed(open)}`;
}

function toDecisiveWords(task: TaskExplanation, explanation: Explanation): string {
  const decisive = task.edges.filter((edge) => edge.decisive);
  if (decisive.length === 0) return "what is above it does not account for that";
  const answerOf = ({ taskKey, outcome }: EdgeExplanation) =>
    outcome === null
      ? null
      : (explanation.conditions.find((condition) => condition.taskKey === taskKey)?.result ?? null);
  return joined(decisive.map((edge) => toEdgeWords(edge, answerOf(edge))));
}

/** What a root cause is, after its name. */
export function toCauseWords(cause: RootCause): string {
  switch (cause.kind) {
    case "condition":
      return `answered ${cause.result ? `"${cause.result}"` : "otherwise"}`;
    case "unknown":
      return `${cause.status ?? "not recorded"}, for a reason that cannot be derived`;
    default:
      return cause.status ?? "status unknown";
  }
}

const ADVICE: Readonly<Record<Explanation["advisories"][number]["id"], (names: string) => string>> = {
  "failure-hidden": (names) => `failed, yet the run says SUCCESS${names ? `: ${names} ran all the same` : ""}`,
  "join-cut-off": (names) =>
    `did not run although a branch above it succeeded: ALL_SUCCESS does not count ${names}, which did not run. NONE_FAILED is the rule for such a join`,
  "succeeded-after-retries": () => "succeeded only after a retry",
  "contradictory-condition": (names) => `cannot have answered as ${names} say: their states speak for both answers`,
};

/** An advisory, after the name of its task. */
export function toAdvisoryWords(advisory: Explanation["advisories"][number]): string {
  return ADVICE[advisory.id](listed(advisory.related));
}

/** A defect of the definition, after the name of its task. */
export function toDefectWords({ id, related, found }: Explanation["defects"][number]): string {
  switch (id) {
    case "unknown-dependency":
      return `depends on ${named(found ?? "")}, which the job does not have; its rule cannot be evaluated`;
    case "cycle":
      return `waits for itself: ${toCycleWords(related)}`;
    case "duplicate-task-key":
      return "is defined more than once; the first definition was used";
    case "unknown-rule":
      return `has the trigger rule ${named(found ?? "")}, which this version does not know`;
    case "outcome-on-ordinary-task":
      return `wants the outcome "${named(found ?? "")}" of ${named(related[0] ?? "")}, which is not a condition; the outcome was ignored`;
    case "condition-without-outcome":
      return `depends on the condition ${named(related[0] ?? "")} without an outcome; it was read as "succeeded"`;
  }
}

const LONGEST_CYCLE = 6;

function toCycleWords(tasks: readonly string[]): string {
  const names = tasks.map(named);
  const isLong = names.length > LONGEST_CYCLE;
  const shown = isLong ? [...names.slice(0, LONGEST_CYCLE - 1), `(${names.length} tasks)`] : names;
  return [...shown, names[0]].join(", then ");
}

/** A disagreement between the record and the rules, after the name of its task; nothing where they agree. */
export function findDisagreementWords(task: TaskExplanation, profile: string): string | undefined {
  const expected = task.expected?.decision === "run" ? "run" : task.expected?.states.join(" or ");
  switch (task.verdict) {
    case "contradiction":
      return `is recorded ${task.status}, but no profile gives that; ${profile} gives ${expected}`;
    case "agrees-with-other":
      return `is recorded ${task.status}; ${profile} gives ${expected}, the record fits ${listed(task.explainedBy)}`;
    default:
      return undefined;
  }
}

/** Where in the user's code an error points. */
export function toPlace({ file, cell, line }: ErrorLocation): string {
  if (cell !== null) return `${file}, cell ${cell}`;
  return line === null ? file : `${file}, line ${line}`;
}
