import { spawn } from "node:child_process";

function opener(url: string): readonly [program: string, ...parameters: string[]] | null {
  if (process.platform === "darwin") return ["open", url];
  // `start` is part of the command interpreter; its first quoted word would be a window title.
  if (process.platform === "win32") return ["cmd", "/c", "start", "", url];
  const hasDisplay = process.env["DISPLAY"] !== undefined || process.env["WAYLAND_DISPLAY"] !== undefined;
  return hasDisplay ? ["xdg-open", url] : null;
}

/** Opens the person's default browser where there is one. The printed address is there for every other case. */
export function openBrowser(url: string): void {
  const command = opener(url);
  if (command === null) return;
  const [program, ...parameters] = command;
  const browser = spawn(program, parameters, { stdio: "ignore", detached: true });
  browser.on("error", () => undefined);
  browser.unref();
}
