import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "#core/ports.ts";

/** Above this size the log becomes `explorer.log.1` and a new one begins. */
const maxLog = 1_000_000;

/**
 * The part of an error that is useful and cannot contain a secret. Fields other than name, message and stack are left
 * out, because errors of Node's HTTP parser contain the raw packet.
 */
function describe(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  if (!(error instanceof Error)) return typeof error;
  const cause = error.cause === undefined ? "" : `\ncaused by ${describe(error.cause) ?? ""}`;
  return `${error.stack ?? `${error.name}: ${error.message}`}${cause}`;
}

/**
 * One line of JSON per entry in `logs/explorer.log` of the data folder. Written synchronously and not through a stream,
 * because the last line before a crash matters most.
 */
export function openLog(dataFolder: string): Log {
  const folder = join(dataFolder, "logs");
  const file = join(folder, "explorer.log");

  function write(entry: Readonly<Record<string, unknown>>): void {
    try {
      // Not `recursive`, because the log must not recreate a deleted data folder.
      if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maxLog) renameSync(file, `${file}.1`);
      appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`, { mode: 0o600 });
    } catch {
      // A log that cannot be written, as on a full disk, must not end the application.
    }
  }

  return {
    info: (message, data) => write({ message, ...data }),
    error: (message, error) => write({ level: "error", message, error: describe(error) }),
  };
}

/** Uncaught errors are logged and the process goes on: keeping what is on screen matters more than a clean exit. */
export function logUncaught(log: Log): void {
  process.on("uncaughtException", (error) => log.error("uncaught exception", error));
  process.on("unhandledRejection", (reason) => log.error("unhandled rejection", reason));
}
