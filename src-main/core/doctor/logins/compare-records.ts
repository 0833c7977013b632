import type { Cell, Row } from "#shared/documents.ts";
import type { RecordComparison, ValueDifference } from "#shared/login-comparison.ts";

/** The first records of an answer. */
export interface ReadRecords {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

const mostValues = 200;
const mostExamples = 20;
const longestText = 200;

/** Which records and fields differ between two answers. Records are matched by `key` where both have it. */
export function compareRecords(
  left: ReadRecords,
  right: ReadRecords,
  key: string | null,
  limit: number | null,
): RecordComparison {
  const matchedBy = key !== null && [left, right].every((each) => isNamedBy(each, key)) ? key : null;
  const others = new Map<string, Row>();
  for (const [place, row] of right.rows.entries()) others.set(nameOf(right, row, place, matchedBy), row);
  const columns = [...new Set([...left.columns, ...right.columns])];
  const counts = new Map<string, number>();
  const values: ValueDifference[] = [];
  const examples: RecordComparison["examples"] = { left: [], right: [] };
  let same = 0;
  let differing = 0;
  let onlyLeft = 0;
  const claimed = new Set<string>();
  for (const [place, row] of left.rows.entries()) {
    const name = nameOf(left, row, place, matchedBy);
    const other = others.get(name);
    if (other === undefined) {
      onlyLeft++;
      if (examples.left.length < mostExamples) examples.left.push(name);
      continue;
    }
    claimed.add(name);
    let equal = true;
    for (const field of columns) {
      const one = valueOf(left, row, field);
      const two = valueOf(right, other, field);
      if (sameValue(one, two)) continue;
      equal = false;
      counts.set(field, (counts.get(field) ?? 0) + 1);
      if (values.length < mostValues) {
        const id = matchedBy === null ? "" : name;
        values.push({ id, field, left: shown(one), right: shown(two) });
      }
    }
    if (equal) same++;
    else differing++;
  }
  const unclaimed = [...others.keys()].filter((name) => !claimed.has(name));
  examples.right.push(...unclaimed.slice(0, mostExamples));
  const fields = [...counts]
    .map(([name, count]) => ({ name, count }))
    .toSorted((one, other) => other.count - one.count || one.name.localeCompare(other.name));
  const onlyRight = right.rows.length - claimed.size;
  return { matchedBy, same, differing, onlyLeft, onlyRight, examples, fields, values, limit };
}

/** Every record has an identifier of its own. */
function isNamedBy(records: ReadRecords, key: string): boolean {
  const names = new Set(records.rows.map((row) => textOf(valueOf(records, row, key))));
  return names.size === records.rows.length && !names.has(null);
}

/** What two records share when they are the same one: the identifier, or the place, counted from 1. */
function nameOf(records: ReadRecords, row: Row, place: number, key: string | null): string {
  return key === null ? String(place + 1) : (textOf(valueOf(records, row, key)) ?? "");
}

function valueOf({ columns }: ReadRecords, row: Row, field: string): Cell | undefined {
  const column = columns.indexOf(field);
  return column === -1 ? undefined : row.cells[column];
}

/** null: there is no such field. */
function textOf(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  if (typeof cell === "string") return cell;
  return cell.kind === "missing" ? null : cell.text;
}

/** A JSON null is not the text "null". Of a long value the length counts too. */
function sameValue(one: Cell | undefined, other: Cell | undefined): boolean {
  const kindOf = (cell: Cell | undefined): string =>
    cell === undefined ? "missing" : typeof cell === "string" ? "text" : cell.kind;
  const lengthOf = (cell: Cell | undefined): number | null =>
    typeof cell === "object" && cell.kind === "cut" ? cell.length : null;
  return kindOf(one) === kindOf(other) && textOf(one) === textOf(other) && lengthOf(one) === lengthOf(other);
}

function shown(cell: Cell | undefined): string | null {
  const text = textOf(cell);
  return text === null || text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}
