import { parameterNames, stringEdge } from "./clean-text.ts";
import type { PastedHeader } from "./pasted-request.ts";
import { TracedText } from "./traced-text.ts";

/** A header found in some line, with the number of that line. */
export interface FoundHeader extends PastedHeader {
  readonly line: number;
}

/** Lines after the first one that a header may go on for. */
const mostFurtherLines = 40;
/** Of one name; a longer log is read from its end. */
const mostHeaders = 100;
/** Servers refuse longer ones (Apache and nginx at 8 KB). */
const longestLine = 16_384;
const anotherHeader = /^\s*[A-Za-z][\w-]*:(?:\s|$)/u;
const startsWithParameter = new RegExp(String.raw`^(?:,|(?:${parameterNames})\*?=)`, "iu");
/** Between a header's name and its value, as in HTTP, JSON, YAML, PHP and the logs of most libraries. */
const colon = String.raw`["'${stringEdge}]?\s*(?::|=>|=)\s*`;

/**
 * Finds a header by its name wherever it stands in a line, so that no list of log formats is needed. What stood before
 * the name is taken off the lines it goes on for.
 */
export function findHeaders(lines: readonly TracedText[], name: string): FoundHeader[] {
  const anchor = new RegExp(String.raw`(?<![\w-])${name}${colon}(["'${stringEdge}]?)`, "giu");
  const matches = lines.flatMap((line, index) => [...line.text.matchAll(anchor)].map((match) => ({ match, index })));
  return matches.slice(-mostHeaders).map(({ match, index }) => {
    const start = match.index + match[0].length;
    const prefix = match.input.slice(0, match.index);
    return { name, line: index, ...readValue(lines, index, start, match[1] ?? "", prefix) };
  });
}

/** Reads a value that begins in the middle of a line. `frame` is the quote before it, `prefix` all before its name. */
export function readValue(
  lines: readonly TracedText[],
  line: number,
  start: number,
  frame: string,
  prefix: string,
): Pick<PastedHeader, "value" | "foldedLines"> {
  const first = lines[line] ?? TracedText.of("");
  const ending = endOfFrame(first.text, start, frame);
  if (ending !== null) return { value: first.slice(start, ending).trim(), foldedLines: 1 };

  const pieces = [first.slice(start, start + longestLine).trim()];
  let foldedLines = 1;
  for (const next of lines.slice(line + 1, line + 1 + mostFurtherLines)) {
    const from = sharedPrefix(prefix, next.text);
    const rest = next.slice(from, from + longestLine);
    const soFar = pieces.map(({ text }) => text).join("");
    if (rest.text.trim() === "" || anotherHeader.test(rest.text)) break;
    if (/^[ \t]/u.test(rest.text)) {
      foldedLines++;
      pieces.push(blankAfter(pieces));
    } else if (!goesOn(soFar, rest.text)) break;
    else if (/\b(?:realm|username)\s*=\s*"[^"]*$/iu.test(soFar)) pieces.push(blankAfter(pieces));
    pieces.push(rest.trim());
  }
  return { value: TracedText.join(pieces).trim(), foldedLines };
}

/** The one blank that a fold stands for (RFC 9112 §5.2), and most probably the line end of a mail. */
function blankAfter(pieces: readonly TracedText[]): TracedText {
  return TracedText.join(pieces).blankBehind();
}

function endOfFrame(text: string, start: number, frame: string): number | null {
  if (frame === stringEdge) {
    const end = text.indexOf(stringEdge, start);
    return end < 0 ? text.length : end;
  }
  if (frame !== "'") return text.includes(stringEdge, start) ? text.indexOf(stringEdge, start) : null;
  const end = text.slice(start).search(/'\s*(?:[,;}\])]|$)/u);
  return end < 0 ? null : start + end;
}

/** How much of a line is the same log prefix, times and counters aside. */
function sharedPrefix(prefix: string, line: string): number {
  const shape = (text: string): string => text.replaceAll(/\d/gu, "0");
  return shape(line.slice(0, prefix.length)) === shape(prefix) ? prefix.length : 0;
}

/** A line that was cut by a mail program or a terminal: the header cannot end where it does. */
function goesOn(soFar: string, next: string): boolean {
  const openQuote = (soFar.replaceAll(/\\./gu, "").split('"').length - 1) % 2 === 1;
  return soFar === "" || openQuote || /[,=]$/u.test(soFar) || startsWithParameter.test(next);
}
