import { KeyRound, Lock, LockOpen, ShieldOff } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import type { Place } from "../../state/place.ts";
import { report } from "../../state/report.ts";
import { useShell } from "../../state/shell.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { acknowledgeUnencrypted } from "../connections/connection-actions.ts";
import { hostOf, minutes } from "../connections/connection-words.ts";
import { UnlockPopover } from "../connections/unlock-popover.tsx";
import { useUnlockedFor } from "../connections/writes.ts";

export interface ProblemStripProps {
  readonly connection: Connection;
  readonly place: Place;
  readonly onSend: () => void;
}

/** Why the request line cannot send, or did not, with the one thing that helps. Nothing when all is well. */
export function ProblemStrip({ connection, place, onSend }: ProblemStripProps) {
  const unlockedFor = useUnlockedFor(connection);
  const { problem } = place;
  const writing = place.draft.method !== "GET";
  if (writing && unlockedFor === null) return <LockedStrip connection={connection} />;
  if (problem === null) return null;

  // Unlocked in the meantime: the person sends again, nothing is repeated by itself.
  if (problem.code === "writes-locked") return unlockedFor === null ? <LockedStrip connection={connection} /> : null;
  if (problem.code === "password-needed") return <PasswordStrip connection={connection} />;
  if (problem.code === "unencrypted-not-acknowledged") {
    return <UnencryptedStrip connection={connection} onSend={onSend} />;
  }
  return (
    <Notice strip role="alert" kind="danger" title={problem.message}>
      {problem.detail}
    </Notice>
  );
}

function PasswordStrip({ connection }: { connection: Connection }) {
  const { connectionId, passwordNeeded } = connection;
  return (
    <Notice
      strip
      role="alert"
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
    >
      Nothing was sent.
    </Notice>
  );
}

function UnencryptedStrip({ connection, onSend }: { connection: Connection; onSend: () => void }) {
  return (
    <Notice
      strip
      role="alert"
      kind="caution"
      icon={ShieldOff}
      title={`${hostOf(connection)} is not encrypted.`}
      action={
        <Button size="small" onPress={() => report(acknowledgeUnencrypted(connection.connectionId).then(onSend))}>
          Send anyway
        </Button>
      }
    >
      The password is never sent, but answers can be read on the way. This is asked once.
    </Notice>
  );
}

function LockedStrip({ connection }: { connection: Connection }) {
  return (
    <Notice
      strip
      icon={Lock}
      title="Writes are locked for this connection."
      action={
        <UnlockPopover
          connection={connection}
          trigger={
            <Button size="small" icon={LockOpen}>
              Unlock for {minutes(connection.unlockMinutes)}
            </Button>
          }
        />
      }
    >
      <span className="hide-n">What you prepare here stays here; nothing leaves this computer.</span>
    </Notice>
  );
}
