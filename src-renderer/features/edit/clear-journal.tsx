import type { Connection } from "#shared/connection.ts";
import { call } from "../../api.ts";
import { journalKey, queryClient } from "../../query.ts";
import { report } from "../../state/report.ts";
import { Button } from "../../ui/button.tsx";
import { ModalDialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";

/** Nothing but the journal can undo a write, so clearing it needs a confirmation. */
export function ClearJournal({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { connectionId, name } = connection;
  return (
    <ModalDialog
      title={`Clear the journal of ${name}?`}
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
            variant="danger"
            onPress={() => {
              onClose();
              report(clearJournal(connectionId));
            }}
          >
            Clear journal
          </Button>
        </>
      }
    >
      <Notice kind="caution" title="Writes that are cleared can no longer be undone.">
        Their old and new values are removed from this computer. Nothing changes on the server. Drafts and commits that
        are not finished stay.
      </Notice>
    </ModalDialog>
  );
}

async function clearJournal(connectionId: string): Promise<void> {
  await call("clearJournal", { connectionId });
  await queryClient.invalidateQueries({ queryKey: journalKey(connectionId) });
}
