import { KeyRound, ShieldOff } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import { report } from "../../state/report.ts";
import { useShell } from "../../state/shell.ts";
import { Button } from "../../ui/button.tsx";
import { Notice, type NoticeProps } from "../../ui/notice.tsx";
import { acknowledgeUnencrypted } from "./connection-actions.ts";
import { hostOf } from "./connection-words.ts";

export interface PasswordStripProps extends Pick<NoticeProps, "role" | "children"> {
  readonly connection: Connection;
}

/** The login has no password, with the way to enter it. */
export function PasswordStrip({ connection, ...notice }: PasswordStripProps) {
  const { connectionId, passwordNeeded } = connection;
  return (
    <Notice
      strip
      {...notice}
      kind="caution"
      icon={KeyRound}
      title={passwordNeeded ? "The password must be entered again." : "This connection has no password yet."}
      action={
        <Button
          size="small"
          onPress={() => useShell.getState().openDialog({ kind: "connection", connectionId, focus: "password" })}
        >
          Enter password…
        </Button>
      }
    />
  );
}

export interface UnencryptedStripProps {
  readonly connection: Connection;
  /** What goes on once it is accepted: `Send anyway`. */
  readonly action: string;
  readonly onAccepted: () => void;
}

/** What was asked for would travel unencrypted; going on is the person's decision. */
export function UnencryptedStrip({ connection, action, onAccepted }: UnencryptedStripProps) {
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
