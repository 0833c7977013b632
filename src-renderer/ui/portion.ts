/**
 * What stands in the rows of a list, by their index: its content, or undefined for a stripe that says one is on its
 * way. Of an index that is not here there is no row yet.
 */
export type Contents<Content> = ReadonlyMap<number, Content | undefined>;

export interface PortionOptions<Content> {
  /** The rows to have, in the order of the list. */
  readonly indexes: readonly number[];
  /** The first row that is in sight: it and those after it come before the ones above it. */
  readonly firstInSight: number;
  /** undefined while it is on its way. */
  readonly contentAt: (index: number) => Content | undefined;
  /** How much of a portion a row takes; a stripe takes `stripe`. */
  readonly weightOf: (content: Content) => number;
  /** How much may change in one step; one row always may. */
  readonly limit: number;
}

export interface Portion<Content> {
  readonly contents: Contents<Content>;
  /** Nothing is left for another portion. */
  readonly isWhole: boolean;
  /** The list starts over: rows not reached yet are absent instead of stripes. */
  readonly isNew: boolean;
}

/** What a stripe takes of a portion, where no row was before: itself and its number. */
const stripe = 2;

/** A list that was not there before: nothing stands in it, and nothing comes in the frame that all around it needs. */
export function emptyPortion<Content>(indexes: readonly number[]): Portion<Content> {
  return { contents: new Map(), isWhole: indexes.length === 0, isNew: true };
}

/**
 * The next step from what stands in the rows to what should: no more rows change than one frame has time for, the
 * others stay as they are. A row that has nothing to show any more is emptied at once; after a jump to where no row of
 * before is in sight the list begins anew.
 */
export function nextPortion<Content>(
  standing: Portion<Content>,
  { indexes, firstInSight, contentAt, weightOf, limit }: PortionOptions<Content>,
): Portion<Content> {
  const contents = new Map<number, Content | undefined>();
  const isNew = standing.isNew || !indexes.some((index) => standing.contents.has(index));
  let changed = 0;
  let isWhole = true;
  const visit = (index: number): void => {
    const wanted = contentAt(index);
    const known = standing.contents.get(index);
    const hasRow = !isNew || standing.contents.has(index);
    const weight = wanted === undefined ? (hasRow ? 0 : stripe) : wanted === known ? 0 : weightOf(wanted);
    if (weight === 0 || changed === 0 || changed + weight <= limit) {
      changed += weight;
      contents.set(index, wanted);
      return;
    }
    // What follows must not overtake it, or rows would come in no order.
    changed = limit;
    isWhole = false;
    if (hasRow) contents.set(index, known);
  };
  for (const index of indexes) if (index >= firstInSight) visit(index);
  for (const index of indexes) if (index < firstInSight) visit(index);
  return { contents, isWhole, isNew: isNew && !(isWhole && indexes.length > 0) };
}

/** The same rows, with nothing of use in them. */
export function emptied<Content>({ contents, isNew }: Portion<Content>): Portion<Content> {
  return { contents: new Map([...contents.keys()].map((index) => [index, undefined])), isWhole: false, isNew };
}
