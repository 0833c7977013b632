import { Lock, LockOpen } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import { report } from "../../state/report.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { visibleValue } from "../../ui/visible-text.tsx";
import { minutes } from "../connections/connection-words.ts";
import { unlockWrites, useIsUnlocked } from "../connections/writes.ts";

/**
 * Says that writes are locked, with the button that unlocks them, where changes are prepared: the same in the table, in
 * a form and in Review. The button is never at the position of Commit, so a double click cannot send.
 */
export function LockStrip({ connection }: { readonly connection: Connection }) {
  const isUnlocked = useIsUnlocked(connection);
  if (isUnlocked) return null;
  return (
    <div className="lockstrip">
      <Icon of={Lock} />
      <span className="grow ell">
        <b>Writes are locked</b> <span className="ink-2">for {visibleValue(connection.name)}.</span>
      </span>
      <Button icon={LockOpen} onPress={() => report(unlockWrites(connection.connectionId))}>
        Unlock for {minutes(connection.unlockMinutes)}
      </Button>
    </div>
  );
}
