import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { ModalDialog } from "./dialog.tsx";
import { Notice } from "./notice.tsx";

export interface QuestionDialogProps {
  readonly title: string;
  /** What follows from the action, in one bold sentence; `children` say the rest. */
  readonly caution: string;
  readonly children: ReactNode;
  /** The verb on the button that does it. */
  readonly action: string;
  readonly variant: "primary" | "danger";
  readonly onAction: () => void;
  readonly onClose: () => void;
}

/** Asks before something is done that a user may not want. Cancel has the focus, so that Enter does nothing. */
export function QuestionDialog({ title, caution, children, action, variant, onAction, onClose }: QuestionDialogProps) {
  return (
    <ModalDialog
      title={title}
      role="alertdialog"
      width={440}
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
          <Button onPress={onClose} autoFocus>
            Cancel
          </Button>
          <Button
            variant={variant}
            onPress={() => {
              onClose();
              onAction();
            }}
          >
            {action}
          </Button>
        </>
      }
    >
      <Notice kind="caution" title={caution}>
        {children}
      </Notice>
    </ModalDialog>
  );
}
