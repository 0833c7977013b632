import { useEffect } from "react";
import { commands, isCommandId } from "../commands.ts";
import { onEvent } from "../api.ts";
import { runCommand } from "./command-bus.ts";
import { matchesKeys } from "./keys.ts";

/** Runs commands by their keys, and those that the native menu of the host sends. */
export function useShortcuts(platform: "mac" | "other"): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = commands.find(({ keys }) => keys.some((each) => matchesKeys(event, each, platform)));
      if (!command) return;
      event.preventDefault();
      // A window over the window answers only its own keys.
      if (document.querySelector("[role=dialog], [role=alertdialog]") === null) runCommand(command.id);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [platform]);

  useEffect(
    () =>
      onEvent("command", ({ id }) => {
        if (isCommandId(id)) runCommand(id);
      }),
    [],
  );
}
