import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants, setPriority } from "node:os";
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
  const program = ["--import", "tsx", "src-main/practice/cli.ts", "--contacts", String(contacts)];
  const child = spawn(process.execPath, program, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const baseUrl = /http:\S+/u.exec(line)?.[0];
  if (baseUrl === undefined || child.pid === undefined) throw new Error(`The practice server did not start: ${line}`);
  setPriority(child.pid, constants.priority.PRIORITY_LOW);
  return {
    baseUrl,
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}
