/** The grammar is shared with the renderer. The digest engine and its tests import it from here. */
export { parseChallenges, parseParameters, type Challenge } from "#shared/http/challenge-grammar.ts";
