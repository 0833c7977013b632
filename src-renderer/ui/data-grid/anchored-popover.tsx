import { startTransition, useMemo, useState, type ReactNode } from "react";
import { Popover } from "react-aria-components";
import { Underlay } from "../underlay.tsx";
import { useFilled } from "../use-filled.ts";

/** A point of the window in CSS pixels. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
}

export interface AnchoredPopoverProps {
  readonly at: Anchor;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A popover at a point instead of a button, for context menus and menus of headers that scroll away. */
export function AnchoredPopover({ at, onClose, children }: AnchoredPopoverProps) {
  // The popover measures its trigger when it opens, so the point has to be in the page before.
  const [anchor, setAnchor] = useState<HTMLSpanElement | null>(null);
  const triggerRef = useMemo(() => ({ current: anchor }), [anchor]);
  const filled = useFilled(anchor !== null);
  return (
    <>
      <span
        // In slices: a menu is as much work as a screen of rows.
        ref={(element) => startTransition(() => setAnchor(element))}
        aria-hidden="true"
        style={{ position: "fixed", left: at.x, top: at.y, width: 0, height: 0 }}
      />
      {anchor && <Underlay onClose={onClose} />}
      {anchor && (
        <Popover
          isNonModal
          className={filled ? "pop filled" : "pop unfilled"}
          triggerRef={triggerRef}
          isOpen
          placement="bottom start"
          offset={2}
          onOpenChange={(open) => {
            if (!open) onClose();
          }}
        >
          {filled && children}
        </Popover>
      )}
    </>
  );
}
