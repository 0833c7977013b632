import type { Connection } from "#shared/connection.ts";
import { call } from "../../api.ts";
import { journalKey, queryClient } from "../../query.ts";
import { report } from "../../state/report.ts";
import { QuestionDialog } from "../../ui/question-dialog.tsx";

/** Only the journal can undo a write, so clearing it needs a confirmation. */
export function ClearJournal({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { connectionId, name } = connection;
  return (
    <QuestionDialog
      title={`Clear the journal of ${name}?`}
      caution="Writes that are cleared can no longer be undone."
      action="Clear journal"
      variant="danger"
      onAction={() => report(clearJournal(connectionId))}
      onClose={onClose}
    >
      Their old and new values are removed from this computer. Nothing changes on the server. Drafts and commits that
      are not finished stay.
    </QuestionDialog>
  );
}

async function clearJournal(connectionId: string): Promise<void> {
  await call("clearJournal", { connectionId });
  await queryClient.invalidateQueries({ queryKey: journalKey(connectionId) });
}
