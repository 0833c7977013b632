import type { CommitRequest } from "#shared/edits.ts";
import type { FieldPair } from "#shared/rezora/request-body.ts";
import { isSameName } from "#shared/typed-name.ts";
import { CallError } from "../call-error.ts";
import type { PreparedItem } from "./build-review.ts";
import { resolveFields } from "./compare.ts";
import type { PlannedItem } from "./edit-entries.ts";

/** Applies the user's choices to a review's items. Throws if a choice is missing: nothing is begun then. */
export function planItems(items: readonly PreparedItem[], { choices, typedName }: CommitRequest): PlannedItem[] {
  const planned: PlannedItem[] = [];
  for (const [index, { item, intended, before, removed, removes }] of items.entries()) {
    if (item.state !== "ready" && item.state !== "moved") continue;
    const name = item.wipe?.name ?? item.designator;
    if (item.kind === "delete-all" && !isSameName(typedName, name)) {
      throw new CallError("invalid-input", `Type ${name} to delete everything in it.`);
    }
    const winners = new Map(
      choices.filter((choice) => choice.item === index).map(({ field, winner }) => [field, winner]),
    );
    const { fields, bodyFormat } = intended.change;
    const sent: readonly FieldPair[] | null =
      item.kind === "update" ? resolveFields(fields, item.fields, winners) : fields;
    if (sent === null)
      throw new CallError("invalid-input", "A field was changed by two people: choose which value wins.");
    const { draftId, kind, method, designator, title, undo } = item;
    const { takesBack, remakes } = intended;
    const planOf = { draftId, kind, method, designator, title, bodyFormat, sent, before, removed, removes, undo };
    planned.push({
      ...planOf,
      ...(takesBack === undefined ? {} : { takesBack }),
      ...(remakes === undefined ? {} : { remakes }),
    });
  }
  if (planned.length === 0) throw new CallError("invalid-input", "There is nothing to send.");
  return planned;
}
