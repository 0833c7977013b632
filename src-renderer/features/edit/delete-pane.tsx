import { Trash2 } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../response/empty-state.tsx";
import type { EditTarget } from "./edit-target.ts";

/** What a deletion would affect, before it is reviewed. Nothing is deleted from here. */
export function DeletePane({ target, onReview }: { target: EditTarget; onReview: () => void }) {
  const { kind, designator } = target;
  return (
    <section className="work" aria-label="Deletion">
      <EmptyState
        icon={Trash2}
        title={kind === "delete" ? `Delete ${designator}?` : `Delete everything in ${designator}?`}
        action={
          <Button size="small" onPress={onReview}>
            Review
          </Button>
        }
      >
        Review reads what is there and shows what would go. Nothing is sent by it.
      </EmptyState>
    </section>
  );
}
