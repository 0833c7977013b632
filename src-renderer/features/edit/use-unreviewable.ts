import { changedFields } from "../../state/draft-changes.ts";
import { useEdits } from "../../state/edits.ts";
import type { EditTarget } from "./edit-target.ts";
import { problemOf } from "./field-problem.ts";

/** Why there is nothing to review yet; undefined when there is, and for what is no prepared change. */
export function useUnreviewable(target: EditTarget | null): string | undefined {
  const draft = useEdits((state) => (target === null ? undefined : state.drafts.get(target.draftId)));
  if (target === null || target.kind === "delete" || target.kind === "delete-all") return undefined;
  if (draft === undefined) return target.kind === "create" ? "Nothing is filled in." : "Nothing was changed.";
  if (draft.unread !== null) return `The ${draft.unread.format.toUpperCase()} cannot be read.`;
  if (changedFields(draft).size === 0) return "Nothing was changed.";
  const values = new Map(draft.change.fields);
  const wrong = target.fields.find((field) => problemOf(field, values.get(field.name) ?? "") !== null);
  return wrong && `${wrong.name} is wrong.`;
}
