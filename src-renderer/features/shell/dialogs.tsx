import { useDeferredValue } from "react";
import type { Connection } from "#shared/connection.ts";
import { useConnection } from "../../query.ts";
import { useShell } from "../../state/shell.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { PasteQuestion } from "../cells/paste-question.tsx";
import { ConnectionDialog } from "../connections/connection-dialog.tsx";
import { ImportDialog } from "../connections/import-dialog.tsx";
import { ClearJournal } from "../edit/clear-journal.tsx";
import { IncompleteExport } from "../exporting/incomplete-export.tsx";
import { MemberEditor } from "../members/member-editor.tsx";
import { Palette } from "../palette/palette.tsx";
import { ConfirmWrite } from "../request/confirm-write.tsx";

const close = (): void => useShell.getState().openDialog(null);

/** The one modal dialog of the window. */
export function Dialogs({ connection }: { connection: Connection | undefined }) {
  const asked = useShell((shell) => shell.dialog);
  const deferred = useDeferredValue(asked);
  // The connection form is the one dialog that takes long to render, so it is rendered in a transition.
  const dialog = asked?.kind === "connection" ? deferred : asked;
  if (dialog === null) return null;
  switch (dialog.kind) {
    case "palette":
      return <Palette connection={connection} onClose={close} />;
    case "connection":
      return (
        <OneConnection
          key={dialog.connectionId}
          connectionId={dialog.connectionId}
          focusPassword={dialog.focus === "password"}
        />
      );
    case "import":
      return <ImportDialog fileName={dialog.fileName} text={dialog.text} entries={dialog.entries} onClose={close} />;
    case "confirm-write":
      return <OneWrite placeKey={dialog.placeKey} />;
    case "paste":
      return <PasteQuestion plan={dialog.plan} onPaste={dialog.onPaste} onClose={close} />;
    case "clear-journal":
      return <OneJournal connectionId={dialog.connectionId} />;
    case "members":
      return <MemberEditor connectionId={dialog.connectionId} collection={dialog.collection} onClose={close} />;
    case "incomplete-export":
      return <IncompleteExport lacks={dialog.lacks} onExport={dialog.onExport} onClose={close} />;
  }
}

function OneConnection({ connectionId, focusPassword }: { connectionId: string | null; focusPassword: boolean }) {
  const connection = useConnection(connectionId);
  if (connectionId !== null && !connection) return null;
  return (
    <ConnectionDialog
      connection={connection ?? null}
      focusPassword={focusPassword}
      onClose={close}
      onShow={(other) => useShell.getState().openDialog({ kind: "connection", connectionId: other })}
    />
  );
}

function OneWrite({ placeKey }: { placeKey: string }) {
  const place = useWorkspace((state) => state.places.get(placeKey));
  const connection = useConnection(place?.connectionId ?? null);
  return place && connection ? <ConfirmWrite connection={connection} place={place} onClose={close} /> : null;
}

function OneJournal({ connectionId }: { connectionId: string }) {
  const connection = useConnection(connectionId);
  return connection ? <ClearJournal connection={connection} onClose={close} /> : null;
}
