import { PencilLine } from "lucide-react";
import { Icon } from "../../ui/icon.tsx";
import { formatAmount, formatCount } from "../response/format.ts";

/** The number of pending changes, beside the name of what they belong to. Nothing when there are none. */
export function PendingCount({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <span className="pcount" title={formatAmount(count, "pending change")}>
      <Icon of={PencilLine} size="xs" />
      {formatCount(count)}
      <span className="sr"> pending</span>
    </span>
  );
}
