/**
 * What the rows of a list show, by index: the content, or undefined for a stripe that stands in until it is rendered.
 * An index that is missing does not have a row yet.
 */
export type Contents<Content> = ReadonlyMap<number, Content | undefined>;

export interface PortionOptions<Content> {
  /** The rows to have, in the order of the list. */
  readonly indexes: readonly number[];
  /** The first row that is in sight: it and those after it come before the ones above it. */
  readonly firstInSight: number;
  /** undefined while it is loading. */
  readonly contentAt: (index: number) => Content | undefined;
  /** How much of a portion a row takes; a stripe takes `stripe`. */
  readonly weightOf: (content: Content) => number;
  /** How much may change in one step; one row always may. */
  readonly limit: number;
}

export interface Portion<Content> {
  readonly contents: Contents<Content>;
  /** No row is left for another portion. */
  readonly isWhole: boolean;
  /** The list starts over: rows not reached yet are absent instead of stripes. */
  readonly isNew: boolean;
}

/** What a stripe takes of a portion, where no row was before: itself and its number. */
const stripe = 2;

/** A new list: it is empty, and no row is added in its first frame, which its surroundings need. */
export function emptyPortion<Content>(indexes: readonly number[]): Portion<Content> {
  return { contents: new Map(), isWhole: indexes.length === 0, isNew: true };
}

/**
 * The next step from what the rows show to what they should show: no more rows change than one frame has time for, the
 * others stay as they are. A row with nothing left to show is emptied immediately; after a jump to where none of
 * the previous rows is visible, the list starts over.
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
