import { listInWords } from "./amounts.ts";

/** Something about the ends of the password, by the words of a suspicion about it. */
const aboutEnds = /^The password ((?:begins|ends) with .+)\.$/u;

/** The suspicion is about a character at an end of the password. */
export function isAboutEnds(suspicion: string): boolean {
  return aboutEnds.test(suspicion);
}

/** What the customer is told of the ends of the password on file; empty where nothing is odd about them. */
export function tellAboutEnds(suspicions: readonly string[]): string {
  const parts = suspicions.flatMap((line) => aboutEnds.exec(line)?.[1] ?? []);
  if (parts.length === 0) return "";
  return ` The password as we have it ${listInWords(parts)}. If yours does not, ours was entered wrongly: tell us.`;
}
