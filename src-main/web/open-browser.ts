import { spawn } from "node:child_process";

function opener(path: string): readonly [program: string, ...parameters: string[]] | null {
  if (process.platform === "darwin") return ["open", path];
  // Not `start`, because it is part of the command interpreter, which reads some characters of a path as commands.
  if (process.platform === "win32") return ["explorer.exe", path];
  const hasDisplay = process.env["DISPLAY"] !== undefined || process.env["WAYLAND_DISPLAY"] !== undefined;
  return hasDisplay ? ["xdg-open", path] : null;
}

/** Whether this computer has a browser to open. */
export function canOpenBrowser(): boolean {
  return opener("") !== null;
}

/**
 * Opens a file in the user's default browser instead of an address, because every user of the computer can read the
 * command lines of programs. If it fails, the user can open the printed address.
 */
export function openBrowser(path: string): void {
  const command = opener(path);
  if (command === null) return;
  const [program, ...parameters] = command;
  const browser = spawn(program, parameters, { stdio: "ignore", detached: true });
  browser.on("error", () => undefined);
  browser.unref();
}
