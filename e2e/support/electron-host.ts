import { _electron } from "@playwright/test";
import { electronFlags, findElectron } from "../../scripts/electron-runtime.ts";
import { root } from "../../scripts/tool.ts";
import { windowEnvironment } from "./display.ts";
import { recordFocus } from "./focus-record.ts";
import { patience, type RunningHost } from "./host.ts";

/** On a real screen the windows of two tests may overlap: neither may be throttled. */
const alwaysInFront = ["--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding"];

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** `memory`: the bytes of memory that the application takes the computer to have. */
export async function launchElectron(dataFolder: string, memory?: number): Promise<RunningHost> {
  const runtime = findElectron();
  if (runtime === undefined) throw new Error("There is no Electron runtime.");
  const electron = await _electron.launch({
    executablePath: runtime.executable,
    args: [root, ...electronFlags().flags, ...alwaysInFront, "--data", dataFolder],
    cwd: root,
    env: definedOnly(await windowEnvironment()),
    timeout: patience,
  });
  electron.context().setDefaultTimeout(patience);
  let output = "";
  const { stdout, stderr } = electron.process();
  for (const stream of [stdout, stderr]) stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  const page = await electron.firstWindow({ timeout: patience });
  await page.waitForLoadState("load");
  const lostFocus = await recordFocus(electron.context(), page);
  if (memory !== undefined) {
    await electron.evaluate((_, bytes) => {
      process.getBuiltinModule("node:os").totalmem = () => bytes;
    }, memory);
  }
  return {
    page,
    lostFocus,
    pid: electron.process().pid ?? 0,
    electron,
    origin: undefined,
    output: () => output,
    close: () => electron.close(),
    async kill() {
      const closed = electron.waitForEvent("close", { timeout: patience });
      electron.process().kill("SIGKILL");
      await closed;
    },
  };
}
