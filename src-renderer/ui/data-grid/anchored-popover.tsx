import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { Popover } from "react-aria-components";

/** A point of the window in CSS pixels. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
}

/** A popover at a point instead of a button: context menus, and menus of heads that scroll away. */
export function AnchoredPopover({ at, onClose, children }: { at: Anchor; onClose: () => void; children: ReactNode }) {
  const anchor = useRef<HTMLSpanElement>(null);
  const [placed, setPlaced] = useState(false);
  // The popover measures its trigger when it opens, so the point has to be there before.
  useLayoutEffect(() => setPlaced(true), []);
  return (
    <>
      <span ref={anchor} aria-hidden="true" style={{ position: "fixed", left: at.x, top: at.y, width: 0, height: 0 }} />
      {placed && (
        <Popover
          className="pop"
          triggerRef={anchor}
          isOpen
          placement="bottom start"
          offset={2}
          onOpenChange={(open) => {
            if (!open) onClose();
          }}
        >
          {children}
        </Popover>
      )}
    </>
  );
}
