/** `npm start -- --data DIR`: opens the application in Electron, or in a browser tab if Electron is not available. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuilt } from "./build.ts";
import { electronFlags, fetchElectron, findElectron, hasDisplay, type ElectronRuntime } from "./electron-runtime.ts";
import { root } from "./tool.ts";

/** A runtime that fails within this time has not opened a window: a library is missing, or the sandbox is. */
const startMs = 10_000;

/** Why Electron cannot be used; undefined after it ran and ended. */
async function openElectron(): Promise<string | undefined> {
  if (!hasDisplay()) return "There is no display (DISPLAY and WAYLAND_DISPLAY are not set)";
  let runtime = findElectron();
  if (runtime === undefined) {
    if (process.env["ELECTRON_OVERRIDE_DIST_PATH"]) return "ELECTRON_OVERRIDE_DIST_PATH names no Electron runtime";
    console.error("Fetching the Electron runtime, once…");
    const obstacle = await fetchElectron(180);
    if (obstacle !== undefined) return `The Electron runtime could not be fetched (${obstacle})`;
    runtime = findElectron();
  }
  return runtime === undefined ? "There is no Electron runtime" : await runElectron(runtime);
}

function runElectron({ executable }: ElectronRuntime): Promise<string | undefined> {
  const { flags, reason } = electronFlags();
  if (reason !== undefined) console.error(reason);
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const child = spawn(executable, [root, ...flags, ...process.argv.slice(2)], { stdio: "inherit" });
    let asked = false;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        asked = true;
        child.kill(signal);
      });
    }
    child.once("error", (error) => resolve(`Electron did not start (${error.message})`));
    child.once("exit", (code, signal) => {
      const failed = code !== 0 && !asked;
      if (failed && performance.now() - startedAt < startMs) {
        resolve(`Electron did not start (${signal ?? `exit code ${String(code)}`})`);
        return;
      }
      process.exitCode = failed ? (code ?? 1) : 0;
      resolve(undefined);
    });
  });
}

await ensureBuilt();
const obstacle = await openElectron();
if (obstacle !== undefined) {
  console.error(`${obstacle}: the same application opens in a browser tab instead. Ctrl+C ends it.`);
  await import(pathToFileURL(join(root, "out", "main", "web.js")).href);
}
