import { escapeLine } from "./escape.ts";
import type { Style, TextOptions } from "./terminal.ts";
import { fit, pad, toWidth, wrap } from "./width.ts";

/** A name given by the user, made safe and short enough for one line. */
export function toName(name: string, options: TextOptions, columns = 60): string {
  return name === "" ? '""' : fit(escapeLine(name.slice(0, columns * 4)), columns, options.glyphs.ellipsis);
}

function toShownStatus(status: string | null): string {
  return escapeLine(fit(status ?? "not recorded", 40, "…"));
}

/** How a status is coloured. */
export function toStatusText(status: string | null, style: Style): string {
  const text = toShownStatus(status);
  if (status === "SUCCESS") return style.green(text);
  if (status === "FAILED" || status === "INTERNAL_ERROR" || status === "TIMED_OUT") return style.red(text);
  if (status === "UPSTREAM_FAILED" || status === "CANCELED" || status === "UPSTREAM_CANCELED")
    return style.yellow(text);
  return style.dim(text);
}

/** A row of a list or a tree: a name, a status and a sentence. */
export interface Row {
  /** What stands before the name, in columns that do not count as name: indentation and tree lines. */
  readonly lead: string;
  readonly name: string;
  readonly status: string | null;
  readonly words: string;
  /** What stands for the sentence where it does not fit beside its row; without it the sentence goes below. */
  readonly short?: string;
}

const WIDEST_NAME = 32;

/** Rows with their columns aligned. A sentence that does not fit beside its row is replaced or goes below it; none is cut. */
export function renderRows(rows: readonly Row[], options: TextOptions): string[] {
  const widest = rows.reduce((columns, row) => Math.max(columns, toNameEnd(row, options)), 0);
  const nameEnd = Math.min(widest, WIDEST_NAME, Math.floor(options.width / 2));
  const statusColumns = rows.reduce((columns, row) => Math.max(columns, toStatusColumns(row)), 0);
  return rows.flatMap((row) => renderRow(row, nameEnd, statusColumns, options));
}

function toNameEnd(row: Row, options: TextOptions): number {
  return row.lead.length + toName(row.name, options).length;
}

/** The columns of a row's status with the space before it; none where the row has no status. */
function toStatusColumns({ status }: Row): number {
  return status === null ? 0 : toWidth(toShownStatus(status)) + 2;
}

function renderRow(row: Row, nameEnd: number, statusColumns: number, options: TextOptions): string[] {
  const { style, width } = options;
  const name = toName(row.name, options, Math.max(20, width - row.lead.length - statusColumns - 2));
  const head = style.dim(row.lead) + pad(name, nameEnd - row.lead.length);
  const status =
    row.status === null
      ? ""
      : `  ${toStatusText(row.status, style)}${" ".repeat(statusColumns - toStatusColumns(row))}`;
  const beside = (words: string) => (words === "" ? [`${head}${status}`.trimEnd()] : [`${head}${status}  ${words}`]);
  const words = escapeLine(row.words);
  const room =
    width - Math.max(nameEnd, row.lead.length + toWidth(name)) - (row.status === null ? 0 : statusColumns) - 2;
  if (toWidth(words) <= room) return beside(words);
  if (row.short !== undefined) return beside(toWidth(row.short) <= room ? row.short : "");
  const indent = " ".repeat(row.lead.length + 2);
  return [...beside(""), ...wrap(words, width - indent.length).map((line) => indent + line)];
}
