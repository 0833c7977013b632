import { Lock, LockOpen } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import type { Place } from "../../state/place.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { minutes } from "../connections/connection-words.ts";
import { LinkLocalStrip, PasswordStrip, UnencryptedStrip } from "../connections/login-strips.tsx";
import { UnlockPopover } from "../connections/unlock-popover.tsx";
import { useUnlockedFor } from "../connections/writes.ts";

export interface ProblemStripProps {
  readonly connection: Connection;
  readonly place: Place;
  /** The write goes through Review, which itself says that writes are locked. */
  readonly isReviewed: boolean;
  readonly onSend: () => void;
}

/** Why the request line cannot send, or did not, with the one action that helps. Nothing when all is well. */
export function ProblemStrip({ connection, place, isReviewed, onSend }: ProblemStripProps) {
  const unlockedFor = useUnlockedFor(connection);
  const { problem } = place;
  const writing = place.draft.method !== "GET";
  if (writing && unlockedFor === null && !isReviewed) return <LockedStrip connection={connection} />;
  if (problem === null) return null;

  // Writes have since been unlocked; the user sends again, nothing is repeated automatically.
  if (problem.code === "writes-locked") return unlockedFor === null ? <LockedStrip connection={connection} /> : null;
  if (problem.code === "password-needed") {
    if (connection.hasPassword) return null;
    return (
      <PasswordStrip connection={connection} role="alert">
        Nothing was sent.
      </PasswordStrip>
    );
  }
  if (problem.code === "unencrypted-not-acknowledged") {
    return <UnencryptedStrip connection={connection} action="Send anyway" onAccepted={onSend} />;
  }
  if (problem.code === "link-local-not-acknowledged") {
    const { message } = problem;
    return <LinkLocalStrip connection={connection} message={message} action="Send anyway" onAccepted={onSend} />;
  }
  return (
    <Notice strip role="alert" kind="danger" title={problem.message}>
      {problem.detail}
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
