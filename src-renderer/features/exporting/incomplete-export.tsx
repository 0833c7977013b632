import { QuestionDialog } from "../../ui/question-dialog.tsx";

export interface IncompleteExportProps {
  /** `Only 137 whole records arrived.` */
  readonly lacks: string;
  readonly onExport: () => void;
  readonly onClose: () => void;
}

/** A file outlives the notice on the screen, so saving an incomplete one needs a confirmation. */
export function IncompleteExport({ lacks, onExport, onClose }: IncompleteExportProps) {
  return (
    <QuestionDialog
      title="Export an incomplete answer?"
      caution={lacks}
      action="Export this part"
      variant="primary"
      onAction={onExport}
      onClose={onClose}
    >
      The name of the file will say “incomplete”.
    </QuestionDialog>
  );
}
