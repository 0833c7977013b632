/** Pseudo-random numbers that are always the same for the same seed and record (mulberry32). */
export interface Dice {
  /** A whole number from 0 to `sides` - 1. */
  roll(sides: number): number;
  pick<const List extends readonly [unknown, ...unknown[]]>(from: List): List[number];
  /** True about once in `times`. */
  oneIn(times: number): boolean;
}

/** Each record has its own dice, so generating the 400,000th costs as much as the first and needs no earlier ones. */
export function createDice(seed: number, record: number): Dice {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(record + 1, 0xc2b2ae35);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return {
    roll: (sides) => next() % sides,
    pick: (from) => from[next() % from.length] ?? from[0],
    oneIn: (times) => next() % times === 0,
  };
}
