import { parameterNames } from "./parameter-names.ts";
import { TracedText } from "./traced-text.ts";

/** Narrower than any terminal or log; a shorter line ends because its text does. */
const minColumns = 20;
const header = /(?:authorization|php_auth_digest)\b/iu;
const anotherHeader = /^\s*[A-Za-z][\w-]*:(?:\s|$)|^[A-Z]{3,7} \S+ HTTP\//u;
const lastValue = new RegExp(
  String.raw`(?:${parameterNames}|userhash)\*?\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]+)\s*$`,
  "iu",
);

/**
 * Joins what a log or a terminal broke after a fixed number of characters, in the middle of words: when the
 * header cannot end where its line does, and the lines are full. null: nothing was broken in this way.
 */
export function undoWrapping(text: TracedText): TracedText | null {
  const lines = text.split(/\n/gu);
  const first = lines.findIndex((line) => header.test(line.text) && !isWhole(line.text));
  const start = lines[first];
  if (start === undefined) return null;
  const prefix = prefixOf(start.text);
  const bodies = lines.map((line) => line.slice(sharedPrefix(prefix, line.text)));
  const own = bodies[first]?.length ?? 0;
  // A line that broke at a space may have lost it.
  const columns = bodies.some((body) => body.length === own + 1) ? own + 1 : own;
  if (columns < minColumns || !isBroken(bodies, first, columns)) return null;
  const pieces: TracedText[] = [];
  for (const [index, line] of lines.entries()) {
    const next = bodies[index + 1];
    const isJoined = index > 0 && endsFull(bodies[index - 1], bodies[index], columns);
    pieces.push(isJoined ? (bodies[index] ?? line) : line);
    if (next === undefined) break;
    const lost = columns - (bodies[index]?.length ?? 0);
    if (!endsFull(bodies[index], next, columns)) pieces.push(line.blankBehind().standIn("\n"));
    else if (lost === 1) pieces.push(line.blankBehind());
  }
  return TracedText.join(pieces);
}

/** A full line, or one that lost its trailing space, before a line that is not another header. */
function endsFull(body: TracedText | undefined, next: TracedText | undefined, columns: number): boolean {
  if (body === undefined || next === undefined || next.text.trim() === "" || anotherHeader.test(next.text))
    return false;
  return body.length === columns || (body.length === columns - 1 && !/^\s/u.test(next.text) && !isWhole(body.text));
}

/** No line is longer, the next one continues it, and either a word was broken or a second full line follows. */
function isBroken(bodies: readonly TracedText[], first: number, columns: number): boolean {
  const next = bodies[first + 1];
  if (next === undefined || next.length > columns || !endsFull(bodies[first], next, columns)) return false;
  const full = bodies.filter((body) => body.length === columns).length;
  const longer = bodies.filter((body) => body.length > columns).length;
  const soFar = bodies[first]?.text ?? "";
  const isWordBroken =
    /[\w.%/+=-]$/u.test(soFar) && /^[\w.%/+=-]/u.test(next.text) && !anotherParameter.test(next.text);
  const isNameBroken = /[\s,]c$/u.test(soFar) && next.text.startsWith("nonce=");
  return longer === 0 && (full > 1 || (soFar.includes('"') && (isWordBroken || isNameBroken)));
}

const anotherParameter = new RegExp(String.raw`^(?:${parameterNames})\*?=`, "iu");

/** The header may end here: its last value is closed, and it contains the response. */
function isWhole(line: string): boolean {
  return lastValue.test(line) && /(?<![\w-])response\s*=\s*"?[0-9a-f]{32}/iu.test(line);
}

function prefixOf(line: string): string {
  const at = line.search(/\S*(?:authorization|php_auth_digest)\b/iu);
  return at <= 0 ? "" : line.slice(0, at);
}

/** How much of a line is the same log prefix, ignoring times and counters. */
export function sharedPrefix(prefix: string, line: string): number {
  const shape = (text: string): string => text.replaceAll(/\d/gu, "0");
  return shape(line.slice(0, prefix.length)) === shape(prefix) ? prefix.length : 0;
}
