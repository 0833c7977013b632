import type { Flaw } from "#shared/formats/scan.ts";

/** Reasons that are told apart; more of them say nothing new. */
const maxReasons = 4;

/** What parsers refuse in a body although its structure is clear: the first place of each reason. */
export class FlawList {
  readonly known: Flaw[] = [];
  /** Some reason is not among those known. */
  hasMore = false;

  add(flaw: Flaw): void {
    if (this.known.some(({ reason }) => reason === flaw.reason)) return;
    if (this.known.length < maxReasons) this.known.push(flaw);
    else this.hasMore = true;
  }
}
