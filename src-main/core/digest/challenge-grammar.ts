/** The grammar is shared with the renderer; the digest engine and its tests reach it by this name. */
export { parseChallenges, parseParameters, type Challenge } from "#shared/http/challenge-grammar.ts";
