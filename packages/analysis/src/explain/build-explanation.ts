import type { wire } from "@runcause/core";
import { RESULT } from "../evaluate/decision.ts";
import { toEdgeGroup } from "../evaluate/edge-class.ts";
import { toExpectation } from "../evaluate/evaluate.ts";
import type { RuleTable } from "../evaluate/rule-table.ts";
import { findAdvisories } from "./advisories.ts";
import type { Attribution } from "./attribute.ts";
import { MAX_CAUSES } from "./cause-sets.ts";
import { fromClassCode } from "./edges.ts";
import { toErrorText } from "./error-text.ts";
import type {
  ConditionExplanation,
  EdgeExplanation,
  Explanation,
  RootCause,
  RunSummary,
  TaskExplanation,
} from "./explanation-schema.ts";
import { toOutcome } from "./outcome.ts";
import type { RankedCause } from "./rank.ts";
import { isDecided } from "./recorded.ts";
import { type Replay, replayTask } from "./replay.ts";
import { findPointer, type Situation, type SituationTask } from "./situation.ts";

/** Everything the earlier stages found. */
export interface Findings {
  readonly situation: Situation;
  readonly played: Replay;
  readonly attribution: Attribution;
  readonly ranked: readonly RankedCause[];
  readonly others: readonly RuleTable[];
}

/** Writes the findings down as plain data: the public JSON. */
export function buildExplanation(findings: Findings): Explanation {
  const { situation, played, attribution, ranked } = findings;
  const ids = new Map(ranked.map((cause, rank) => [cause.number, `c${rank + 1}`]));
  const idsOf = buildIdLookup(attribution, ids);
  const tasks = situation.tasks.map((task, at) => toTaskExplanation(findings, task, at, idsOf));
  const gaps = [...situation.gaps, ...findCappedGap(attribution)];
  return {
    schema: "runcause.explanation/1",
    complete: gaps.length === 0,
    gaps: gaps.map(({ kind, subject, reason }) => ({ kind, subject: subject ?? null, reason })),
    profile: played.table.profile.name,
    run: toRunSummary(findings),
    rootCauses: ranked.map((cause, rank) => toRootCause(findings, cause, `c${rank + 1}`)),
    conditions: toConditions(situation, played),
    advisories: findAdvisories(situation, played, attribution, tasks),
    defects: [...situation.defects],
    tasks,
  };
}

const NO_IDS: string[] = [];
const NO_PROFILES: TaskExplanation["explainedBy"] = [];

/** Tasks that share a set of causes share the list of its ids. */
function buildIdLookup({ sets }: Attribution, ids: ReadonlyMap<number, string>): (set: number) => string[] {
  const known = new Map<number, string[]>();
  return (set) => {
    if (set === 0) return NO_IDS;
    const list = known.get(set) ?? sets.membersOf(set).map((number) => ids.get(number) ?? "");
    if (!known.has(set))
      known.set(
        set,
        list.sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))),
      );
    return list;
  };
}

function findCappedGap({ sets }: Attribution) {
  if (!sets.isCapped) return [];
  return [
    {
      kind: "causes-capped",
      subject: null,
      reason: `some tasks have more than ${MAX_CAUSES} root causes; the rest are not listed at them`,
    },
  ];
}

function toTaskExplanation(
  findings: Findings,
  task: SituationTask,
  at: number,
  idsOf: (set: number) => string[],
): TaskExplanation {
  const { situation, played, attribution } = findings;
  const judgement = attribution.judgements[at];
  const pointer = findPointer(task);
  return {
    taskKey: task.taskKey,
    type: task.definition?.type ?? null,
    status: task.status,
    rule: task.rule ?? null,
    reason: attribution.reasons[at] ?? "unexplained",
    expected: played.expected[at] ? (toExpectation(played.expected[at] ?? 0) as TaskExplanation["expected"]) : null,
    verdict: judgement?.verdict ?? "not-applicable",
    explainedBy: judgement?.explainedBy.length ? [...judgement.explainedBy] : NO_PROFILES,
    dependsOnProfile: isContested(findings, at),
    edges: toEdges(situation, played, attribution, at),
    rootCauses: idsOf(attribution.blame[at] ?? 0),
    ranAfter: idsOf(attribution.ranAfter[at] ?? 0),
    cutOff: attribution.cutOff[at] === 1,
    startTime: task.run?.startTime ?? null,
    endTime: task.run?.endTime ?? null,
    evidence: pointer === undefined ? [] : [pointer],
  };
}

/** Whether some profile would decide otherwise about running, over the same dependencies. */
function isContested({ situation, played, others }: Findings, at: number): boolean {
  const expected = played.expected[at] ?? 0;
  if (expected === 0 || !isDecided(expected)) return false;
  const runs = expected === RESULT.RUN;
  return others.some((table) => {
    const other = replayTask(situation, played, at, table);
    return isDecided(other) && (other === RESULT.RUN) !== runs;
  });
}

function toEdges({ graph }: Situation, played: Replay, { decisive }: Attribution, at: number): EdgeExplanation[] {
  const edges: EdgeExplanation[] = [];
  for (let edge = graph.firstEdge[at] ?? 0; edge < (graph.firstEdge[at + 1] ?? 0); edge += 1) {
    const edgeClass = fromClassCode(played.codes[edge]);
    edges.push({
      taskKey: graph.entries[edge]?.taskKey ?? "",
      outcome: graph.entries[edge]?.outcome ?? null,
      class: edgeClass,
      group: toEdgeGroup(edgeClass),
      decisive: decisive[edge] === 1,
    });
  }
  return edges;
}

function toRootCause(findings: Findings, ranked: RankedCause, id: string): RootCause {
  const { situation, played } = findings;
  const { cause, victims, handledBy } = ranked;
  const keyOf = (at: number) => situation.graph.keys[at] ?? "";
  const task = situation.tasks[cause.task];
  return {
    id,
    kind: cause.kind,
    ...(task ? toCauseInTask(situation, task, cause.kind === "condition") : toCauseInRun(situation)),
    result: cause.kind === "condition" ? (played.answers.get(cause.task)?.result ?? null) : null,
    victims: victims.map(keyOf),
    handledBy: handledBy.map(keyOf),
    certainty: toCertainty(findings, cause),
  };
}

type Place = Omit<RootCause, "id" | "kind" | "result" | "victims" | "handledBy" | "certainty">;

function toCauseInTask({ snapshot }: Situation, task: SituationTask, isCondition: boolean): Place {
  const pointer = findPointer(task);
  return {
    path: [toJobName(snapshot.jobRun), task.taskKey],
    taskKey: task.taskKey,
    taskRunKey: task.run?.key ?? null,
    status: task.status,
    ...toErrorText(isCondition ? null : task.run?.state),
    attempt: isCondition ? null : toAttempt(task),
    startTime: task.run?.startTime ?? null,
    endTime: task.run?.endTime ?? null,
    evidence: pointer === undefined ? [] : [`${pointer}/state`],
  };
}

function toCauseInRun({ snapshot: { jobRun } }: Situation): Place {
  return {
    path: [toJobName(jobRun)],
    taskKey: null,
    taskRunKey: null,
    status: jobRun?.state?.status ?? null,
    ...toErrorText(jobRun?.state),
    attempt: null,
    startTime: jobRun?.startTime ?? null,
    endTime: jobRun?.endTime ?? null,
    evidence: jobRun ? ["/jobRun/state"] : [],
  };
}

function toJobName(jobRun: wire.JobRun | null | undefined): string {
  return jobRun?.jobName ?? jobRun?.name ?? jobRun?.jobKey ?? "job";
}

function toAttempt({ run, definition }: SituationTask): RootCause["attempt"] {
  const retry = run?.retryAttempt ?? 0;
  const allowed = Math.max(definition?.maxRetries ?? 0, retry) + 1;
  return allowed > 1 ? { number: retry + 1, allowed } : null;
}

function toCertainty({ attribution, played }: Findings, { kind, task }: RankedCause["cause"]): RootCause["certainty"] {
  switch (kind) {
    case "condition":
      return played.answers.get(task)?.result === null ? "assumed" : "derived";
    case "unknown":
      return "unknown";
    case "run-level":
      return attribution.runLevel?.certainty ?? "observed";
    default:
      return "observed";
  }
}

function toConditions(situation: Situation, { answers }: Replay): ConditionExplanation[] {
  return [...answers.values()]
    .sort((a, b) => a.task - b.task)
    .map(({ task, result, method, supporters }) => ({
      taskKey: situation.graph.keys[task] ?? "",
      result,
      method,
      supporters: supporters.map((at) => situation.graph.keys[at] ?? ""),
    }));
}

function toRunSummary({ situation, played, attribution }: Findings): RunSummary {
  const { jobRun, taskRuns } = situation.snapshot;
  return {
    jobRunKey: jobRun?.key ?? taskRuns[0]?.jobRunKey ?? null,
    jobKey: jobRun?.jobKey ?? taskRuns[0]?.jobKey ?? null,
    jobName: jobRun?.jobName ?? jobRun?.name ?? null,
    status: jobRun?.state?.status ?? null,
    outcome: toOutcome(situation, played.table.profile),
    message: toErrorText(jobRun?.state).message,
    startTime: jobRun?.startTime ?? null,
    endTime: jobRun?.endTime ?? null,
    durationMillis: jobRun?.runDuration ?? toDuration(jobRun?.startTime, jobRun?.endTime),
    counts: countTasks(situation, attribution),
  };
}

function toDuration(start: number | null | undefined, end: number | null | undefined): number | null {
  return start && end && end >= start ? end - start : null;
}

type Count = Exclude<keyof RunSummary["counts"], "tasks">;

function countTasks(situation: Situation, attribution: Attribution): RunSummary["counts"] {
  const counts = {
    tasks: situation.tasks.length,
    succeeded: 0,
    failed: 0,
    victims: 0,
    notNeeded: 0,
    cutOff: 0,
    open: 0,
  };
  for (const [at, task] of situation.tasks.entries()) counts[toCount(task, at, attribution)] += 1;
  return counts;
}

/** The one count that a task adds to. */
function toCount({ fact }: SituationTask, at: number, { causes, sets, blame, reasons, cutOff }: Attribution): Count {
  const blamed = sets.membersOf(blame[at] ?? 0);
  if (fact.origin === "succeeded") return "succeeded";
  if (fact.origin === "own-failure" && blamed.some((number) => causes[number]?.task === at)) return "failed";
  if (fact.origin === "in-flight" && reasons[at] !== "run-ended") return "open";
  if (blamed.some((number) => causes[number]?.kind !== "condition")) return "victims";
  if (cutOff[at]) return "cutOff";
  return fact.origin === "derived" ? "notNeeded" : "open";
}
