import { LockOpen } from "lucide-react";
import type { ReactElement } from "react";
import type { Connection } from "#shared/connection.ts";
import { report } from "../../state/report.ts";
import { Button } from "../../ui/button.tsx";
import { Popover } from "../../ui/popover.tsx";
import { hostOf, minutes } from "./connection-words.ts";
import { unlockWrites } from "./writes.ts";
import { visibleText, visibleValue } from "../../ui/visible-text.tsx";

export interface UnlockPopoverProps {
  readonly connection: Connection;
  readonly trigger: ReactElement;
  readonly placement?: "bottom start" | "bottom end";
  /** Lets a command open it. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

/** Unlocking is explicit: the popover says what can then be sent, where to and for how long. */
export function UnlockPopover({ connection, trigger, placement = "bottom end", ...open }: UnlockPopoverProps) {
  const time = minutes(connection.unlockMinutes);
  return (
    <Popover trigger={trigger} label="Unlock writes" width={288} placement={placement} {...open}>
      {(close) => (
        <>
          <p className="poptitle">Unlock writes on {visibleValue(connection.name)}?</p>
          <p className="sm ink-2 poptext">
            POST, PUT and DELETE can then change data on <span className="mono">{visibleText(hostOf(connection))}</span>{" "}
            for {time}. Each is shown before it is sent.
          </p>
          <div className="row popfoot">
            <Button size="small" onPress={close}>
              Cancel
            </Button>
            <Button
              size="small"
              variant="write"
              icon={LockOpen}
              autoFocus
              onPress={() => {
                close();
                report(unlockWrites(connection.connectionId));
              }}
            >
              Unlock for {time}
            </Button>
          </div>
        </>
      )}
    </Popover>
  );
}
