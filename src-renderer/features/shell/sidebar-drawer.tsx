import { ChevronDown } from "lucide-react";
import { Button as AriaButton, Dialog, DialogTrigger, Modal, ModalOverlay } from "react-aria-components";
import { spelledOut } from "#shared/visible-text.ts";
import { openDrawer, useDrawer } from "../../state/drawer.ts";
import { Icon } from "../../ui/icon.tsx";
import { visibleValue } from "../../ui/visible-text.tsx";
import { SidebarContent, type SidebarContentProps } from "./sidebar.tsx";

/**
 * In a small window the sidebar opens from the name of the connection. Choosing something or pressing Esc closes it.
 */
export function SidebarDrawer({ connection, page }: SidebarContentProps) {
  const open = useDrawer((drawer) => drawer.open);
  const name = connection?.name ?? "Connections";
  return (
    <DialogTrigger isOpen={open} onOpenChange={openDrawer}>
      <AriaButton
        className="topconn"
        data-focus-key="sidebar"
        aria-label={`Connection and resources, now ${spelledOut(name)}`}
      >
        <span className="hue" data-hue={connection?.colour} />
        <span className="ell">{visibleValue(name)}</span>
        <Icon of={ChevronDown} size="xs" tone="c-3" />
      </AriaButton>
      <ModalOverlay className="drawerscrim" isDismissable>
        <Modal className="drawer">
          <Dialog className="sidebar" aria-label="Connection and resources">
            <SidebarContent connection={connection} page={page} />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
