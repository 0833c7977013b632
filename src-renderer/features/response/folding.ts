import type { Folding } from "#shared/documents.ts";

export const nothingFolded: Folding = { folded: "none", except: [] };
export const everythingFolded: Folding = { folded: "all", except: [] };

/** The contract's limit; beyond it folding single records does nothing more. */
const mostExceptions = 100_000;

export function isFolded({ folded, except }: Folding, record: number): boolean {
  return (folded === "all") !== except.includes(record);
}

export function toggleFold(folding: Folding, record: number): Folding {
  const { folded, except } = folding;
  if (except.includes(record)) return { folded, except: except.filter((each) => each !== record) };
  if (except.length >= mostExceptions) return folding;
  return { folded, except: [...except, record].toSorted((a, b) => a - b) };
}

export function unfold(folding: Folding, record: number): Folding {
  return isFolded(folding, record) ? toggleFold(folding, record) : folding;
}

/** Whether every line stands at its own number, so that no line has to be looked for. */
export function isFlat({ folded, except }: Folding): boolean {
  return folded === "none" && except.length === 0;
}

/**
 * Where the line with a number stands in a folded text: the last line whose number is not above it.
 * Asks for about log2 of the lines, one at a time.
 */
export async function locateLine(
  number: number,
  lines: number,
  numberAt: (offset: number) => Promise<number>,
): Promise<number> {
  let low = 0;
  let high = Math.min(lines, number) - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((await numberAt(middle)) <= number) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
