import type { Cell, Row } from "#shared/documents.ts";
import type { Change } from "#shared/edits.ts";

/** A record that editing can start from, or why it cannot. `cut`: it has to be read in full first. */
export type RecordValues =
  | { readonly state: "plain"; readonly fields: Change["fields"] }
  | { readonly state: "cut" }
  | { readonly state: "odd"; readonly reason: string };

/**
 * All fields of a row as text, as the API's own JSON would give them. Only plain values: one that is nested or that
 * broke the CSV dialect would be written back as something else.
 */
export function recordValues(columns: readonly string[], { cells, mark }: Row): RecordValues {
  if (mark !== null) return { state: "odd", reason: `This row is not sure: ${mark}` };
  const fields: (readonly [string, string])[] = [];
  for (const [index, name] of columns.entries()) {
    const cell = cells[index];
    const text = plainText(cell);
    if (text !== null) fields.push([name, text]);
    else if (typeof cell === "object" && cell.kind === "cut") return { state: "cut" };
    else if (typeof cell === "object" && cell.kind !== "missing") {
      return { state: "odd", reason: `${name} is not a plain value, so this record cannot be edited.` };
    }
  }
  return { state: "plain", fields };
}

/** null: there is no plain text in this cell. */
function plainText(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  if (typeof cell === "string") return cell;
  if (cell.kind === "null") return "";
  return cell.kind === "literal" ? cell.text : null;
}
