import type { CodeLine, TokenKind } from "../documents.ts";

/** One line of code as the views colour it. */
export type Tokens = CodeLine["tokens"];

// eslint-disable-next-line no-control-regex -- making control characters visible is what this is for
const controls = /[\u{0}-\u{8}\u{a}-\u{1f}\u{7f}]+/gu;

/** Control characters as the pictures Unicode has for them, one for one, so that positions in a line stay. */
export function visibleControls(text: string): string {
  return text.replace(controls, (run) =>
    Array.from(run, (character) => {
      const code = character.charCodeAt(0);
      return String.fromCharCode(code === 127 ? 0x2421 : 0x2400 + code);
    }).join(""),
  );
}

/** The text that `visibleControls` was given. Only for tokens of the kind `invisible`. */
export function hiddenControls(text: string): string {
  return Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    return String.fromCharCode(code === 0x2421 ? 127 : code - 0x2400);
  }).join("");
}

/** Adds text to a line; control characters in it, line ends included, become tokens of their own. */
export function addText(line: Tokens, kind: TokenKind, text: string): void {
  if (text === "") return;
  if (text.search(controls) < 0) {
    line.push([kind, text]);
    return;
  }
  let from = 0;
  for (const run of text.matchAll(controls)) {
    if (run.index > from) line.push([kind, text.slice(from, run.index)]);
    line.push(["invisible", visibleControls(run[0])]);
    from = run.index + run[0].length;
  }
  if (from < text.length) line.push([kind, text.slice(from)]);
}

/** The line as it is seen. */
export function lineText(line: Tokens): string {
  let text = "";
  for (const token of line) text += token[1];
  return text;
}

/** The line as it is meant: control characters are themselves again. */
export function lineSource(line: Tokens): string {
  let text = "";
  for (const token of line) text += token[0] === "invisible" ? hiddenControls(token[1]) : token[1];
  return text;
}
