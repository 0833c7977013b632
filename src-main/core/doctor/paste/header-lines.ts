import { parameterNames } from "./parameter-names.ts";
import type { PastedHeader } from "./pasted-request.ts";
import { stringEdge } from "./string-edge.ts";
import { TracedText } from "./traced-text.ts";
import { sharedPrefix } from "./undo-wrapping.ts";

/** A header found in a line, with the number of that line. */
export interface FoundHeader extends PastedHeader {
  readonly line: number;
}

/** How many lines a header may continue for after the first one. */
const maxFurtherLines = 40;
/** The maximum number of fields with one name; a longer log is read from its end. */
const maxHeaders = 100;
/** The maximum length of a header: servers refuse longer ones (Apache and nginx at 8 KB). */
const maxLine = 16_384;
const anotherHeader = /^\s*[A-Za-z][\w-]*:(?:\s|$)/u;
const startsWithParameter = new RegExp(String.raw`^(?:,|(?:${parameterNames})\*?=)`, "iu");
const closers = String.raw`["'\x60\])*_${stringEdge}]{0,4}`;
/** Between a header's name and its value: as in HTTP, JSON, YAML, PHP, tables and the logs of most libraries. */
const separator = String.raw`${closers}\s*(?:\[(?:truncated|…|\.{3})\]\s*)?(?::|=>|=|[|\t>]\s*(?=(?:Digest|Basic)\b))\s*[*_]{0,2}\s*`;
/** The bracket of a list and the quote of a string; only the quote is captured. */
const opener = String.raw`[[({]{0,2}(?:b(?=["']))?(["'\x60${stringEdge}]?)`;
/** The name before a value, at the end of the preceding text. */
const nameBefore = new RegExp(String.raw`([A-Za-z][\w-]*)${separator}${opener}$`, "u");

/**
 * Finds a header by its name wherever it occurs in a line, so no list of log formats is needed. The text before
 * the name is removed from its continuation lines.
 *
 * @param name A regular expression without groups.
 */
export function findHeaders(lines: readonly TracedText[], name: string): FoundHeader[] {
  const anchor = new RegExp(String.raw`(?<![\w-])(${name})${separator}${opener}`, "giu");
  const matches = lines.flatMap((line, index) => [...line.text.matchAll(anchor)].map((match) => ({ match, index })));
  return matches.slice(-maxHeaders).map(({ match, index }) => {
    const start = match.index + match[0].length;
    const prefix = match.input.slice(0, match.index);
    return { name: match[1] ?? "", line: index, ...readValue(lines, index, start, match[2] ?? "", prefix) };
  });
}

/** The name that a value has in its line, and the quote before the value; null when it has no name. */
export function nameOf(before: string): string | null {
  return nameBefore.exec(before)?.[1] ?? null;
}

/** Reads a value that begins in mid-line. `frame` is the quote before it, `prefix` the text before its name. */
export function readValue(
  lines: readonly TracedText[],
  line: number,
  start: number,
  frame: string,
  prefix: string,
): Pick<PastedHeader, "value" | "foldedLines" | "otherReading" | "isOnOneLine" | "isFoldUnsure"> {
  const first = lines[line] ?? TracedText.of("");
  const ending = endOfFrame(first.text, start, frame);
  if (ending !== null) {
    return {
      ...readFramed(first.slice(start, ending).trim(), frame),
      foldedLines: 1,
      isOnOneLine: true,
      isFoldUnsure: false,
    };
  }

  const pieces = [first.slice(start, start + maxLine).trim()];
  const tight = [...pieces];
  let foldedLines = 1;
  let isSingleSpace = false;
  for (const next of lines.slice(line + 1, line + 1 + maxFurtherLines)) {
    const from = sharedPrefix(prefix, next.text);
    const rest = next.slice(from, from + maxLine);
    const soFar = pieces.map(({ text }) => text).join("");
    if (rest.text.trim() === "" || anotherHeader.test(rest.text)) break;
    if (/^[ \t]/u.test(rest.text)) {
      if (soFar !== "") foldedLines++;
      isSingleSpace = /^ \S/u.test(rest.text) && rest.length <= first.length - prefix.length;
      pieces.push(spaceAfter(pieces));
      tight.push(spaceAfter(pieces));
    } else if (!goesOn(soFar, rest.text)) break;
    else if (/\w$/u.test(soFar) && startsWithParameter.test(rest.text)) {
      pieces.push(spaceAfter(pieces));
      tight.push(spaceAfter(pieces));
    } else if (/\b(?:realm|username)\s*=\s*"[^"]*$/iu.test(soFar)) pieces.push(spaceAfter(pieces));
    pieces.push(rest.trim());
    tight.push(rest.trim());
  }
  const otherReading = tight.length === pieces.length ? null : TracedText.join(tight).trim();
  return {
    value: TracedText.join(pieces).trim(),
    foldedLines,
    otherReading,
    isOnOneLine: tight.length === 1,
    isFoldUnsure: foldedLines === 2 && isSingleSpace,
  };
}

/** The single space that a fold represents (RFC 9112 §5.2), and most probably a line ending inserted by a mail. */
function spaceAfter(pieces: readonly TracedText[]): TracedText {
  return TracedText.join(pieces).blankBehind();
}

function endOfFrame(text: string, start: number, frame: string): number | null {
  if (frame === stringEdge) {
    const end = text.indexOf(stringEdge, start);
    return end < 0 ? text.length : end;
  }
  if (frame === "`") {
    const end = text.indexOf("`", start);
    return end < 0 ? null : end;
  }
  if (frame !== "'") return text.includes(stringEdge, start) ? text.indexOf(stringEdge, start) : null;
  const end = text.slice(start).search(/'\s*(?:[,;}\])]|$)/u);
  return end < 0 ? null : start + end;
}

/**
 * In single quotes, Python, PHP, Ruby and JavaScript escape the backslash and the quote; YAML and many logs do not. The
 * reading in which the header is well formed comes first.
 */
function readFramed(value: TracedText, frame: string): Pick<PastedHeader, "value" | "otherReading"> {
  if (frame !== "'" || !/\\[\\']/u.test(value.text)) return { value, otherReading: null };
  const undone = value.replace(/\\([\\'])/gu, ([, one = ""]) => one);
  const isDoubled = Array.from(value.text.matchAll(/(\\+)(.?)/gu)).every(
    ([, run = "", next]) => next === "'" || run.length % 4 === (next === '"' ? 2 : 0),
  );
  return isDoubled ? { value: undone, otherReading: value } : { value, otherReading: undone };
}

/** A line that was broken by a mail program or a terminal: the header cannot end where the line does. */
function goesOn(soFar: string, next: string): boolean {
  const openQuote = (soFar.replaceAll(/\\./gu, "").split('"').length - 1) % 2 === 1;
  return soFar === "" || openQuote || /[,=]$/u.test(soFar) || startsWithParameter.test(next);
}
