import type { CodeLine, TokenKind } from "../documents.ts";
import type { LongValue } from "./field.ts";
import { codeOf } from "../invisible-names.ts";
import { mayHideCharacters, splitInvisible } from "../visible-text.ts";

/** One line of code as the views colour it. */
export type Tokens = CodeLine["tokens"];

const firstPicture = 0x2400;
const pictureOfDelete = 0x2421;

/** The Unicode picture of a control character, one for one, so positions in a line stay; "" for others. */
function pictureOf(code: number): string {
  if (code < 32) return String.fromCharCode(firstPicture + code);
  return code === 127 ? String.fromCharCode(pictureOfDelete) : "";
}

/** The control characters that pictures represent. */
function hiddenControls(text: string): string {
  let controls = "";
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    controls += String.fromCharCode(code === pictureOfDelete ? 127 : code - firstPicture);
  }
  return controls;
}

/** What a token of the kind `invisible` stands for: a character by its code and how often, or pictures of controls. */
export function markOf(text: string): { readonly codePoint: number; readonly count: number } | null {
  const [, code, count = "1"] = /^U\+([0-9A-F]+)(?:×(\d+))?$/.exec(text) ?? [];
  return code === undefined ? null : { codePoint: Number.parseInt(code, 16), count: Number(count) };
}

/**
 * Adds text to a line. What cannot be seen becomes a token of its own: control characters, line endings included, as
 * their pictures, every other one as its code (`U+200B`, `U+200B×3`). A tab is seen as what it is.
 */
export function addText(line: Tokens, kind: TokenKind, text: string): void {
  if (text === "") return;
  if (!mayHideCharacters(text)) {
    line.push([kind, text]);
    return;
  }
  // What is joined is not looked at in between: each look at a text that grows would go over all of it again.
  let own: TokenKind = kind;
  let joined = "";
  const end = (): void => {
    if (joined !== "") line.push([own, joined]);
    joined = "";
  };
  const join = (next: TokenKind, piece: string): void => {
    if (next !== own) end();
    own = next;
    joined += piece;
  };
  for (const piece of splitInvisible(text)) {
    if (piece.kind === "text" || piece.codePoint === 9) join(kind, piece.text);
    else {
      const picture = pictureOf(piece.codePoint);
      if (picture !== "") join("invisible", picture.repeat(piece.count));
      else {
        end();
        const code = codeOf(piece.codePoint);
        line.push(["invisible", piece.count === 1 ? code : `${code}×${String(piece.count)}`]);
      }
    }
  }
  end();
}

/** The source of a token: positions in a line are counted in these characters. */
export function tokenSource([kind, text]: Tokens[number]): string {
  if (kind !== "invisible") return text;
  if (text.charCodeAt(0) >= firstPicture) return hiddenControls(text);
  const mark = markOf(text);
  return mark === null ? text : String.fromCodePoint(mark.codePoint).repeat(mark.count);
}

/** The line as it is displayed. */
export function lineText(line: Tokens): string {
  let text = "";
  for (const token of line) text += token[1];
  return text;
}

/** The source of the line: characters that were made visible are restored. */
export function lineSource(line: Tokens): string {
  let text = "";
  for (const token of line) text += token[0] === "invisible" ? tokenSource(token) : token[1];
  return text;
}

/** What the tokens of a line leave out. */
interface Unshown {
  readonly characters: number;
  /** How many characters of the line precede the first missing one. */
  readonly shown: number;
  /** Offset in the body after the line, if the line is a part of it. */
  behind: number;
}

/** Lines with a value that is too long to be a token: few, and most bodies have none. */
const unshown = new WeakMap<Tokens, Unshown>();

export function unshownOf(line: Tokens): Readonly<Unshown> | null {
  return unshown.get(line) ?? null;
}

/** Notes that this many characters after the present end of the line are left out. */
export function noteUnshown(line: Tokens, characters: number): void {
  const known = unshown.get(line);
  const shown = known?.shown ?? lineSource(line).length;
  unshown.set(line, { characters: characters + (known?.characters ?? 0), shown, behind: known?.behind ?? 0 });
}

/** Called by the code that lays out a line of the body, when the line is complete. */
export function endUnshown(line: Tokens, behind: number): void {
  const known = unshown.get(line);
  if (known !== undefined) known.behind = behind;
}

/** Adds a long value as `write` writes its text: the beginning, and how much more there is. */
export function addLongValue(line: Tokens, kind: TokenKind, value: LongValue, write: (text: string) => string): void {
  const text = write(value.text);
  addText(line, kind, text);
  if (value.isWhole) return;
  let characters = -text.length;
  for (const piece of value.pieces()) characters += write(piece).length;
  noteUnshown(line, characters);
}
