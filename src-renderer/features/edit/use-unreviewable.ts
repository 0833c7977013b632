import { useEdits } from "../../state/edits.ts";
import type { EditTarget } from "./edit-target.ts";
import { whyUnreviewable } from "./unreviewable.ts";

/** Why there is nothing to review yet; undefined when there is, and for anything that is not a prepared change. */
export function useUnreviewable(target: EditTarget | null): string | undefined {
  const draft = useEdits((state) => (target === null ? undefined : state.drafts.get(target.draftId)));
  return whyUnreviewable(target, draft);
}
