import { marked } from "marked";
import { describe, expect, test } from "vitest";
import { explainTasks, NIGHTLY, type TestTask } from "../testing/explanation.ts";
import { toBlock, toCode, toWords } from "./escape.ts";
import { renderMarkdown } from "./render-markdown.ts";

test("a failed run, word for word", () => {
  expect(renderMarkdown(explainTasks(NIGHTLY))).toMatchInlineSnapshot(`
    "## ❌ nightly FAILED after 14m 02s

    **1 root cause · 3 tasks did not run because of it · 2 were not needed**  
    run \`run-1\` · started 2026-09-25 08:00 UTC

    ### \`load_orders\`: FAILED

    \`\`\`
    AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] raw.orders cannot be found
    \`\`\`

    at \`load_orders.ipynb, cell 4\`

    **Did not run because of it** (3 tasks)

    | task | status | why |
    |---|---|---|
    | \`transform\` | UPSTREAM\\_FAILED | ALL\\_SUCCESS, but load\\_orders failed |
    | \`publish\` | UPSTREAM\\_FAILED | ALL\\_SUCCESS, but transform was cut off by a failure |
    | \`reconcile\` | UPSTREAM\\_FAILED | NONE\\_FAILED, but load\\_orders failed |

    **Ran all the same** (1 task)

    | task | status | why |
    |---|---|---|
    | \`cleanup\` | SUCCESS | ran: ALL\\_DONE also starts after failures |

    **Not needed** (2 tasks)

    | task | status | why |
    |---|---|---|
    | \`weekend_load\` | EXCLUDED | is\\_weekend was false, wants "true" |
    | \`alert_lag\` | EXCLUDED | AT\\_LEAST\\_ONE\\_FAILED, but nothing above it failed |
    "
  `);
});

describe("the user's text stays text", () => {
  test.each([
    ["a`b", "``a`b``"],
    ["`", "`` ` ``"],
    ["a|b", "`a\\|b`"],
    ["", "`  `"],
    ["a\nb", "`a\\x0ab`"],
  ])("%j as code", (text, expected) => {
    expect(toCode(text)).toBe(expected);
  });

  test("as words: no markup, no HTML, no mention, no link", () => {
    const words = toWords("<img src=x> **b** [l](http://x) @team #1 | `c` ~~d~~");
    expect(words).not.toMatch(/<img|(?<!\\)\*\*|@team|http:\/\/|(?<!\\)\||(?<!\\)`/);
  });

  test("in a block that it cannot close", () => {
    expect(toBlock(["```", "text"]).split("\n")[0]).toBe("````");
  });

  test("in a whole page, as a real renderer shows it", async () => {
    const key = "`x` | <script>alert(1)</script> ![i](http://evil) **b**\n## injected";
    const tasks = new Map<string, TestTask>([
      [key, { status: "FAILED", error: "```\n# injected" }],
      ["b", { status: "UPSTREAM_FAILED", above: [key] }],
    ]);
    const explanation = explainTasks(tasks, { jobName: "# [x](http://evil) <b>" });
    const html = await marked(renderMarkdown(explanation));
    expect(html.match(/<(?!\/)[a-z0-9]+/g)?.filter((tag) => !ALLOWED_TAGS.includes(tag.slice(1)))).toEqual([]);
    expect(html.match(/<h[1-6]>/g)).toEqual(["<h2>", "<h3>"]);
    expect(html.match(/<tr>/g)).toHaveLength(2);
  });
});

const ALLOWED_TAGS = [
  "h2",
  "h3",
  "p",
  "strong",
  "br",
  "code",
  "pre",
  "table",
  "thead",
  "tbody",
  "tr",
  "th",
  "td",
  "ul",
  "li",
];
