import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog, Form, Heading, Modal, ModalOverlay } from "react-aria-components";
import { IconButton } from "./button.tsx";
import { visibleText } from "./visible-text.tsx";

export interface ModalDialogProps {
  readonly title: string;
  readonly width: number;
  readonly footer?: ReactNode;
  /** Between body and footer, for a question about what the footer offers. */
  readonly above?: ReactNode;
  readonly children: ReactNode;
  readonly role?: "dialog" | "alertdialog";
  readonly onClose: () => void;
  /** Enter in a field, or a button of type submit. */
  readonly onSubmit?: () => void;
}

/** A modal dialog: traps focus, closes with Esc, returns the focus. Mount it to open it. */
export function ModalDialog({ title, width, footer, above, children, role = "dialog", ...does }: ModalDialogProps) {
  return (
    <ModalOverlay className="scrim" isOpen isDismissable={false} onOpenChange={(open) => open || does.onClose()}>
      <Modal className="dialogbox" style={{ width }}>
        <Dialog className="dialog" role={role}>
          <header>
            <Heading slot="title" level={2}>
              {visibleText(title)}
            </Heading>
            <span className="grow" />
            <IconButton size="small" icon={X} label="Close" keys="Escape" onPress={does.onClose} />
          </header>
          <Form
            className="dialogform"
            onSubmit={(event) => {
              event.preventDefault();
              does.onSubmit?.();
            }}
          >
            <div className="dialogbody">{children}</div>
            {above}
            {footer !== undefined && <footer>{footer}</footer>}
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
