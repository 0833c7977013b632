import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openApplication } from "#host/application.ts";
import { hasOption, optionValue } from "#host/arguments.ts";
import { openDataFolder, openTemporaryFolder } from "#host/data-folder.ts";
import { lockFolder } from "#host/folder-lock.ts";
import { logUncaught, openLog } from "#host/log.ts";
import { openRendererBundle } from "#host/renderer-bundle.ts";
import { createDownloads } from "./downloads.ts";
import { canOpenBrowser, openBrowser } from "./open-browser.ts";
import { writeOpeningFile } from "./opening-file.ts";
import { startWebServer } from "./server.ts";
import { sessionVault } from "./session-vault.ts";
import { createTabs } from "./tabs.ts";

const here = import.meta.dirname;
const commandLine = process.argv.slice(2);
const maxEndMs = 5_000;

async function start(): Promise<void> {
  const dataFolder = openDataFolder(commandLine);
  const lock = await lockFolder(dataFolder);
  if (lock === null) {
    console.error(`Rezora Explorer is running on ${dataFolder} already. Close it, or name another folder by --data.`);
    process.exitCode = 1;
    return;
  }
  const log = openLog(dataFolder);
  const temporaryFolder = await openTemporaryFolder(dataFolder);
  const downloads = createDownloads();
  const tabs = createTabs((tab) => application.dropCaller(tab));
  const application = await openApplication({
    dataFolder,
    lock,
    temporaryFolder,
    vault: sessionVault,
    files: downloads,
    emit: tabs.emit,
    log,
    documentsScript: pathToFileURL(join(here, "documents-worker.js")),
    nativeMenu: false,
    // Every window of this host is a page, and a page could agree in place of the user.
    confirm: null,
  });
  const server = await startWebServer({
    port: Number(optionValue(commandLine, "port") ?? "0"),
    bundle: await openRendererBundle(join(here, "..", "renderer")),
    dispatch: application.dispatch,
    tabs,
    downloads,
    log,
  });
  logUncaught(log);

  let ending: Promise<void> | undefined;
  const end = (): void => {
    // A write that hangs, for example on a dead network share, must not keep the program from ending.
    setTimeout(() => process.exit(1), maxEndMs);
    ending ??= server
      .close()
      .then(() => application.dispose())
      .then(() => rm(temporaryFolder, { recursive: true, force: true }))
      .then(() => lock.release())
      .finally(() => process.exit());
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  process.on("SIGHUP", end);

  console.log(`Rezora Explorer: ${server.url}`);
  if (hasOption(commandLine, "no-open") || !canOpenBrowser()) return;
  const file = await writeOpeningFile(temporaryFolder, server.url);
  process.once("exit", () => file.remove());
  void server.opened.then(() => file.remove());
  openBrowser(file.path);
}

start().catch((error: unknown) => {
  console.error(`Rezora Explorer could not start: ${error instanceof Error ? error.message : "unknown reason"}`);
  process.exit(1);
});
