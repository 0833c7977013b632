import { spawn } from "node:child_process";
import { once } from "node:events";
import { needsVirtualDisplay } from "../../scripts/prerequisites.ts";

let started: Promise<string> | undefined;

/** Xvfb writes the number of the free display that it found to the given descriptor. */
async function startXvfb(): Promise<string> {
  const parameters = ["-displayfd", "3", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"];
  const server = spawn("Xvfb", parameters, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  process.once("exit", () => server.kill());
  const failed = once(server, "exit").then(([code]) => {
    throw new Error(`Xvfb ended with ${String(code)} before it had a display.`);
  });
  const names = server.stdio[3];
  if (names === null || names === undefined) throw new Error("Xvfb was started without its third descriptor.");
  const [number] = (await Promise.race([once(names, "data"), failed])) as [Buffer];
  failed.catch(() => undefined);
  server.unref();
  return `:${number.toString("latin1").trim()}`;
}

/**
 * The environment for a window. Without a screen, every process of the tests has a display of its own: on a shared one,
 * a window that opens over another takes the mouse away from it.
 */
export async function windowEnvironment(): Promise<NodeJS.ProcessEnv> {
  if (!needsVirtualDisplay()) return process.env;
  return { ...process.env, DISPLAY: await (started ??= startXvfb()) };
}
