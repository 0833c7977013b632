/**
 * Questions to long runs of bytes, four at a time: a loop over single bytes takes three times as long, and these run
 * over whole bodies when a view is first shown.
 */
export class ByteWords {
  private readonly bytes: Uint8Array;
  private readonly words: Int32Array;

  /** `bytes` from the start of their memory. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.words = new Int32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
  }

  /** Calls `found` with the position behind each line feed in a part, `base` added. */
  lineFeeds(start: number, end: number, base: number, found: (behind: number) => void): void {
    const { bytes, words } = this;
    for (let at = start; at < end;) {
      if (at % 4 === 0 && at + 4 <= end) {
        // A byte of `other` is zero where a line feed stands; the rest is the usual test for a zero byte.
        const other = (words[at / 4] as number) ^ 0x0a0a0a0a;
        if (((other - 0x01010101) & ~other & 0x80808080) === 0) {
          at += 4;
          continue;
        }
        for (const stop = at + 4; at < stop; at++) if (bytes[at] === 10) found(base + at + 1);
      } else if (bytes[at++] === 10) found(base + at);
    }
  }

  /** UTF-16 code units of a part that is well-formed UTF-8. */
  utf16Length(start: number, end: number): number {
    const { bytes, words } = this;
    let units = 0;
    for (let at = start; at < end;) {
      if (at % 4 === 0 && at + 4 <= end) {
        const word = words[at / 4] as number;
        if ((word & 0x80808080) === 0) {
          units += 4;
          at += 4;
          continue;
        }
      }
      const byte = bytes[at++] as number;
      // Every byte that opens a character counts for one, and one of four bytes makes a pair.
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
    }
    return units;
  }
}
