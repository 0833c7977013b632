import { KeyRound, Radar, ShieldOff } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import { missingPassword } from "#shared/password-words.ts";
import { useApplication } from "../../query.ts";
import { missingPasswordHint, secretStorageWords } from "../../state/storage-words.ts";
import { report } from "../../state/report.ts";
import { useShell } from "../../state/shell.ts";
import { Button } from "../../ui/button.tsx";
import { Notice, type NoticeProps } from "../../ui/notice.tsx";
import { acknowledgeLinkLocal, acknowledgeUnencrypted } from "./connection-actions.ts";
import { hostOf } from "./connection-words.ts";

export interface PasswordStripProps extends Pick<NoticeProps, "role" | "children"> {
  readonly connection: Connection;
}

/** The login has no password; offers to enter it. */
export function PasswordStrip({ connection, children, ...notice }: PasswordStripProps) {
  const { connectionId } = connection;
  const application = useApplication();
  const isKept = application ? secretStorageWords(application.secretStorage, application.unsaved).isKept : null;
  return (
    <Notice
      strip
      {...notice}
      kind="caution"
      icon={KeyRound}
      title={missingPassword(connection)}
      action={
        <Button
          size="small"
          onPress={() => useShell.getState().openDialog({ kind: "connection", connectionId, focus: "password" })}
        >
          Enter password…
        </Button>
      }
    >
      {children} {missingPasswordHint(connection, isKept)}
    </Notice>
  );
}

export interface AcknowledgementStripProps {
  readonly connection: Connection;
  /** The label of the button that continues: `Send anyway`. */
  readonly action: string;
  readonly onAccepted: () => void;
}

/** The request would travel unencrypted; the user decides whether to go on. */
export function UnencryptedStrip({ connection, action, onAccepted }: AcknowledgementStripProps) {
  return (
    <Notice
      strip
      role="alert"
      kind="caution"
      icon={ShieldOff}
      title={`${hostOf(connection)} is not encrypted.`}
      action={
        <Button size="small" onPress={() => report(acknowledgeUnencrypted(connection.connectionId).then(onAccepted))}>
          {action}
        </Button>
      }
    >
      The password is never sent, but answers can be read on the way. This is asked once.
    </Notice>
  );
}

export interface LinkLocalStripProps extends AcknowledgementStripProps {
  /** Which address it is, and that nothing was sent there. */
  readonly message: string;
}

/** The API is never on such a host, so the user decides whether to go on. */
export function LinkLocalStrip({ connection, message, action, onAccepted }: LinkLocalStripProps) {
  const { connectionId, unencrypted } = connection;
  return (
    <Notice
      strip
      role="alert"
      kind="caution"
      icon={Radar}
      title={message}
      action={
        <Button size="small" onPress={() => report(acknowledgeLinkLocal(connectionId).then(onAccepted))}>
          {action}
        </Button>
      }
    >
      {unencrypted ? "It is not encrypted either. This is asked once." : "This is asked once."}
    </Notice>
  );
}
