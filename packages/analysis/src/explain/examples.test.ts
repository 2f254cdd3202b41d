import { readFileSync } from "node:fs";
import { buildSnapshots, parseJsonText, toPieces } from "@runcause/core";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import published from "../../schemas/explanation-1.schema.json" with { type: "json" };
import { explain } from "./explain.ts";
import { ExplanationSchema } from "./explanation-schema.ts";

function explainExample(folder: string) {
  const pieces = ["job-run.json", "task-runs.json"].flatMap((file) => {
    const text = readFileSync(new URL(`../../../../examples/${folder}/${file}`, import.meta.url), "utf8");
    return toPieces(parseJsonText(text, file), file);
  });
  const [snapshot] = buildSnapshots(pieces).snapshots;
  if (!snapshot) throw new Error(`no run in ${folder}`);
  return explain(snapshot);
}

function digest({ run, rootCauses, tasks, conditions }: ReturnType<typeof explain>) {
  return {
    outcome: run.outcome,
    causes: rootCauses.map(({ kind, taskKey, result, victims }) => [kind, taskKey, result, victims]),
    reasons: Object.fromEntries(tasks.map((task) => [task.taskKey, `${task.reason}, ${task.verdict}`])),
    conditions: conditions.map(({ taskKey, result, supporters }) => [taskKey, result, supporters]),
  };
}

describe("the recorded runs", () => {
  test("sm34b-fit-failure: two failures, the second in a report that ran in spite of the first", () => {
    const explanation = explainExample("sm34b-fit-failure");
    expect(digest(explanation)).toEqual({
      outcome: "failed",
      causes: [
        ["task-failed", "train_and_register", null, ["compare_and_decide"]],
        ["task-failed", "finalize_and_report", null, ["scoring_requested", "run_batch_scoring"]],
        ["condition", "training_requested", "true", ["apply_operator_action"]],
      ],
      reasons: {
        prepare_request: "no-dependencies, agrees",
        training_requested: "rule-satisfied, agrees",
        train_and_register: "failed, agrees",
        compare_and_decide: "dependency-failed, agrees",
        apply_operator_action: "branch-not-taken, agrees",
        finalize_and_report: "failed, agrees",
        scoring_requested: "dependency-failed, agrees",
        run_batch_scoring: "dependency-failed, agrees",
      },
      conditions: [["training_requested", "true", ["train_and_register", "apply_operator_action"]]],
    });
    expect(explanation.rootCauses[0]?.location).toEqual({ file: "train_and_register.ipynb", cell: 4, line: null });
    expect(explanation.tasks.find((task) => task.taskKey === "finalize_and_report")?.ranAfter).toEqual(["c1"]);
  });

  test("livelabs-weekend: half of a green run did not run because a condition said no", () => {
    expect(digest(explainExample("livelabs-weekend"))).toEqual({
      outcome: "succeeded",
      causes: [["condition", "Weekday_Condition", "false", ["Silver_Tier", "Gold_Tier"]]],
      reasons: {
        Bronze_Tier: "no-dependencies, agrees",
        Weekday_Condition: "rule-satisfied, agrees",
        Silver_Tier: "branch-not-taken, not-applicable",
        Gold_Tier: "dependency-not-run, agrees",
      },
      conditions: [["Weekday_Condition", "false", ["Silver_Tier"]]],
    });
  });

  test("excluded-cascade-all-done: ALL_DONE does not rescue what is below a branch not taken", () => {
    expect(digest(explainExample("excluded-cascade-all-done"))).toEqual({
      outcome: "succeeded",
      causes: [["condition", "gate_phase10", "false", ["fill_bom", "repull", "build_chart"]]],
      reasons: {
        pull_master: "no-dependencies, agrees",
        gate_phase10: "rule-satisfied, agrees",
        fill_bom: "branch-not-taken, not-applicable",
        repull: "dependency-not-run, agrees",
        build_chart: "dependency-not-run, agrees",
      },
      conditions: [["gate_phase10", "false", ["fill_bom"]]],
    });
  });

  test("certify-false: one branch excluded, the join below it ran", () => {
    expect(digest(explainExample("certify-false"))).toEqual({
      outcome: "succeeded",
      causes: [["condition", "should_certify", "false", ["certify_prod_assets"]]],
      reasons: {
        should_certify: "no-dependencies, agrees",
        certify_prod_assets: "branch-not-taken, agrees",
        register_and_setup: "rule-satisfied, agrees",
      },
      conditions: [["should_certify", "false", ["certify_prod_assets", "register_and_setup"]]],
    });
  });

  test.each(["sm34b-fit-failure", "livelabs-weekend", "excluded-cascade-all-done", "certify-false"])(
    "%s is complete and fits the published schema",
    (folder) => {
      const explanation = explainExample(folder);
      expect(explanation.complete).toBe(true);
      expect(ExplanationSchema.parse(JSON.parse(JSON.stringify(explanation)))).toEqual(explanation);
      const isValid = new Ajv2020({ strict: false }).compile(published);
      expect({ valid: isValid(explanation), errors: isValid.errors }).toEqual({ valid: true, errors: null });
    },
  );
});
