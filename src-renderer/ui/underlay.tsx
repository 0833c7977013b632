import { createPortal } from "react-dom";

/**
 * Lies under a menu and catches clicks outside it, which close the menu and do nothing else. React Aria would make
 * everything around a modal popover inert, and Chromium would then recompute the style of every element twice for each
 * menu: with a full table, that is a third of all the work. A menu needs no more than this: it has the focus, and Tab
 * or a click elsewhere closes it.
 */
export function Underlay({ onClose }: { onClose: () => void }) {
  return createPortal(
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- keys never reach it: Escape is the menu's
    <div
      className="underlay"
      // The focus stays in the menu, which returns it to the previously focused element when it closes.
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
