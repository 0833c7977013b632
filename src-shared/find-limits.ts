/** Characters of a text, and bytes of a needle, that can be searched for at most. */
export const maxFindLength = 10_000;
