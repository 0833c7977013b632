import { createPortal } from "react-dom";

/**
 * Lies under a menu and catches the click beside it, which closes the menu and does nothing else. React Aria would
 * make everything around a modal popover inert, and Chromium then computes the style of every element anew, twice for
 * each menu: beside a full table that is a third of all the work. A menu needs no more than this: it has the focus, and
 * Tab or a click elsewhere closes it.
 */
export function Underlay({ onClose }: { onClose: () => void }) {
  return createPortal(
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- keys never reach it: Escape is the menu's
    <div
      className="underlay"
      // The focus stays in the menu, which then gives it back to where it came from.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClose}
      onContextMenu={(event) => {
        event.preventDefault();
        onClose();
      }}
    />,
    document.body,
  );
}
