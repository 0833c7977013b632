import { parameterNames } from "./parameter-names.ts";
import { stringEdge } from "./string-edge.ts";
import type { TracedText } from "./traced-text.ts";

const names = `${parameterNames}|userhash`;
const parameter = new RegExp(
  String.raw`(?<![\w-])(?:(?:${names})\*\s*=\s*[^\s,;"\x60${stringEdge}]+|(?:${names})\s*=\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;"'\x60${stringEdge}]+))`,
  "giu",
);
const openParameter = new RegExp(String.raw`(?<![\w-])(?:${names})\*?\s*=\s*(?:"(?:[^"\\]|\\.)*|'[^'"]*)$`, "iu");
const anyParameter = new RegExp(String.raw`(?<![\w-])(?:${names})\*?\s*=`, "iu");
/** Separators, and words without a value, that a client may have written itself. */
const ownTail = /^[\s,;]*(?:[\w-]+[\s,;]*)*$/u;
const ellipsis = /(?:…|\.{3}|\[\.{3}\]|\[…\]|<snip>|[[(]truncated[)\]])/iu;
const shortened = /(?<![\w-])(?:nonce|response|cnonce|opaque)\s*=\s*"?[^",]*(?:…|\.{3})/iu;
const hiddenValue =
  /(?<![\w-])(?:username|realm|nonce|uri|response|cnonce|opaque)\s*=\s*"?(?:[*•█]{3,}|x{4,}|[[<](?:redacted|filtered|masked|hidden|removed|censored)[\]>])/iu;
/** What a log writes instead of a value that it hides. */
const hidden =
  /^["'\s]*(?:Digest\s+)?(?:[*•█]{2,}|x{4,}|[[<]?(?:redacted|filtered|masked|hidden|removed|censored)[\]>]?)["'\s]*$/iu;
const unfinished = /,\s*(?:[\w-]+\s*=?)?\s*$/u;

/** The part after the field's name that belongs to the header: not the quotes, brackets and further values of a log. */
export function withoutTail(value: TracedText): TracedText {
  const last = Array.from(value.text.matchAll(parameter)).at(-1);
  if (last === undefined) return value;
  const text = closedAt(last[0]);
  const end = last.index + text.length;
  const tail = value.text.slice(end);
  return anyParameter.test(tail) || ownTail.test(tail) ? value : value.slice(0, end + ownPart(tail));
}

/** An unquoted value includes the closing brackets of a log. */
function closedAt(written: string): string {
  return /["']$/u.test(written) ? written : written.replace(/[\]})>.]+$/u, "");
}

/** A comma or a semicolon at the end of the line is the client's; one before more log text is not. */
function ownPart(tail: string): number {
  return /^\s*[,;](?=\s*$)/u.exec(tail)?.[0].length ?? 0;
}

/** The log hides the whole header. */
export function isHidden(value: string): boolean {
  return hidden.test(value);
}

/** A tool or a log left something out: a value does not end, or marks the omission itself. */
export function isCutShort(value: string): boolean {
  if (openParameter.test(value) || shortened.test(value) || hiddenValue.test(value)) return true;
  const tail = value.slice(endOfParameters(value));
  if (ellipsis.test(tail.slice(0, 20))) return true;
  return unfinished.test(value) && !/(?<![\w-])response\s*=/iu.test(value);
}

function endOfParameters(value: string): number {
  const last = Array.from(value.matchAll(parameter)).at(-1);
  return last === undefined ? 0 : last.index + closedAt(last[0]).length;
}
