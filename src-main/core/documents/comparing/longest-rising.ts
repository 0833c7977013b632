/**
 * Marks the positions of a longest rising subsequence with 1. The others are the smallest set of records that have to
 * be moved for two lists to be in the same order. O(n log n), two integers per value.
 */
export function longestRising(values: Int32Array): Uint8Array {
  const { length } = values;
  /** Position of the smallest last value of a rising run of each length. */
  const tails = new Int32Array(length);
  const before = new Int32Array(length);
  let longest = 0;
  for (let place = 0; place < length; place++) {
    const value = values[place] as number;
    let low = 0;
    let high = longest;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    before[place] = low > 0 ? (tails[low - 1] as number) : -1;
    tails[low] = place;
    if (low === longest) longest++;
  }
  const marks = new Uint8Array(length);
  for (let place = longest > 0 ? (tails[longest - 1] as number) : -1; place >= 0; place = before[place] as number) {
    marks[place] = 1;
  }
  return marks;
}
