/** Colours as functions, so that this package needs to know nothing of terminals. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const same = (text: string) => text;

/** No colour at all. */
export const PLAIN: Style = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };

/** The signs that structure a page; the ASCII set says the same on a terminal that has no others. */
export interface Glyphs {
  readonly failed: string;
  readonly succeeded: string;
  readonly warning: string;
  readonly open: string;
  readonly stopped: string;
  readonly cause: string;
  readonly idle: string;
  readonly branch: string;
  readonly lastBranch: string;
  readonly trunk: string;
  readonly separator: string;
  readonly ellipsis: string;
  readonly from: string;
}

export const UNICODE: Glyphs = {
  failed: "✗",
  succeeded: "✓",
  warning: "!",
  open: "…",
  stopped: "■",
  cause: "●",
  idle: "○",
  branch: "├─",
  lastBranch: "└─",
  trunk: "│ ",
  separator: "·",
  ellipsis: "…",
  from: "←",
};

export const ASCII: Glyphs = {
  failed: "x",
  succeeded: "+",
  warning: "!",
  open: "~",
  stopped: "#",
  cause: "*",
  idle: "o",
  branch: "|-",
  lastBranch: "`-",
  trunk: "| ",
  separator: "-",
  ellipsis: "...",
  from: "<-",
};

/** How to lay out a text page. */
export interface TextOptions {
  /** Columns of the page. */
  readonly width: number;
  readonly style: Style;
  readonly glyphs: Glyphs;
  /** Whole error traces instead of the line that matters. */
  readonly full: boolean;
  /** Every task instead of what fits one screen. */
  readonly all: boolean;
  /** The paths the user gave, to print follow-up commands that work; none where there is nothing to give again. */
  readonly input: readonly string[];
}

/** 80 columns, no colour, the shortest page. */
export const DEFAULT_TEXT_OPTIONS: TextOptions = {
  width: 80,
  style: PLAIN,
  glyphs: UNICODE,
  full: false,
  all: false,
  input: [],
};
