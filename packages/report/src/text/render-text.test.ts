import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainTasks, NIGHTLY, type TestTask } from "../testing/explanation.ts";
import { renderText } from "./render-text.ts";
import { ASCII, type Style } from "./terminal.ts";
import { toWidth } from "./width.ts";

const TAGS: Style = {
  bold: (text) => `<b>${text}</b>`,
  dim: (text) => `<d>${text}</d>`,
  red: (text) => `<r>${text}</r>`,
  green: (text) => `<g>${text}</g>`,
  yellow: (text) => `<y>${text}</y>`,
  cyan: (text) => `<c>${text}</c>`,
};

test("the first screen, word for word", () => {
  expect(renderText(explainTasks(NIGHTLY), { input: ["run/"] })).toMatchInlineSnapshot(`
    "✗ nightly FAILED after 14m 02s
      run run-1 · started 2026-09-25 08:00 UTC

      1 root cause · 3 tasks did not run because of it · 2 were not needed

      ● load_orders FAILED · 1m 00s
        AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] raw.orders cannot be found
          at load_orders.ipynb, cell 4
        ├─ transform   UPSTREAM_FAILED  ALL_SUCCESS, but load_orders failed
        │  └─ publish  UPSTREAM_FAILED  ALL_SUCCESS
        └─ reconcile   UPSTREAM_FAILED  NONE_FAILED, but load_orders failed

      ✓ Ran all the same
        cleanup  SUCCESS  ran: ALL_DONE also starts after failures

      ○ Not needed
        weekend_load  EXCLUDED  is_weekend was false, wants "true"
        alert_lag     EXCLUDED  AT_LEAST_ONE_FAILED, but nothing above it failed

      Next   runcause why reconcile run/
    "
  `);
});

describe("the page", () => {
  const nightly = explainTasks(NIGHTLY);

  test.each([40, 60, 80, 100, 120])("keeps to %i columns", (width) => {
    for (const line of renderText(nightly, { width }).split("\n")) expect(toWidth(line)).toBeLessThanOrEqual(width);
  });

  test("says the same with and without colour", () => {
    expect(renderText(nightly, { style: TAGS }).replace(/<\/?[a-z]>/g, "")).toBe(renderText(nightly));
  });

  test("uses nothing beyond ASCII when asked", () => {
    expect(renderText(nightly, { glyphs: ASCII })).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test("folds the trace to the line that matters, and shows all of it when asked", () => {
    expect(renderText(nightly)).not.toContain("notebook.cell_4(");
    expect(renderText(nightly, { full: true })).toContain("notebook.cell_4(load_orders.ipynb)");
  });
});

describe("a thousand tasks below one failure", () => {
  const chain = new Map<string, TestTask>([["root", { status: "FAILED", error: "ValueError: no" }]]);
  for (let at = 1; at < 1000; at += 1)
    chain.set(`task_${at}`, {
      status: "UPSTREAM_FAILED",
      above: [at % 3 === 0 ? "root" : at === 1 ? "root" : `task_${at - 1}`],
    });
  const explanation = explainTasks(chain);

  test("fit one screen, and the figures are whole", () => {
    const page = renderText(explanation);
    expect(page.split("\n").length).toBeLessThanOrEqual(24);
    expect(page).toContain("1 root cause · 999 tasks did not run because of it");
  });

  test("are all there when asked, each once", () => {
    const page = renderText(explanation, { all: true });
    const named = page.split("\n").flatMap((line) => /[●─] (\w+)/.exec(line)?.[1] ?? []);
    expect(named.toSorted()).toEqual([...chain.keys()].toSorted());
  });

  test("what is left out is counted", () => {
    const page = renderText(explanation);
    const hidden = [...page.matchAll(/(\d+) more (?:tasks? +\(--all|below)/g)].map(([, count]) => Number(count));
    const shown = page.split("\n").filter((line) => /─ task_/.test(line)).length;
    expect(hidden.reduce((sum, count) => sum + count, shown)).toBe(999);
  });

  test("a chain of 20,000 is laid out without overflow", () => {
    const deep = new Map<string, TestTask>(
      Array.from({ length: 20_000 }, (_, at) => [
        `t${at}`,
        { status: at === 0 ? "FAILED" : "UPSTREAM_FAILED", above: at === 0 ? [] : [`t${at - 1}`] },
      ]),
    );
    expect(renderText(explainTasks(deep), { all: true }).split("\n").length).toBeGreaterThan(20_000);
  });
});

const ACTING = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

test("a task that two causes kept from running stands once, and is counted at the other", () => {
  const tasks = new Map<string, TestTask>([
    ["a", { status: "FAILED" }],
    ["b", { status: "FAILED" }],
    ["shared", { status: "UPSTREAM_FAILED", above: ["a", "b"] }],
  ]);
  const page = renderText(explainTasks(tasks));
  expect(page.match(/─ shared/g)).toHaveLength(1);
  expect(page).toContain("and 1 task shown above");
});

describe("the next step", () => {
  const nextFor = (key: string, input: string[]) =>
    renderText(
      explainTasks(
        new Map<string, TestTask>([
          ["a", { status: "FAILED" }],
          [key, { status: "UPSTREAM_FAILED", above: ["a"] }],
        ]),
      ),
      { input },
    )
      .split("\n")
      .find((line) => line.startsWith("  Next"));

  test.each([
    ["publish", ["run/"], "runcause why publish run/"],
    ["load raw data", ["my dir"], "runcause why 'load raw data' 'my dir'"],
    ["b;{touch,x};#", ["run/"], "runcause why 'b;{touch,x};#' run/"],
    ["it's $HOME `x` \\", ["run/"], "runcause why 'it'\\''s $HOME `x` \\' run/"],
    ["-n", ["run/"], "runcause why -- -n run/"],
  ])("for %j of %j can be pasted", (key, input, command) => {
    expect(nextFor(key, input)).toBe(`  Next   ${command}`);
  });

  test("is left out where it would not work", () => {
    expect([nextFor("publish", []), nextFor("a\u001bb", ["run/"])]).toEqual([undefined, undefined]);
  });
});

describe("hostile text", () => {
  const hostile = fc.string({
    unit: fc.constantFrom(
      "\u001b[31m",
      "\u0007",
      "\r",
      "\n",
      "\u0000",
      "\u009b",
      "\u202e",
      "\u2028",
      "\u200b",
      "\u061c",
      "\u00ad",
      "\u{e0041}",
      "a",
      "`",
      "|",
      "<b>",
      "界",
      "é",
    ),
  });

  test("never reaches the terminal raw, in a key, a status, an error or a job's name", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (key, error, name) => {
        const tasks = new Map<string, TestTask>([
          [key, { status: "FAILED", error }],
          [`${key}2`, { status: "UPSTREAM_FAILED", above: [key, error] }],
          [`${key}3`, { status: error, above: [key], rule: name }],
        ]);
        const page = renderText(explainTasks(tasks, { jobName: name, state: { status: key } }), {
          full: true,
          all: true,
        });
        expect(page).not.toMatch(ACTING);
      }),
    );
  });

  test("a key of 100,000 characters is cut, the page keeps its width", () => {
    const key = "k".repeat(100_000);
    const page = renderText(
      explainTasks(
        new Map([
          [key, { status: "FAILED" }],
          ["b", { status: "UPSTREAM_FAILED", above: [key] }],
        ]),
      ),
    );
    for (const line of page.split("\n")) expect(toWidth(line)).toBeLessThanOrEqual(80);
    expect(page.length).toBeLessThan(3000);
  });
});
