import { Check } from "lucide-react";
import { Icon } from "../../ui/icon.tsx";

/**
 * Marks the connection in use in a list. Other entries reserve its space, so that the badges before it stay aligned.
 */
export function CurrentMark({ isCurrent }: { readonly isCurrent: boolean }) {
  return (
    <span className="currentmark">
      {isCurrent && (
        <>
          <Icon of={Check} size="s" tone="c-accent" />
          <span className="sr">, the current one</span>
        </>
      )}
    </span>
  );
}
