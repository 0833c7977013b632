import { TriangleAlert } from "lucide-react";
import { markLabel, markWords, splitInvisible } from "#shared/visible-text.ts";
import { Icon } from "./icon.tsx";

/** Says beside a field what its value contains that cannot be seen; null for nothing. Line endings and tabs are typed on purpose, so they are left out. */
export function invisibleNote(value: string): string | null {
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
