import { CircleStop, RefreshCw, Stethoscope } from "lucide-react";
import { keysOf } from "../../commands.ts";
import { Button } from "../../ui/button.tsx";
import { Tooltip } from "../../ui/tooltip.tsx";

export interface RunButtonProps {
  readonly running: boolean;
  /** There is a result already. */
  readonly again: boolean;
  /** Why it cannot be run now. */
  readonly notNow: string | undefined;
  readonly onRun: () => void;
  readonly onCancel: () => void;
}

/** Starts what a page finds out, and ends it while it runs. */
export function RunButton({ running, again, notNow, onRun, onCancel }: RunButtonProps) {
  if (running) {
    return (
      <Tooltip text="Closes the connection." keys={keysOf("request.cancel")}>
        <Button icon={CircleStop} onPress={onCancel}>
          Cancel
        </Button>
      </Tooltip>
    );
  }
  const button = (
    <Button
      variant={again || notNow !== undefined ? "plain" : "primary"}
      icon={again ? RefreshCw : Stethoscope}
      notNow={notNow}
      onPress={onRun}
    >
      {again ? "Run again" : "Find out"}
    </Button>
  );
  // What keeps it from running is the button's own tooltip.
  if (notNow !== undefined) return button;
  return (
    <Tooltip text="Only reads are sent." keys={keysOf("request.send")}>
      {button}
    </Tooltip>
  );
}
