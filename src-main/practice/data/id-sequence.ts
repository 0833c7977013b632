/** Maps positions to ids and back. Every tenth number is left out, as if that record had been deleted. */
export interface IdSequence {
  idAt(index: number): number;
  /** -1 for numbers that are not the id of a record. */
  indexOf(id: number): number;
}

export function createIdSequence(first: number): IdSequence {
  return {
    idAt: (index) => first + index + Math.floor(index / 9),
    indexOf(id) {
      const offset = id - first;
      if (!Number.isSafeInteger(offset) || offset < 0 || offset % 10 === 9) return -1;
      return Math.floor(offset / 10) * 9 + (offset % 10);
    },
  };
}
