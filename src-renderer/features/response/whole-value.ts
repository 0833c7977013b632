import { call } from "../../api.ts";

/** Characters of one piece that crosses the bridge. */
const pieceLength = 262_144;

/** In characters: a longer value belongs in a file, not on the clipboard. */
const maxCopied = 33_554_432;

export interface ValuePlace {
  readonly documentId: string;
  readonly record: number;
  readonly column: string;
}

/** A value of any length, piece by piece. Throws with a sentence when it is too long for the clipboard. */
export async function wholeValue({ documentId, record, column }: ValuePlace, signal?: AbortSignal): Promise<string> {
  const pieces: string[] = [];
  for (let from = 0; ;) {
    const { length, text } = await call(
      "getValueText",
      { documentId, record, column, from, limit: pieceLength },
      signal,
    );
    if (length > maxCopied) throw new Error(tooLong(column, length));
    pieces.push(text);
    from += text.length;
    if (from >= length || text === "") return pieces.join("");
  }
}

function tooLong(column: string, length: number): string {
  return `${column} has ${length.toLocaleString("en-US")} characters, more than the clipboard takes. Save the table to a file instead.`;
}
