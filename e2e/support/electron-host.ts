import { _electron } from "@playwright/test";
import { electronFlags, findElectron } from "../../scripts/electron-runtime.ts";
import { root } from "../../scripts/tool.ts";
import type { RunningHost } from "./host.ts";

/** Two windows of two tests share one display: neither may be put to sleep because the other lies over it. */
const alwaysInFront = ["--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding"];

export async function launchElectron(dataFolder: string): Promise<RunningHost> {
  const runtime = findElectron();
  if (runtime === undefined) throw new Error("There is no Electron runtime.");
  const electron = await _electron.launch({
    executablePath: runtime.executable,
    args: [root, ...electronFlags().flags, ...alwaysInFront, "--data", dataFolder],
    cwd: root,
  });
  let output = "";
  const { stdout, stderr } = electron.process();
  for (const stream of [stdout, stderr]) stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  const page = await electron.firstWindow();
  await page.waitForLoadState("load");
  return {
    page,
    pid: electron.process().pid ?? 0,
    electron,
    origin: undefined,
    output: () => output,
    close: () => electron.close(),
    async kill() {
      const closed = electron.waitForEvent("close");
      electron.process().kill("SIGKILL");
      await closed;
    },
  };
}
