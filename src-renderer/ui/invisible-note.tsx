import { TriangleAlert } from "lucide-react";
import { characterWords } from "#shared/character-names.ts";
import { mixedWords } from "#shared/letter-scripts.ts";
import { markLabel, markWords, splitInvisible } from "#shared/visible-text.ts";
import { Icon } from "./icon.tsx";

/** Characters of a value that are looked at for a note. */
const maxNoted = 20_000;

/**
 * Lists next to a field the invisible or misleading characters of its value; null when there are none.
 */
export function invisibleNote(value: string): string | null {
  const text = value.slice(0, maxNoted);
  const notes = [hiddenNote(text), mixedNote(text)].filter((note) => note !== null);
  return notes.length === 0 ? null : notes.join(" ");
}

function mixedNote(value: string): string | null {
  const [first] = mixedWords(value, 1);
  if (first === undefined) return null;
  const names = first.odd.slice(0, 3).map(({ letter }) => characterWords(letter.codePointAt(0) ?? 0));
  const named = [...new Set(names)].join(", ");
  const more = first.odd.length > 3 ? ", and more" : "";
  const what = first.scripts.length > 1 ? "mixes scripts" : "is not written in ordinary letters and digits";
  return `“${first.word.slice(0, 40)}” ${what}: it contains ${named}${more}.`;
}

/** Line endings and tabs are typed on purpose, so they are left out. */
function hiddenNote(value: string): string | null {
  const pieces = splitInvisible(value);
  const marks = pieces.flatMap((piece, index) =>
    piece.kind === "mark" && !/^[\t\n\r]/u.test(piece.text) ? [{ piece, before: pieces[index - 1] }] : [],
  );
  const count = marks.reduce((sum, { piece }) => sum + piece.count, 0);
  if (count === 0) return null;
  const shown = marks.slice(0, 3).map(({ piece, before }) => `${markWords(piece)} ${placeAfter(before)}`);
  const more = marks.length > shown.length ? `, and ${(marks.length - shown.length).toLocaleString("en-US")} more` : "";
  const characters = count === 1 ? "1 invisible character" : `${count.toLocaleString("en-US")} invisible characters`;
  return `This value contains ${characters}: ${shown.join("; ")}${more}.`;
}

function placeAfter(before: ReturnType<typeof splitInvisible>[number] | undefined): string {
  if (before === undefined) return "at the start";
  if (before.kind === "mark") return `after ${markLabel(before)}`;
  const words = Array.from(before.text);
  return `after “${words.length > 12 ? "…" : ""}${words.slice(-12).join("")}”`;
}

/** The same as a line below a field. */
export function InvisibleNote({ value, id }: { readonly value: string; readonly id?: string }) {
  const note = invisibleNote(value);
  return note === null ? null : (
    <span className="unseen" id={id}>
      <Icon of={TriangleAlert} size="s" tone="c-caution" />
      {note}
    </span>
  );
}
