import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { root } from "../../scripts/tool.ts";

/** A practice server that runs beside the tests. */
export interface DistantServer {
  readonly baseUrl: string;
  readonly stop: () => Promise<void>;
}

/**
 * A practice server in a process of its own that gives way to all others: the one of a real account has a machine for
 * itself, and what it works must not be measured as the application's.
 */
export async function distantServer(contacts: number): Promise<DistantServer> {
  const program = [process.execPath, "--import", "tsx", "src-main/practice/cli.ts", "--contacts", String(contacts)];
  // From its first thread on: a priority that is set later reaches only one of them.
  const [command = "", ...parameters] = process.platform === "win32" ? program : ["nice", "-n", "19", ...program];
  const child = spawn(command, parameters, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const baseUrl = /http:\S+/u.exec(line)?.[0];
  if (baseUrl === undefined) throw new Error(`The practice server did not start: ${line}`);
  return {
    baseUrl,
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}
