import type { Explanation } from "@runcause/analysis";
import { renderJson } from "./json/render-json.ts";
import { renderMarkdown } from "./markdown/render-markdown.ts";
import { renderText } from "./text/render-text.ts";
import type { TextOptions } from "./text/terminal.ts";

/** The names of the output formats. */
export const FORMAT_NAMES = ["text", "markdown", "json"] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** One output format. */
export interface Format {
  /** `committed`: its shape changes only with a major version. `for humans`: its words and layout may change at any time. */
  readonly stability: "committed" | "for humans";
  readonly summary: string;
  /** Several runs in one output, in the order given. */
  render(explanations: readonly Explanation[], options: Partial<TextOptions>): string;
}

const RULE = "─";

/** Every output format by its name. */
export const FORMATS: Readonly<Record<FormatName, Format>> = {
  text: {
    stability: "for humans",
    summary: "a page for a terminal",
    render: (explanations, options) =>
      explanations.map((one) => renderText(one, options)).join(`\n${RULE.repeat(8)}\n\n`),
  },
  markdown: {
    stability: "for humans",
    summary: "for a job summary, a comment or a ticket",
    render: (explanations, options) => explanations.map((one) => renderMarkdown(one, options)).join("\n---\n\n"),
  },
  json: {
    stability: "committed",
    summary: "runcause.explanation/1: one object for one run, a list for several",
    render: (explanations) => renderJson(explanations.length === 1 ? explanations[0] : explanations),
  },
};

/** Whether a text names an output format. */
export function isFormatName(name: string): name is FormatName {
  return (FORMAT_NAMES as readonly string[]).includes(name);
}
