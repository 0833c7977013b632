import type { ReactElement, ReactNode } from "react";
import { Dialog, DialogTrigger, Popover as AriaPopover } from "react-aria-components";

export interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly width?: number;
  readonly placement?: "bottom start" | "bottom end" | "top start" | "top end";
  /** For opening it from elsewhere than its trigger. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/** A small dialog attached to a button; not for menus. */
export function Popover({ trigger, label, width, placement = "bottom start", children, ...open }: PopoverProps) {
  return (
    <DialogTrigger {...open}>
      {trigger}
      <AriaPopover className="pop" placement={placement} offset={4}>
        <Dialog className="popbody" aria-label={label} style={width === undefined ? {} : { width }}>
          {({ close }) => <>{typeof children === "function" ? children(close) : children}</>}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
