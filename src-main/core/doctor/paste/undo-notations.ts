import { stringEdge } from "./string-edge.ts";
import { TracedText } from "./traced-text.ts";

const quote = String.raw`["'\x60${stringEdge}]`;
/** `{"name": "Authorization", "value": "…"}` of a HAR file, `{"key": …` of Postman. */
const namedPair = new RegExp(
  String.raw`${quote}(?:name|key|header)${quote}\s*:\s*(${quote}[\w:-]+${quote})\s*,\s*${quote}value${quote}\s*:\s*`,
  "giu",
);
/** `'Authorization', 'Digest …'`: rawHeaders of Node, pairs of Python. */
const listedPair = new RegExp(String.raw`(b?${quote}(?:authorization|host)${quote})\s*,\s*(?=b?${quote})`, "giu");
/** `'Authorization: ' 'Digest …'` over several lines: one string, as Python prints a long one or programs join it. */
const brokenString = new RegExp(
  String.raw`((?<=\s)['${stringEdge}])[ \t]*\n[ \t]*\1|(['${stringEdge}])[ \t]*(?:[+.][ \t]*\n|\n[ \t]*[+.])[ \t]*\2`,
  "gu",
);
/** `s:13:"Authorization";s:5:"…"` of PHP's serialize. */
const serialisedPair = /(")\s*;\s*s:\d+:(?=")/gu;
/** What xdebug prints before and after a string. */
const xdebugString = /(=>\s*)(?:\n\s*)?string (?=')/gu;
const xdebugLength = /(?<=')\s*\(length=\d+\)/gu;
/** `string(5) "` of PHP's var_dump, which counts bytes. */
const varDumpString = /(=>\s*)?(?<![\w-])string\((\d+)\) "/gu;
/** A line ending as Wireshark, Apache's HttpClient, `cat -A` and many logs write it, before the real one. */
const shownLineEnd = /(?<!\\)(?:\\r\\n|\\r|\\n|\[\\r\]\[\\n\]|\[\\n\]|\^M\$?|␍␊|␍|␊|¶)["']?(?=\n|$)/gu;

export function undoShownLineEnds(text: TracedText): TracedText {
  return text.replace(shownLineEnd, () => "");
}

/** Undoes the notations in which libraries write pairs and strings. Each is recognised by its own marks. */
export function undoNotations(text: TracedText): TracedText {
  return undoVarDump(text.replace(xdebugLength, () => "").replace(xdebugString, () => "=> "))
    .replace(brokenString, () => "")
    .replace(serialisedPair, () => '": ')
    .replace(namedPair, ([, name = ""]) => `${name}: `)
    .replace(listedPair, ([, name = ""]) => `${name}: `);
}

/** The length that var_dump prints proves where a string ends, whatever quotes and line endings it contains. */
function undoVarDump(text: TracedText): TracedText {
  const pieces: TracedText[] = [];
  let from = 0;
  for (const match of text.text.matchAll(varDumpString)) {
    const [all, arrow = "", digits = "0"] = match;
    const start = match.index + all.length;
    const end = endOfBytes(text.text, start, Number(digits));
    if (match.index < from || end === null) continue;
    const opening = text.slice(match.index, start).standIn(`${arrow === "" ? "" : "=> "}${stringEdge}`);
    pieces.push(
      text.slice(from, match.index),
      opening,
      text.slice(start, end),
      text.slice(end, end + 1).standIn(stringEdge),
    );
    from = end + 1;
  }
  return from === 0 ? text : TracedText.join([...pieces, text.slice(from)]);
}

/** null: the text is too short, or no quote follows there. */
function endOfBytes(text: string, start: number, bytes: number): number | null {
  let end = start;
  for (let left = bytes; left > 0; end++) {
    const code = text.codePointAt(end);
    if (code === undefined) return null;
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
    if (code > 0xffff) end++;
  }
  return text[end] === '"' ? end : null;
}
