/**
 * Searches long runs of bytes, four at a time: a loop over single bytes takes three times as long, and these searches
 * run over whole bodies when a view is first shown.
 */
export class ByteWords {
  private readonly bytes: Uint8Array;
  private readonly words: Int32Array;

  /** `bytes` from the start of their memory. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.words = new Int32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
  }

  /** Calls `found` with the position after each line feed in a part, with `base` added. */
  lineFeeds(start: number, end: number, base: number, found: (behind: number) => void): void {
    const { bytes, words } = this;
    for (let at = start; at < end;) {
      if (at % 4 === 0 && at + 4 <= end) {
        // A byte of `other` is zero where there is a line feed; the rest is the usual test for a zero byte.
        const other = (words[at / 4] as number) ^ 0x0a0a0a0a;
        if (((other - 0x01010101) & ~other & 0x80808080) === 0) {
          at += 4;
          continue;
        }
        for (const stop = at + 4; at < stop; at++) if (bytes[at] === 10) found(base + at + 1);
      } else if (bytes[at++] === 10) found(base + at);
    }
  }
}
