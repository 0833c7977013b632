import { XmlScanner } from "#shared/formats/xml-scanner.ts";
import type { Source } from "./source.ts";

/** How far from its tag an element is looked at to find out whether it holds text beside other elements. */
const reach = 16_384;
/** Bytes looked at in one go: what opens in the first part of them is known up to its whole reach. */
const window = 65_536;

const someText = 1;
const someElement = 2;

/**
 * Knows which elements hold text and something else side by side (XML 1.0 §3.2.2, mixed content). White space inside
 * of them is a part of the text, so they are not laid out. An element that is longer than its reach is taken as one
 * without text. What is found depends on the bytes alone and not on where the looking began.
 */
export class MixedContent {
  private readonly source: Source;
  private readonly scanner = new XmlScanner({ lenient: true, isUtf8: false });
  private from = 0;
  private to = 0;
  private limit = 0;
  /** Of mixed elements: where each ends, by where it starts. */
  private readonly ends = new Map<number, number>();

  constructor(source: Source) {
    this.source = source;
  }

  /** Offset after a mixed element that starts at `at`; -1 for any other one. Nothing after `limit` counts. */
  endOf(at: number, limit: number): number {
    if (at < this.from || at >= this.to || limit !== this.limit) this.look(at, limit);
    const end = this.ends.get(at) ?? -1;
    return end - at <= reach ? end : -1;
  }

  private look(start: number, limit: number): void {
    const { source, scanner, ends } = this;
    const stop = Math.min(limit, start + window);
    const behind = Math.min(stop, source.load(start, stop));
    const { bytes, base } = source;
    ends.clear();
    this.from = start;
    this.limit = limit;
    this.to = behind >= limit ? behind : Math.max(start + 1, behind - reach);
    // Of each open element: where it starts, and what it holds so far.
    const starts: number[] = [];
    const holds: number[] = [];
    let inside = 0;
    for (let at = start - base; at < behind - base;) {
      const after = scanner.scan(bytes, at, behind - base, true);
      if (after < 0) return;
      const { token, blank } = scanner;
      if (token === "open") {
        starts.push(at + base);
        holds.push(inside | someElement);
        inside = 0;
      } else if (token === "close") {
        if (inside === (someText | someElement)) ends.set(starts.at(-1) ?? -1, after + base);
        starts.pop();
        inside = holds.pop() ?? 0;
      } else if (token !== "text") inside |= token === "cdata" ? someText : someElement;
      else if (!blank) inside |= someText;
      at = after;
    }
  }
}
