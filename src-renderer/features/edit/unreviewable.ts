import type { Draft } from "#shared/edits.ts";
import { changedFields } from "../../state/draft-changes.ts";
import type { EditTarget } from "./edit-target.ts";
import { problemOf } from "./field-problem.ts";

/** The number of required fields of a new record, and how many of them are filled in. */
export function requiredFilled(
  { fields }: Pick<EditTarget, "fields">,
  values: ReadonlyMap<string, string>,
): { readonly required: number; readonly filled: number } {
  const required = fields.filter((field) => field.required === true);
  const filled = required.filter(({ name }) => (values.get(name) ?? "").trim() !== "");
  return { required: required.length, filled: filled.length };
}

/** Why there is nothing to review yet; undefined when there is, and for anything that is not a prepared change. */
export function whyUnreviewable(
  target: Pick<EditTarget, "kind" | "fields"> | null,
  draft: Draft | undefined,
): string | undefined {
  if (target === null || target.kind === "delete" || target.kind === "delete-all") return undefined;
  if (draft?.unread) return `The ${draft.unread.format.toUpperCase()} cannot be read.`;
  const values = new Map(draft?.change.fields ?? []);
  if (target.kind === "create") {
    const { required, filled } = requiredFilled(target, values);
    const missing = required - filled;
    if (missing > 0)
      return missing === 1 ? "1 required field is empty." : `${String(missing)} required fields are empty.`;
    if (draft === undefined) return "Nothing is filled in.";
  }
  if (draft === undefined || changedFields(draft).size === 0) return "Nothing was changed.";
  const wrong = target.fields.find((field) => problemOf(field, values.get(field.name) ?? "") !== null);
  return wrong && `${wrong.name} is wrong.`;
}
