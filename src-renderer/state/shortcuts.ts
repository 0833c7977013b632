import { useEffect } from "react";
import { commands, isCommandId } from "../commands.ts";
import { onEvent } from "../api.ts";
import { isOffered, runCommand } from "./command-bus.ts";
import { matchesKeys } from "./keys.ts";

/** Runs commands by their keys, and those that the native menu of the host sends. */
export function useShortcuts(platform: "mac" | "other"): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const fitting = commands.filter(({ keys }) => keys.some((each) => matchesKeys(event, each, platform)));
      // Two commands may share keys; what is on screen decides which of them is meant.
      const command = fitting.find(({ id }) => isOffered(id)) ?? fitting[0];
      if (!command || ("notInText" in command && isTextField(event.target))) return;
      event.preventDefault();
      // An open dialog or menu handles only its own keys.
      if (document.querySelector("[role=dialog], [role=alertdialog], .underlay") === null) runCommand(command.id);
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

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
