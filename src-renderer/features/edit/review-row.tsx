import { ChevronRight, TriangleAlert, Undo2 } from "lucide-react";
import { memo } from "react";
import type { ReviewItem } from "#shared/edits.ts";
import { spelledOut } from "#shared/visible-text.ts";
import { Badge } from "../../ui/badge.tsx";
import { Icon } from "../../ui/icon.tsx";
import { shortened } from "../../ui/shortened.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import { MethodName } from "../request/address.tsx";
import { RecordTitle } from "../resources/record-name.tsx";
import { discardLabel, fieldsText } from "./review-rows.ts";

export interface ReviewRowProps {
  readonly connectionId: string;
  readonly item: ReviewItem;
  readonly index: number;
  readonly onOpen: (index: number) => void;
  /** null: it cannot be discarded. */
  readonly onDiscard: ((item: ReviewItem, index: number) => void) | null;
}

/**
 * One write of many, folded: method, designator, name and fields. The buttons are plain elements, since a commit may
 * have thousands of them; rows outside the viewport are not laid out.
 */
export const ReviewRow = memo(function ReviewRow({ connectionId, item, index, onOpen, onDiscard }: ReviewRowProps) {
  const { method, designator, title, state } = item;
  return (
    <section className="putrow" data-change={index} aria-label={spelledOut(`${method} ${designator}`)}>
      <button
        type="button"
        className="unfold"
        aria-expanded="false"
        aria-label={spelledOut(`Unfold ${shortened(title || designator)}`)}
        onClick={() => onOpen(index)}
      >
        <Icon of={ChevronRight} size="xs" tone="c-3" />
      </button>
      <MethodName method={method} />
      <span className="mono">{visibleText(shortened(designator))}</span>
      <span className="ell ink-2">
        <RecordTitle connectionId={connectionId} designator={designator} title={shortened(title)} />
      </span>
      {state === "ready" ? (
        <span className="f">{visibleText(fieldsText(item))}</span>
      ) : (
        <span className="f">
          <Badge kind="caution" icon={TriangleAlert}>
            {stateNames[state]}
          </Badge>
        </span>
      )}
      {onDiscard !== null && (
        <button
          type="button"
          className="btn quiet sm ico"
          aria-label={spelledOut(discardLabel(item))}
          title={spelledOut(discardLabel(item))}
          onClick={() => onDiscard(item, index)}
        >
          <Icon of={Undo2} />
        </button>
      )}
    </section>
  );
});

const stateNames = { moved: "Moved", unchanged: "Unchanged", gone: "Gone", refused: "Refused" } as const;
