import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import { root } from "../../scripts/tool.ts";
import { recordFocus } from "./focus-record.ts";
import { patience, type RunningHost } from "./host.ts";

export interface WebProcess {
  /** With the one-time token. */
  readonly url: string;
  readonly pid: number;
  output(): string;
  /** As Ctrl+C does. Resolves with the exit code. */
  interrupt(): Promise<number | null>;
  kill(): Promise<void>;
}

/** Flags for Node that make the computer appear to have this many bytes of memory. */
function saidToHave(memory: number | undefined): readonly string[] {
  if (memory === undefined) return [];
  const script = `import os from "node:os";
import { syncBuiltinESMExports } from "node:module";
os.totalmem = () => ${String(memory)};
syncBuiltinESMExports();`;
  return ["--import", `data:text/javascript,${encodeURIComponent(script)}`];
}

/**
 * Starts the browser host as `npm run web` does, and waits for its one line. With an environment it opens a browser,
 * which the environment has to provide.
 */
export async function startWebProcess(
  dataFolder: string,
  environment?: NodeJS.ProcessEnv,
  memory?: number,
  port = "0",
): Promise<WebProcess> {
  const program = join(root, "out", "main", "web.js");
  const opening = environment === undefined ? ["--no-open"] : [];
  const child = spawn(
    process.execPath,
    [...saidToHave(memory), program, "--port", port, ...opening, "--data", dataFolder],
    {
      stdio: ["ignore", "pipe", "pipe"],
      ...(environment === undefined ? {} : { env: environment }),
    },
  );
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const [, found] = /^Rezora Explorer: (http\S+)$/mu.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once("exit", () => reject(new Error(`The browser host did not start.\n${output}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    async interrupt() {
      if (child.exitCode === null) {
        const ended = once(child, "exit");
        child.kill("SIGINT");
        await ended;
      }
      return child.exitCode;
    },
    async kill() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** The browser host with one tab open, in a browser profile that knows nothing of other tests. */
export async function launchBrowserHost(dataFolder: string, browser: Browser, memory?: number): Promise<RunningHost> {
  const web = await startWebProcess(dataFolder, undefined, memory);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(patience);
  const lostFocus = await recordFocus(context, null);
  const page = await context.newPage();
  await page.goto(web.url);
  return {
    page,
    lostFocus,
    pid: web.pid,
    electron: undefined,
    origin: new URL(web.url).origin,
    output: () => web.output(),
    async close() {
      await context.close();
      await web.interrupt();
    },
    async kill() {
      await web.kill();
      await context.close();
    },
  };
}
