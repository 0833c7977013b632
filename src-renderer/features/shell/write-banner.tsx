import { LockOpen } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import type { Connection } from "#shared/connection.ts";
import { report } from "../../state/report.ts";
import { Icon } from "../../ui/icon.tsx";
import { countdown } from "../connections/connection-words.ts";
import { lockWrites, useUnlockedFor } from "../connections/writes.ts";

/** In the middle of the top bar while writes are unlocked: the time left, and a button that locks them. */
export function WriteBanner({ connection }: { connection: Connection }) {
  const left = useUnlockedFor(connection);
  if (left === null) return null;
  return (
    <span className="writebanner" {...(left <= 60_000 ? { "data-last-minute": "" } : {})}>
      <Icon of={LockOpen} size="s" />
      <span className="ell">Writes unlocked</span>
      <span className="time">{countdown(left)} left</span>
      <AriaButton data-focus-key="lock" onPress={() => report(lockWrites(connection.connectionId))}>
        Lock now
      </AriaButton>
    </span>
  );
}

/** Announces when writes are unlocked, when one minute is left, and when they are locked, but never the countdown. */
export function LockAnnouncer({ connection }: { connection: Connection }) {
  const left = useUnlockedFor(connection);
  const words =
    left === null
      ? "Writes are locked."
      : left <= 60_000
        ? "Writes lock in less than a minute."
        : "Writes are unlocked.";
  return <output className="sr">{words}</output>;
}
