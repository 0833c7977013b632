import type { Flaw } from "#shared/formats/scan.ts";

/** Maximum distinct reasons that are kept; more would add nothing useful. */
const maxReasons = 4;

/** Flaws in a body that parsers reject although its structure is clear: the first occurrence of each reason. */
export class FlawList {
  readonly known: Flaw[] = [];
  /** Some reasons are not in `known`. */
  hasMore = false;

  add(flaw: Flaw): void {
    if (this.known.some(({ reason }) => reason === flaw.reason)) return;
    if (this.known.length < maxReasons) this.known.push(flaw);
    else this.hasMore = true;
  }
}
