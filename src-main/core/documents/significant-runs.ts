import { isBlank } from "#shared/formats/scan.ts";
import { XmlScanner } from "#shared/formats/xml-scanner.ts";

/** A run of bytes that laying out must not change. */
interface Run {
  readonly start: number;
  readonly end: number;
}

/**
 * The bytes of JSON or XML that are no layout, from `at` on, which stands between two tokens. Of the bytes as they
 * were sent and of a line of a view they must be the same.
 */
export const significantRuns = { json: jsonRuns, xml: xmlRuns } as const;

function* jsonRuns(bytes: Uint8Array, from: number, end: number): Generator<Run, undefined, undefined> {
  for (let at = from; at < end;) {
    const start = at;
    if (isBlank(bytes[at] as number)) {
      at++;
      continue;
    }
    if (bytes[at] === 34) at = behindString(bytes, at, end);
    else while (at < end && bytes[at] !== 34 && !isBlank(bytes[at] as number)) at++;
    yield { start, end: at };
  }
}

function behindString(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    if (bytes[at] === 34) return at + 1;
    if (bytes[at] === 92) at++;
  }
  return end;
}

/** White space around text counts only where an element holds nothing but that text. */
function* xmlRuns(bytes: Uint8Array, from: number, end: number): Generator<Run, undefined, undefined> {
  const scanner = new XmlScanner({ lenient: true, isUtf8: false });
  let textOf = null as Run | null;
  let isBehindOpen = false;
  for (let at = from; at < end;) {
    const after = scanner.scan(bytes, at, end, true);
    const behind = after < 0 ? end : after;
    const token = after < 0 ? "text" : scanner.token;
    if (token === "text") textOf = { start: textOf?.start ?? at, end: behind };
    else {
      if (textOf !== null) yield isBehindOpen && token === "close" ? textOf : trimmed(bytes, textOf);
      textOf = null;
      isBehindOpen = token === "open";
      yield { start: at, end: behind };
    }
    at = behind;
  }
  if (textOf !== null) yield trimmed(bytes, textOf);
}

function trimmed(bytes: Uint8Array, run: Run): Run {
  let { start, end } = run;
  while (start < end && isBlank(bytes[start] as number)) start++;
  while (end > start && isBlank(bytes[end - 1] as number)) end--;
  return { start, end };
}
