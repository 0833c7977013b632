import { fieldNamed, type Field, type FieldKind, type Resource } from "#shared/rezora/catalog.ts";
import { designatorOfId } from "#shared/rezora/uri.ts";

/** How a column is set and what its values mean. */
export interface ColumnKind {
  readonly kind: FieldKind;
  /** Compared character by character, so it is set in the mono face. */
  readonly mono: boolean;
  /** A `0` or `1` whose word is shown only when it is the notable one. */
  readonly flag: boolean;
  readonly field: Field | undefined;
}

const compared: ReadonlySet<FieldKind> = new Set(["id", "date", "email", "phone", "url", "code"]);

/** Taken from the catalogue, or from the name for columns the catalogue lacks. */
export function kindOfColumn(name: string): ColumnKind {
  const field = fieldNamed(name);
  const kind = field === undefined || field.kind === "text" ? kindByName(name) : field.kind;
  const values = field?.values ?? [];
  const numeric = values.length > 0 && values.every(({ value }) => /^\d+$/u.test(value));
  const flag = numeric && values.length === 2 && values.every(({ value }) => value === "0" || value === "1");
  return { kind, mono: compared.has(kind) || numeric, flag, field };
}

function kindByName(name: string): FieldKind {
  if (/(?:^|_)id$/iu.test(name)) return "id";
  if (/(?:^|_)(?:date|timestamp|time|created|updated)$/iu.test(name)) return "date";
  if (/(?:^|_)e?mail$/iu.test(name)) return "email";
  if (/(?:^|_)(?:phone|fax|mobile)(?:_|$)/iu.test(name)) return "phone";
  if (/(?:^|_)(?:url|website)$/iu.test(name)) return "url";
  if (/(?:^|_)(?:state|zip|code|hash|token)$/iu.test(name)) return "code";
  return "text";
}

/** The word for a value (`1` is `unsubscribed`); empty when there is none. */
export function meaningOf({ field }: ColumnKind, value: string): string {
  return field?.values.find((allowed) => allowed.value === value)?.meaning ?? "";
}

/**
 * Where the id in a column leads; null when it is the id of the record itself or of nothing known. The id of an
 * association needs other ids of its record.
 */
export function linkOf(
  resource: Resource | null,
  { field }: ColumnKind,
  valueOf: (name: string) => string | undefined,
): string | null {
  const opens = field?.opens ?? null;
  if (opens === null || isOwn(resource, opens)) return null;
  return designatorOfId(opens, valueOf);
}

/** The column with the id of the records themselves; undefined when there is none. */
export function idColumnOf(resource: Resource | null, columns: readonly string[]): string | undefined {
  return columns.find((column) => {
    const opens = fieldNamed(column)?.opens ?? null;
    return opens !== null && isOwn(resource, opens);
  });
}

/** The designator of one record among `columns`; null when no column is its id. */
export function ownDesignator(
  resource: Resource | null,
  columns: readonly string[],
  valueOf: (name: string) => string | undefined,
): string | null {
  for (const column of columns) {
    const opens = fieldNamed(column)?.opens ?? null;
    if (opens !== null && isOwn(resource, opens)) return designatorOfId(opens, valueOf);
  }
  return null;
}

function isOwn(resource: Resource | null, opens: NonNullable<Field["opens"]>): boolean {
  return resource !== null && (resource.path === opens || resource.children.includes(opens));
}
