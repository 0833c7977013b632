/** Numbers of records, added in rising order: a few bytes each, and quick to look up. */
export class RecordNumbers {
  count = 0;
  private numbers = new Uint32Array(64);

  /** A number that is already there is not added again. */
  add(record: number): void {
    if (this.count > 0 && (this.numbers[this.count - 1] as number) >= record) return;
    if (this.count === this.numbers.length) {
      const larger = new Uint32Array(this.count * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.count++] = record;
  }

  has(record: number): boolean {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.numbers[middle] as number) < record) low = middle + 1;
      else high = middle;
    }
    return low < this.count && this.numbers[low] === record;
  }

  /** Calls `take` with each of them and forgets them. */
  drain(take: (record: number) => void): void {
    for (let index = 0; index < this.count; index++) take(this.numbers[index] as number);
    this.count = 0;
  }
}
