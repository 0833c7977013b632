import type { Draft } from "#shared/edits.ts";
import { changedFields } from "../../state/draft-changes.ts";
import { editTargetOf } from "./edit-target.ts";
import { problemOf } from "./field-problem.ts";

const known = new WeakMap<Draft, number>();

/** How many changed fields of a draft are wrong, as far as that is known before sending. Computed once per draft. */
export function wrongFields(draft: Draft): number {
  const found = known.get(draft);
  if (found !== undefined) return found;
  const counted = count(draft);
  known.set(draft, counted);
  return counted;
}

function count(draft: Draft): number {
  const { kind, designator } = draft.change;
  if (kind !== "update" && kind !== "create") return 0;
  const target = editTargetOf(draft.connectionId, kind === "update" ? "PUT" : "POST", designator);
  const fields = new Map((target?.fields ?? []).map((field) => [field.name, field]));
  return [...changedFields(draft)].filter(([name, value]) => {
    const field = fields.get(name);
    return field !== undefined && problemOf(field, value) !== null;
  }).length;
}
