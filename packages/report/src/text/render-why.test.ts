import { narrate } from "@runcause/analysis";
import { expect, test } from "vitest";
import { explainTasks, NIGHTLY } from "../testing/explanation.ts";
import { renderWhy } from "./render-why.ts";

function why(taskKey: string, options = {}): string {
  const narration = narrate(explainTasks(NIGHTLY), taskKey);
  if (!narration) throw new Error(`no ${taskKey}`);
  return renderWhy(narration, options);
}

test("a victim two steps below the cause, word for word", () => {
  expect(why("publish")).toMatchInlineSnapshot(`
    "publish UPSTREAM_FAILED

      rule      ALL_SUCCESS: starts when every dependency succeeded
      found     ● transform was cut off by a failure (UPSTREAM_FAILED, decided)

      gives     UPSTREAM_FAILED (as recorded; in every profile)

      path      publish ← transform ← load_orders
      cause     load_orders FAILED, which also kept 2 other tasks from running
                  AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] raw.orders cannot be
                  found
                    at load_orders.ipynb, cell 4

      evidence  /taskRuns/6 /taskRuns/5 /taskRuns/2/state
    "
  `);
});

test("a branch not taken, word for word", () => {
  expect(why("weekend_load")).toMatchInlineSnapshot(`
    "weekend_load EXCLUDED

      rule      ALL_SUCCESS: starts when every dependency succeeded
      found     ● is_weekend was false, wants "true" (SUCCESS, decided)

      gives     EXCLUDED (not checked: the answer above was read off this very
                record; in every profile)

      path      weekend_load ← is_weekend
      cause     is_weekend answered "false"

      evidence  /taskRuns/4 /taskRuns/1 /taskRuns/1/state
    "
  `);
});

test("keeps to its columns", () => {
  for (const taskKey of NIGHTLY.keys())
    for (const line of why(taskKey, { width: 60 }).split("\n")) expect(line.length).toBeLessThanOrEqual(60);
});
