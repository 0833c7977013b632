import type { VerifyPosition, VerifyResult } from "#shared/documents.ts";
import { lineSource, unshownOf } from "#shared/formats/code-tokens.ts";
import { linesOfView, type Span, type WholeView } from "./code-view.ts";
import { rawLineAt } from "./line-blocks.ts";
import { cutText } from "./rows.ts";
import { significantRuns } from "./significant-runs.ts";
import { decoderOf, type Source } from "./source.ts";
import type { Task } from "./task.ts";

/** Lines of one step, and how many are made at once. */
const stepLines = 16_384;
const batchLines = 256;
/** Characters of a differing line, and bytes of what was sent, that are told. */
const toldLength = 200;
const toldBytes = 16;

/** `bytes 66 6f ff`: what no text can say. */
export function hexText(source: Source, offset: number): string {
  const told = Array.from(source.part(offset, offset + toldBytes), (byte) => byte.toString(16).padStart(2, "0"));
  return `bytes ${told.join(" ")}${offset + toldBytes < source.length ? " …" : ""}`;
}

/**
 * The way from shown text back to bytes. A character that the charset does not have becomes a NUL, which stands in no
 * text, so that it differs from whatever was sent.
 */
function textEncoder({ charset }: Source): (text: string) => Uint8Array {
  if (charset === "utf-8") {
    const encoder = new TextEncoder();
    return (text) => encoder.encode(text);
  }
  const decode = decoderOf(charset);
  const codes = new Map(Array.from({ length: 256 }, (_, byte) => [decode(Uint8Array.of(byte)), byte]));
  return (text) => Uint8Array.from(text, (character) => codes.get(character) ?? 0);
}

/**
 * Compares the lines of a view with the bytes: raw text byte by byte; text that was laid out by everything but the
 * white space between its tokens. A line becomes bytes again here, so the view's way from bytes to text is tried.
 */
export function* verifyLines(source: Source, view: WholeView, from: VerifyPosition): Task<VerifyResult> {
  const encode = textEncoder(source);
  const spans = view.spans();
  const total = spans.reduce((sum, span) => sum + span.lines, 0);
  const stop = Math.min(total, from.at + stepLines);
  let { at, byte } = from;
  let agreeing = 0;
  let firstDifference: VerifyResult["firstDifference"] = null;
  for (; at < stop; yield) {
    const found = spanAt(spans, at);
    if (found === null) break;
    const { span, first } = found;
    if (at === first) byte = span.start;
    const lines = linesOfView(view, at, Math.min(batchLines, stop - at, first + span.lines - at));
    if (lines.length === 0) break;
    for (const line of lines) {
      // For a value that is too long for a line, the beginning is shown and compared.
      const missing = unshownOf(line);
      const text = lineSource(line);
      const shown = encode(missing === null ? text : text.slice(0, missing.shown));
      const isLast = at === first + span.lines - 1;
      const { next, differs } =
        span.layout === "raw"
          ? compareRaw(source, span, byte, shown)
          : compareLaidOut(source, span, span.layout, { start: byte, shown, isLast: isLast && missing === null });
      if (differs === null) agreeing++;
      else {
        firstDifference ??= {
          record: null,
          column: null,
          line: at + 1,
          shown: cutText(lineSource(line), toldLength),
          sent: hexText(source, differs),
          byteOffset: differs,
        };
        // Behind a difference nobody knows which byte of a text that was laid out belongs to which line.
        if (span.layout !== "raw") return result(at, null);
      }
      at++;
      byte = missing === null || span.layout === "raw" ? next : missing.behind;
    }
  }
  return result(at, at < total ? { at, byte } : null);

  function result(done: number, next: VerifyPosition | null): VerifyResult {
    const compared = done - from.at + (done < total && next === null ? 1 : 0);
    return { unit: "line", compared, agreeing, firstDifference, done, total, next };
  }
}

function spanAt(spans: readonly Span[], line: number): { readonly span: Span; readonly first: number } | null {
  let first = 0;
  for (const span of spans) {
    if (line < first + span.lines) return { span, first };
    first += span.lines;
  }
  return null;
}

interface Compared {
  /** Where the next line starts in the body. */
  readonly next: number;
  /** The first byte that differs; null when none does. */
  readonly differs: number | null;
}

function compareRaw(source: Source, span: Span, start: number, shown: Uint8Array): Compared {
  const { from, to, next } = rawLineAt(source, start, span.start, span.end);
  const differs = differenceOf(source.part(from, to), shown);
  return { next, differs: differs < 0 ? null : from + differs };
}

/** Where two runs of bytes part; -1 when they are the same. */
function differenceOf(sent: Uint8Array, shown: Uint8Array): number {
  const length = Math.max(sent.length, shown.length);
  for (let index = 0; index < length; index++) if (sent[index] !== shown[index]) return index;
  return -1;
}

interface ShownLine {
  readonly start: number;
  readonly shown: Uint8Array;
  readonly isLast: boolean;
}

/** Reads as much of the body as the line needs: white space between tokens may be of any length. */
function compareLaidOut(source: Source, span: Span, layout: "json" | "xml", line: ShownLine): Compared {
  for (let wanted = line.shown.length + 256; ; wanted *= 2) {
    const behind = Math.min(span.end, source.load(line.start, Math.min(span.end, line.start + wanted)));
    const isAll = behind >= span.end || behind - line.start >= source.maxAtHand;
    const compared = compareAtHand(source, { behind, isAll }, layout, line);
    if (compared !== null) return compared;
    if (isAll) return { next: behind, differs: Math.max(line.start, span.end - 1) };
  }
}

/** null when the bytes at hand, which end at `behind`, are not enough to tell. */
function compareAtHand(
  { bytes, base }: Source,
  { behind, isAll }: { readonly behind: number; readonly isAll: boolean },
  layout: "json" | "xml",
  { start, shown, isLast }: ShownLine,
): Compared | null {
  const runs = significantRuns[layout];
  const limit = behind - base;
  const sent = runs(bytes, start - base, limit);
  let at = start - base;
  let until = at;
  const moreSent = (): boolean => {
    while (at === until) {
      const run = sent.next();
      if (run.done === true) return false;
      at = run.value.start;
      until = run.value.end;
    }
    return true;
  };
  for (const run of runs(shown, 0, shown.length)) {
    for (let inside = run.start; inside < run.end;) {
      if (!moreSent()) return null;
      // A run that ends with the bytes at hand may be longer, and then end elsewhere.
      if (until === limit && !isAll) return null;
      const size = Math.min(run.end - inside, until - at);
      const differs = differenceOf(bytes.subarray(at, at + size), shown.subarray(inside, inside + size));
      if (differs >= 0) return { next: at + base, differs: at + base + differs };
      inside += size;
      at += size;
    }
  }
  if (!isLast) return { next: at + base, differs: null };
  // Behind the last line nothing may be left.
  if (moreSent()) return { next: at + base, differs: at + base };
  return isAll ? { next: at + base, differs: null } : null;
}
