import { groupFields, type FieldGroup } from "#shared/rezora/catalog.ts";
import type { EditTarget } from "./edit-target.ts";

/** The groups of a form in order; for a new record, required fields come first. */
export function formGroups({
  kind,
  resource,
  fields,
}: Pick<EditTarget, "kind" | "resource" | "fields">): readonly FieldGroup[] {
  const required = kind === "create" ? fields.filter((field) => field.required === true).map(({ name }) => name) : [];
  const others = fields.map(({ name }) => name).filter((name) => !required.includes(name));
  const groups = groupFields(resource.path, others);
  return required.length === 0 ? groups : [{ title: "Required", fields: required }, ...groups];
}

/** An address has its fields in the order street, street 2, city, state, code. */
export function isAddress(fields: readonly string[]): boolean {
  return fields.length === 5 && fields.at(-1)?.endsWith("_zip") === true;
}

/**
 * Whether a group is folded at first: an empty group, the addresses of a new record, and any larger group of an
 * existing one.
 */
export function startsFolded(isNew: boolean, fields: readonly string[], isEmpty: boolean): boolean {
  return isEmpty && (isNew ? isAddress(fields) : fields.length > 2);
}
