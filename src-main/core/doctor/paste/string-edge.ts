/** Replaces a quote of the surrounding string: the end of a value that is not ended by a line ending. */
export const stringEdge = "\u0001";
