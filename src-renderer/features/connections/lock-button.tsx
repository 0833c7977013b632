import { Lock, LockOpen } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { Connection } from "#shared/connection.ts";
import { useCommand } from "../../state/command-bus.ts";
import { report } from "../../state/report.ts";
import { Icon } from "../../ui/icon.tsx";
import { countdown } from "./connection-words.ts";
import { UnlockPopover } from "./unlock-popover.tsx";
import { lockWrites, useUnlockedFor } from "./writes.ts";

export interface LockButtonProps {
  readonly connection: Connection;
  /** Set where no write banner above the window shows how long writes stay unlocked. */
  readonly showsTime?: true;
}

/** The lock of a connection: shows whether writes can be sent, and changes it. */
export function LockButton({ connection, showsTime }: LockButtonProps) {
  const left = useUnlockedFor(connection);
  const [asking, setAsking] = useState(false);
  const lock = (): void => report(lockWrites(connection.connectionId));
  useCommand("writes.unlock", () => setAsking(true), left === null ? undefined : "Writes are unlocked already.");
  useCommand("lock.now", lock, left === null ? "Writes are locked already." : undefined);

  if (left !== null) {
    return (
      <AriaButton className="badge write" data-focus-key="lock" aria-label="Unlocked, lock writes now" onPress={lock}>
        <Icon of={LockOpen} />
        Unlocked
        {/* Drawn by CSS: an accessible name must contain the visible text, and this changes every second. */}
        {showsTime && <span className="tnum left" data-left={countdown(left)} />}
      </AriaButton>
    );
  }
  return (
    <UnlockPopover
      connection={connection}
      placement="bottom start"
      isOpen={asking}
      onOpenChange={setAsking}
      trigger={
        <AriaButton className="badge" data-focus-key="lock" aria-label="Read-only, unlock writes">
          <Icon of={Lock} />
          Read-only
        </AriaButton>
      }
    />
  );
}
