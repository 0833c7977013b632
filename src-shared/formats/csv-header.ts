/** The form of field names, as the API and other programs write them. */
const name = /^[a-z_\u0080-\uffff][\w.\u0080-\uffff-]*$/iu;
const strictName = /^[a-z_][a-z0-9_]*$/iu;

/** Values that are never field names: numbers, dates, addresses, telephone numbers, the zero bytes of a flag. */
const shapes: readonly RegExp[] = [
  /^[-+]?\d[\d.,]*(?:e[-+]?\d+)?%?$/iu,
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ,]+\d{1,2}:\d{2}.*)?$/u,
  /^[^@\s]+@[^@\s]+\.[^@\s]+$/u,
  /^(?:https?|ftp):\/\//iu,
  /^\+?[\d\s()/.-]{6,}$/u,
  // eslint-disable-next-line no-control-regex -- a flag of a database is printed as this very byte
  /^[\u0000\u0001]$/u,
];

function shapeOf(text: string): number {
  return shapes.findIndex((shape) => shape.test(text.trim()));
}

/** Whether all of them look like the names of fields. */
export function areNames(cells: readonly string[]): boolean {
  return cells.every((cell) => strictName.test(bare(cell)));
}

/** Without the spaces and apostrophes that some writers put around each cell. */
function bare(cell: string): string {
  const trimmed = cell.trim();
  return /^'.*'$/su.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

/**
 * Whether the first row names the fields. `known` are the names that other formats have; `others` some of the rows that
 * follow, against which a first row that is not a list of names is compared: a header differs from the values below it.
 */
export function isHeader(
  first: readonly string[],
  known: readonly string[],
  others: readonly (readonly string[])[] = [],
): boolean {
  const names = new Set(known);
  const wanted = Math.max(1, Math.min(first.length, known.length));
  if (first.filter((cell) => names.has(cell)).length * 2 >= wanted) return true;
  if (areNames(first)) return true;
  if (first.some((cell) => cell.length > 200 || /[\r\n]/u.test(cell))) return false;
  const following = others.filter((row) => row.length === first.length);
  let likeValues = 0;
  let likeNames = 0;
  for (const [column, cell] of first.entries()) {
    const shape = shapeOf(cell);
    const below = following.map((row) => row[column] ?? "").filter((text) => text !== "");
    if (shape >= 0 && (below.length === 0 || below.some((text) => shapeOf(text) === shape))) likeValues++;
    else if (shape >= 0 || (cell.trim() !== "" && below.length > 0 && below.every((text) => shapeOf(text) >= 0))) {
      likeNames++;
    }
  }
  if (likeValues > 0) return false;
  if (likeNames > 0) return true;
  return first.every((cell) => cell === "" || name.test(cell)) && first.some((cell) => cell !== "");
}
