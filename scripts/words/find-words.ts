/** A word that the glossary replaces, where it was found. */
export interface FoundWord {
  readonly word: string;
  readonly file: string;
  /** Counted from 1; 0: in the name of the file. */
  readonly line: number;
}

/** Some of its uses of a word are right in a file, for a reason. */
export interface AllowedWord {
  readonly word: string;
  readonly file: string;
  readonly reason: string;
}

/** The words set as code in the last column of the glossary's table. */
export function wordsToAvoid(glossary: string): readonly string[] {
  const rows = glossary.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).flatMap((row) => {
    const last = row.split("|").at(-2) ?? "";
    return [...last.matchAll(/`([^`]+)`/gu)].map(([, word = ""]) => word);
  });
}

/** A text as words in lower case: `useHeaderCheck`, `header-check` and `Header check` are alike. */
function spacedOut(text: string): string {
  const words = text.replaceAll(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, " ").replaceAll(/[^\p{L}\d]+/gu, " ");
  return ` ${words.toLowerCase()} `;
}

function isIn(spaced: string, word: string): boolean {
  const wanted = word.replaceAll("-", " ");
  return spaced.includes(` ${wanted} `) || spaced.includes(` ${wanted}s `);
}

/** Where words to avoid appear in the text of a file or in its name, once for each line; in stable codes they may. */
export function findWords(
  file: string,
  text: string,
  words: readonly string[],
  stableCodes: readonly string[] = [],
): readonly FoundWord[] {
  const codes = stableCodes.map(spacedOut);
  return [file, ...text.split("\n")].flatMap((each, line) => {
    const spaced = codes.reduce((rest, code) => rest.replaceAll(code.trimEnd(), ""), spacedOut(each));
    return words.filter((word) => isIn(spaced, word)).map((word) => ({ word, file, line }));
  });
}
