import { eastAsianWidth } from "get-east-asian-width";

const COMBINING = /^\p{Mark}$/u;
const PLAIN = /^[\u0020-\u007e]*$/;

/** How many columns an escaped, uncoloured text takes in a terminal. */
export function toWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

function widthOf(character: string): number {
  return COMBINING.test(character) ? 0 : eastAsianWidth(character.codePointAt(0) ?? 0);
}

/** The text in at most so many columns; what is cut off is marked. Looks at little more of the text than it keeps. */
export function fit(text: string, columns: number, mark: string): string {
  const room = Math.max(0, columns - toWidth(mark));
  let kept = "";
  let width = 0;
  for (const character of text) {
    width += widthOf(character);
    if (width > columns) return kept + mark;
    if (width <= room) kept += character;
  }
  return text;
}

/** The text filled up with spaces to a number of columns. */
export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - toWidth(text)));
}

/** The text broken at spaces into lines of at most so many columns; a longer word is broken anywhere. */
export function wrap(text: string, columns: number): string[] {
  const room = Math.max(10, columns);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ +/)) {
    for (const piece of toWidth(word) > room ? breakWord(word, room) : [word]) {
      if (line !== "" && toWidth(line) + 1 + toWidth(piece) > room) {
        lines.push(line);
        line = "";
      }
      line = line === "" ? piece : `${line} ${piece}`;
    }
  }
  return [...lines, line];
}

function breakWord(word: string, room: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  let width = 0;
  for (const character of word) {
    const next = widthOf(character);
    if (width + next > room) {
      pieces.push(piece);
      piece = "";
      width = 0;
    }
    piece += character;
    width += next;
  }
  return [...pieces, piece];
}
