/**
 * Every output format, from result data alone. Pure: no terminal, no environment; colours and width are handed in.
 */
export { FORMAT_NAMES, FORMATS, type Format, type FormatName, isFormatName } from "./format.ts";
export { renderJson } from "./json/render-json.ts";
export { type MarkdownOptions, renderMarkdown } from "./markdown/render-markdown.ts";
export { escapeLine } from "./text/escape.ts";
export { type Evaluator, renderRules } from "./text/render-rules.ts";
export { renderText } from "./text/render-text.ts";
export { renderWhy } from "./text/render-why.ts";
export {
  ASCII,
  DEFAULT_TEXT_OPTIONS,
  type Glyphs,
  PLAIN,
  type Style,
  type TextOptions,
  UNICODE,
} from "./text/terminal.ts";
