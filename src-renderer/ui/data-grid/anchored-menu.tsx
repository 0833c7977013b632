import { Menu } from "react-aria-components";
import { AnchoredPopover, type AnchoredPopoverProps } from "./anchored-popover.tsx";

export interface AnchoredMenuProps extends AnchoredPopoverProps {
  readonly label: string;
  readonly onAction: (id: string) => void;
}

/** A context menu at a point. */
export function AnchoredMenu({ at, label, onAction, onClose, children }: AnchoredMenuProps) {
  return (
    <AnchoredPopover at={at} onClose={onClose}>
      <Menu
        className="menu"
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- a menu takes the focus when it opens
        autoFocus="first"
        onClose={onClose}
        onAction={(key) => onAction(String(key))}
      >
        {children}
      </Menu>
    </AnchoredPopover>
  );
}
