/** Stands where a quote of the surrounding string stood: the end of a value that no line ending ends. */
export const stringEdge = "\u0001";
