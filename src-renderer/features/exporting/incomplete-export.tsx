import { Button } from "../../ui/button.tsx";
import { ModalDialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";

export interface IncompleteExportProps {
  /** `Only 137 whole records arrived.` */
  readonly lacks: string;
  readonly onExport: () => void;
  readonly onClose: () => void;
}

/** A file outlives the notice on the screen, so whoever makes one of a part is asked. */
export function IncompleteExport({ lacks, onExport, onClose }: IncompleteExportProps) {
  return (
    <ModalDialog
      title="Export an incomplete answer?"
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
            variant="primary"
            onPress={() => {
              onClose();
              onExport();
            }}
          >
            Export this part
          </Button>
        </>
      }
    >
      <Notice kind="caution" title={lacks}>
        The name of the file will say “incomplete”.
      </Notice>
    </ModalDialog>
  );
}
