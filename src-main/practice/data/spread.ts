/** Chooses members of a list or group evenly among all records. Both directions are computed, nothing is stored. */
export interface Spread {
  readonly size: number;
  /** Index of the record that is the member at this position. */
  memberAt(position: number): number;
  /** Position of the record at this index; -1 if it is not a member. */
  positionOf(index: number): number;
}

/** Chooses `size` of `total` records; `shift` makes lists of the same size differ. */
export function createSpread(total: number, size: number, shift: number): Spread {
  return {
    size,
    memberAt: (position) => (Math.floor((position * total) / size) + shift) % total,
    positionOf(index) {
      if (size === 0 || index < 0 || index >= total) return -1;
      const unshifted = (((index - shift) % total) + total) % total;
      const position = Math.ceil((unshifted * size) / total);
      return position < size && Math.floor((position * total) / size) === unshifted ? position : -1;
    },
  };
}
