import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { IconButton } from "./button.tsx";

export interface ModalDialogProps {
  readonly title: string;
  /** Beside the title. */
  readonly badge?: ReactNode;
  readonly width: number;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
  readonly role?: "dialog" | "alertdialog";
  readonly onClose: () => void;
}

/** A window over the window: traps focus, closes with Esc, gives focus back. Mount it to open it. */
export function ModalDialog({ title, badge, width, footer, children, role = "dialog", onClose }: ModalDialogProps) {
  return (
    <ModalOverlay className="scrim" isOpen isDismissable={false} onOpenChange={(open) => open || onClose()}>
      <Modal className="dialogbox" style={{ width }}>
        <Dialog className="dialog" role={role}>
          <header>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {badge}
            <span className="grow" />
            <IconButton size="small" icon={X} label="Close" onPress={onClose} />
          </header>
          <div className="dialogbody">{children}</div>
          {footer !== undefined && <footer>{footer}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
