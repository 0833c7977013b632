import type { CodeLine, TokenKind } from "../documents.ts";
import { codeOf } from "../invisible-names.ts";
import { mayHideCharacters, splitInvisible } from "../visible-text.ts";

/** One line of code as the views colour it. */
export type Tokens = CodeLine["tokens"];

// eslint-disable-next-line no-control-regex -- making control characters visible is what this is for
const controls = /^[\u{0}-\u{1f}\u{7f}]+$/u;

/** Control characters as the pictures Unicode has for them, one for one, so that positions in a line stay. */
function visibleControls(text: string): string {
  return Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    return String.fromCharCode(code === 127 ? 0x2421 : 0x2400 + code);
  }).join("");
}

/** The text that `visibleControls` was given. */
function hiddenControls(text: string): string {
  return Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    return String.fromCharCode(code === 0x2421 ? 127 : code - 0x2400);
  }).join("");
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
  const added: Tokens = [];
  const join = (own: TokenKind, piece: string, mayJoin: boolean): void => {
    const last = added.at(-1);
    if (mayJoin && last?.[0] === own) added[added.length - 1] = [own, last[1] + piece];
    else added.push([own, piece]);
  };
  for (const piece of splitInvisible(text)) {
    if (piece.kind === "text" || piece.codePoint === 9) join(kind, piece.text, true);
    else if (controls.test(piece.text)) {
      const last = added.at(-1);
      join("invisible", visibleControls(piece.text), last !== undefined && markOf(last[1]) === null);
    } else {
      const code = codeOf(piece.codePoint);
      added.push(["invisible", piece.count === 1 ? code : `${code}×${String(piece.count)}`]);
    }
  }
  line.push(...added);
}

/** What a token stands for: positions in a line are counted in these characters. */
export function tokenSource([kind, text]: Tokens[number]): string {
  if (kind !== "invisible") return text;
  const mark = markOf(text);
  return mark === null ? hiddenControls(text) : String.fromCodePoint(mark.codePoint).repeat(mark.count);
}

/** The line as it is seen. */
export function lineText(line: Tokens): string {
  let text = "";
  for (const token of line) text += token[1];
  return text;
}

/** The line as it is meant: what was made visible is itself again. */
export function lineSource(line: Tokens): string {
  let text = "";
  for (const token of line) text += token[0] === "invisible" ? tokenSource(token) : token[1];
  return text;
}
