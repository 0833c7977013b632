import { Button } from "../../ui/button.tsx";
import type { RunningCheck } from "./use-check.ts";

export interface CheckActionsProps {
  readonly running: RunningCheck;
  /** null where the bytes cannot be shown beside this view. */
  readonly onShowByte: ((byteOffset: number) => void) | null;
}

/** Actions for a check: stop it, start it again, go to the first difference. */
export function CheckActions({ running, onShowByte }: CheckActionsProps) {
  const { check, state, stop, again } = running;
  const at = check?.firstDifference?.byteOffset;
  return (
    <>
      {at !== undefined && onShowByte && (
        <Button size="small" onPress={() => onShowByte(at)}>
          Show the bytes
        </Button>
      )}
      {state === "running" && check !== null && (
        <Button size="small" onPress={stop}>
          Stop
        </Button>
      )}
      {(state === "stopped" || state === "failed") && (
        <Button size="small" onPress={again}>
          Check again
        </Button>
      )}
    </>
  );
}
