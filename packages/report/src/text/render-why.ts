import type { Claim, Narration } from "@runcause/analysis";
import { counted, RULE_NEEDS, toEdgeWords, toPlace } from "../words/sentences.ts";
import { escapeLine, escapeLines } from "./escape.ts";
import { toName, toStatusText } from "./page.ts";
import { DEFAULT_TEXT_OPTIONS, type TextOptions } from "./terminal.ts";
import { wrap } from "./width.ts";

const MAX_DEPENDENCIES = 12;
const MAX_STEPS = 12;

type ClaimOf<Id extends Claim["id"]> = Extract<Claim, { id: Id }>;

/** Why one task is as it is: its rule, what the rule found, what followed, and the way to each root cause. */
export function renderWhy(narration: Narration, options: Partial<TextOptions> = {}): string {
  const page = { ...DEFAULT_TEXT_OPTIONS, ...options };
  const blocks = [
    ...pick(narration, "task-ended").map((claim) => renderEnding(claim, page)),
    [
      ...pick(narration, "rule-needs").flatMap((claim) => renderRule(claim, page)),
      ...renderDependencies(pick(narration, "dependency-was"), page),
    ],
    ...pick(narration, "rule-gives").map((claim) => renderResult(claim, narration, page)),
    ...pick(narration, "leads-to").map((claim) => renderCause(claim, page)),
    ...pick(narration, "ran-after").map((claim) => renderRanAfter(claim, page)),
    renderEvidence(narration, page),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function pick<Id extends Claim["id"]>({ claims }: Narration, id: Id): ClaimOf<Id>[] {
  return claims.filter((claim): claim is ClaimOf<Id> => claim.id === id);
}

function labelled(label: string, text: string, page: TextOptions): string[] {
  const lines = wrap(text, page.width - 12);
  return lines.map((line, index) => `  ${page.style.bold((index === 0 ? label : "").padEnd(8))}  ${line}`);
}

function renderEnding({ data }: ClaimOf<"task-ended">, page: TextOptions): string[] {
  return [`${page.style.bold(toName(data.taskKey, page))} ${toStatusText(data.status, page.style)}`];
}

function renderRule({ data }: ClaimOf<"rule-needs">, page: TextOptions): string[] {
  if (data.rule === null) return labelled("rule", "not known", page);
  if (data.dependencies === 0)
    return labelled("rule", "none needed: it depends on nothing, so it starts with the run", page);
  return labelled("rule", `${data.rule}: ${RULE_NEEDS[data.rule] ?? "not known"}`, page);
}

/** The dependencies that decided first; of many alike, as many as help. */
function renderDependencies(claims: readonly ClaimOf<"dependency-was">[], page: TextOptions): string[] {
  const sorted = [...claims.filter((claim) => claim.data.decisive), ...claims.filter((claim) => !claim.data.decisive)];
  const shown = page.all ? sorted : sorted.slice(0, MAX_DEPENDENCIES);
  const lines = shown.flatMap((claim, index) => {
    const words = toEdgeWords({ ...claim.data, class: claim.data.class as "S" }, claim.data.answer);
    const weight = claim.data.decisive ? "decided" : "did not matter";
    const sign = claim.data.decisive ? page.style.yellow(page.glyphs.cause) : page.style.dim(page.glyphs.idle);
    const text = `${escapeLine(words)} (${claim.data.status === null ? "" : `${escapeLine(claim.data.status)}, `}${weight})`;
    const wrapped = wrap(text, page.width - 14);
    return wrapped.map(
      (line, part) =>
        `  ${page.style.bold((index === 0 && part === 0 ? "found" : "").padEnd(8))}  ${part === 0 ? sign : " "} ${line}`,
    );
  });
  const hidden = sorted.length - shown.length;
  return hidden > 0
    ? [
        ...lines,
        `            ${page.style.dim(`${counted(hidden, "more dependency", "more dependencies")} (--all shows them)`)}`,
      ]
    : lines;
}

const VERDICTS: Readonly<Record<string, string>> = {
  agrees: "as recorded",
  "name-only": "recorded under another name",
  contradiction: "which contradicts the record",
  "not-applicable": "nothing to compare it with",
};

function renderResult(claim: ClaimOf<"rule-gives">, narration: Narration, page: TextOptions): string[] {
  const { data, certainty } = claim;
  const gives = {
    run: "run",
    "not-run": data.states.join(" or "),
    undecided: `either run, or ${data.states.join(" or ")}`,
  }[data.decision];
  const how = data.dependsOnProfile
    ? `read with ${data.profile}; another profile would decide otherwise`
    : "in every profile";
  const certain = certainty === "unknown" ? "not certain" : how;
  return labelled("gives", `${gives} (${toVerdictWords(claim, narration)}; ${certain})`, page);
}

function toVerdictWords({ data }: ClaimOf<"rule-gives">, narration: Narration): string {
  if (data.verdict === "agrees-with-other") return `but the record fits ${data.explainedBy.join(", ")}`;
  const hasInferredAnswer = pick(narration, "dependency-was").some((claim) => claim.data.answer !== null);
  if (data.verdict === "not-applicable" && hasInferredAnswer)
    return "not checked: the answer above was read off this very record";
  return VERDICTS[data.verdict] ?? data.verdict;
}

function renderCause({ data }: ClaimOf<"leads-to">, page: TextOptions): string[] {
  const isOwn = data.steps.length === 1 && data.kind !== "run-level";
  const kept = isOwn
    ? `kept ${counted(data.otherVictims, "task")}`
    : `also kept ${counted(data.otherVictims, "other task")}`;
  const others = data.otherVictims > 0 ? `, which ${kept} from running` : "";
  return [
    ...(data.steps.length > 1 ? labelled("path", toChain(data.steps, page), page) : []),
    ...labelled("cause", `${toCauseSentence(data, page)}${others}`, page),
    ...renderError(data, page).map((line) => `              ${line}`),
  ];
}

type CauseData = ClaimOf<"leads-to">["data"];

function toChain(steps: readonly string[], page: TextOptions): string {
  const isLong = !page.all && steps.length > MAX_STEPS;
  const shown = isLong ? [...steps.slice(0, MAX_STEPS - 2), page.glyphs.ellipsis, ...steps.slice(-1)] : steps;
  return shown.map((step) => toName(step, page)).join(` ${page.glyphs.from} `);
}

function toCauseSentence({ steps, kind, result, status }: CauseData, page: TextOptions): string {
  const last = toName(steps.at(-1) ?? "", page);
  switch (kind) {
    case "condition":
      return `${last} answered ${result ? `"${result}"` : "otherwise"}`;
    case "run-level":
      return `the run itself ended ${escapeLine(status ?? "")}`;
    case "unknown":
      return `nothing recorded accounts for ${last}`;
    default:
      return `${last} ${escapeLine(status ?? "")}`;
  }
}

function renderError({ message, trace, location }: CauseData, page: TextOptions): string[] {
  if (page.full && trace !== null) return escapeLines(trace).flatMap((line) => wrap(line, page.width - 14));
  const lines = message === null ? [] : wrap(escapeLine(message), page.width - 14);
  return location ? [...lines, page.style.dim(`  at ${escapeLine(toPlace(location))}`)] : lines;
}

function renderRanAfter({ data }: ClaimOf<"ran-after">, page: TextOptions): string[] {
  return labelled(
    "although",
    `something above it had gone wrong: ${data.tasks
      .slice(0, 5)
      .map((task) => toName(task, page))
      .join(", ")}`,
    page,
  );
}

function renderEvidence({ claims }: Narration, page: TextOptions): string[] {
  const pointers = [...new Set(claims.flatMap((claim) => claim.evidence))];
  if (pointers.length === 0) return [];
  const shown = page.all ? pointers : pointers.slice(0, 6);
  const more = pointers.length > shown.length ? ` and ${pointers.length - shown.length} more` : "";
  return labelled("evidence", `${shown.map((pointer) => toName(pointer, page, 200)).join(" ")}${more}`, page).map(
    (line) => page.style.dim(line),
  );
}
