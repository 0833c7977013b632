/** What stands in the rows of a list, by their index; a row that is not here is empty. */
export type Contents<Content> = ReadonlyMap<number, Content>;

export interface PortionOptions<Content> {
  /** The rows to have, in the order of the list. */
  readonly indexes: readonly number[];
  /** The first row that is in sight: it and those behind it come before those in front of it. */
  readonly firstInSight: number;
  /** undefined while it is on its way. */
  readonly contentAt: (index: number) => Content | undefined;
  /** How much of a portion a row takes. */
  readonly weightOf: (content: Content) => number;
  /** How much may change at once; one row always may. */
  readonly limit: number;
}

export interface Portion<Content> {
  readonly contents: Contents<Content>;
  /** Nothing is left for another portion. */
  readonly isWhole: boolean;
}

/**
 * The next step from what stands in the rows to what should: no more rows change than one frame has time for, the
 * others stay as they are. A list that was empty begins with half of that. A row that has nothing to show any more is
 * emptied at once.
 */
export function nextPortion<Content>(
  standing: Contents<Content>,
  { indexes, firstInSight, contentAt, weightOf, limit }: PortionOptions<Content>,
): Portion<Content> {
  const contents = new Map<number, Content>();
  // Where nothing stood before, the frame has all around it to lay out as well.
  const room = standing.size === 0 ? limit / 2 : limit;
  let changed = 0;
  let isWhole = true;
  const visit = (index: number): void => {
    const wanted = contentAt(index);
    if (wanted === undefined) return;
    const known = standing.get(index);
    const weight = wanted === known ? 0 : weightOf(wanted);
    if (weight === 0 || changed === 0 || changed + weight <= room) {
      changed += weight;
      contents.set(index, wanted);
      return;
    }
    // What follows must not overtake it, or rows would come in no order.
    changed = room;
    isWhole = false;
    if (known !== undefined) contents.set(index, known);
  };
  for (const index of indexes) if (index >= firstInSight) visit(index);
  for (const index of indexes) if (index < firstInSight) visit(index);
  return { contents, isWhole };
}
