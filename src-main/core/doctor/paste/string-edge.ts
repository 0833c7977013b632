/** Takes the place of a quote of the surrounding string: the end of a value that no line ending ends. */
export const stringEdge = "\u0001";
