import { CircleStop, RefreshCw, Stethoscope, type LucideIcon } from "lucide-react";
import { keysOf } from "../../commands.ts";
import { Button } from "../../ui/button.tsx";
import { Tooltip } from "../../ui/tooltip.tsx";

export interface RunButtonProps {
  readonly running: boolean;
  /** A result already exists. */
  readonly again: boolean;
  /** Why it cannot be run now. */
  readonly notNow: string | undefined;
  readonly onRun: () => void;
  readonly onCancel: () => void;
}

/** Starts the run of a page, and stops it while it is running. */
export function RunButton({ running, again, notNow, onRun, onCancel }: RunButtonProps) {
  if (running) return <CancelRun onCancel={onCancel} />;
  return again ? (
    <StartRun icon={RefreshCw} text="Run again" notNow={notNow} onRun={onRun} />
  ) : (
    <StartRun primary icon={Stethoscope} text="Find out" notNow={notNow} onRun={onRun} />
  );
}

export interface StartRunProps extends Pick<RunButtonProps, "notNow" | "onRun"> {
  readonly icon: LucideIcon;
  readonly text: string;
  /** Whether it is the main action of the page. */
  readonly primary?: boolean;
}

/** Sends the reads of a page, or says why that is not possible now. */
export function StartRun({ icon, text, primary = false, notNow, onRun }: StartRunProps) {
  const variant = primary && notNow === undefined ? "primary" : "plain";
  const button = (
    <Button variant={variant} icon={icon} notNow={notNow} onPress={onRun}>
      {text}
    </Button>
  );
  // The tooltip of the button says why it is disabled.
  if (notNow !== undefined) return button;
  return (
    <Tooltip text="Only reads are sent." keys={keysOf("request.send")}>
      {button}
    </Tooltip>
  );
}

/** Stops the run. */
export function CancelRun({ onCancel }: Pick<RunButtonProps, "onCancel">) {
  return (
    <Tooltip text="Closes the connection." keys={keysOf("request.cancel")}>
      <Button icon={CircleStop} onPress={onCancel}>
        Cancel
      </Button>
    </Tooltip>
  );
}
