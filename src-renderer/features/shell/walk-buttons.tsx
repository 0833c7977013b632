import { ArrowLeft, ArrowRight } from "lucide-react";
import { useEffect } from "react";
import { keysOf } from "../../commands.ts";
import { useConnections } from "../../query.ts";
import { runCommand, useCommand } from "../../state/command-bus.ts";
import { useStops } from "../../state/stops.ts";
import { IconButton } from "../../ui/button.tsx";
import { isInTab } from "./browser-history.ts";
import { goBack, goForward, stopWords } from "./walking.ts";

/** Back and Forward through the one history; the tooltip shows the destination, even on another connection. */
export function WalkButtons() {
  const { stops, at } = useStops();
  const connections = useConnections() ?? [];
  const nameOf = (id: string): string | undefined => connections.find(({ connectionId }) => connectionId === id)?.name;
  const [here, before, ahead] = [stops[at], stops[at - 1], stops[at + 1]];
  const noBack = before === undefined ? "Nothing to go back to." : undefined;
  const noForward = ahead === undefined ? "Nothing to go forward to." : undefined;
  useCommand("go.back", goBack, noBack);
  useCommand("go.forward", goForward, noForward);
  useMouseButtons();

  return (
    <>
      <IconButton
        size="small"
        icon={ArrowLeft}
        label="Back"
        tip={stopWords("Back", here, before, nameOf)}
        keys={keysOf("go.back")}
        notNow={noBack}
        onPress={goBack}
      />
      <IconButton
        size="small"
        icon={ArrowRight}
        label="Forward"
        extraClass="hide-s"
        tip={stopWords("Forward", here, ahead, nameOf)}
        keys={keysOf("go.forward")}
        notNow={noForward}
        onPress={goForward}
      />
    </>
  );
}

const backButton = 3;
const forwardButton = 4;

/** Mouse buttons for back and forward. In a tab the browser handles them, and its history leads. */
function useMouseButtons(): void {
  useEffect(() => {
    if (isInTab()) return undefined;
    const release = (event: MouseEvent): void => {
      if (event.button === backButton) runCommand("go.back");
      if (event.button === forwardButton) runCommand("go.forward");
    };
    addEventListener("mouseup", release);
    return () => removeEventListener("mouseup", release);
  }, []);
}
