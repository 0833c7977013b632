import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { app, BrowserWindow, dialog } from "electron";
import { openApplication } from "#host/application.ts";
import { chooseProfileFolder, openDataFolder, openTemporaryFolder } from "#host/data-folder.ts";
import { lockFolder } from "#host/folder-lock.ts";
import { logUncaught, openLog } from "#host/log.ts";
import { openRendererBundle } from "#host/renderer-bundle.ts";
import { registerAppScheme, serveBundle } from "./app-protocol.ts";
import { broadcast, quitAfter, showFirstWindow } from "./lifecycle.ts";
import { createConfirm } from "./confirm.ts";
import { createFiles } from "./files.ts";
import { closeNetwork, forbidNavigation, hardenSession } from "./harden.ts";
import { openBridge } from "./ipc.ts";
import { showMenu } from "./menu.ts";
import { refusedSwitches } from "./refused-switches.ts";
import { openUnfinishedFiles } from "./unfinished-files.ts";
import { openVault } from "./vault.ts";
import { openWindow } from "./window.ts";
import { openWindowState } from "./window-state.ts";

const refused = refusedSwitches(process.argv, app.isPackaged);
if (refused.length > 0) {
  process.stderr.write(`Rezora Explorer does not start with ${refused.join(", ")}: others could get in that way.\n`);
  // This is early enough, because Chromium opens a debugger's port after this script has run.
  process.exit(1);
}

const here = import.meta.dirname;
const dataFolder = openDataFolder(process.argv);
const profile = chooseProfileFolder(dataFolder);
app.setPath("userData", profile.folder);
// Chromium's own files have a separate folder.
app.setPath("sessionData", join(profile.folder, "chromium"));
app.enableSandbox();
registerAppScheme();
closeNetwork();
forbidNavigation();
const log = openLog(dataFolder);
logUncaught(log);

async function start(): Promise<void> {
  const lock = await lockFolder(dataFolder);
  if (lock === null) {
    dialog.showErrorBox(
      "Rezora Explorer is running already",
      `Another Rezora Explorer uses ${dataFolder}. Close that first.`,
    );
    return app.exit(1);
  }
  const temporaryFolder = await openTemporaryFolder(dataFolder);
  const unfinished = openUnfinishedFiles(join(dataFolder, "unfinished-files"));
  await unfinished.clear();
  hardenSession();
  serveBundle(await openRendererBundle(join(here, "..", "renderer")));
  const application = await openApplication({
    dataFolder,
    lock,
    temporaryFolder,
    vault: openVault(),
    files: createFiles(() => BrowserWindow.getFocusedWindow(), unfinished),
    emit: broadcast,
    log,
    documentsScript: pathToFileURL(join(here, "documents-worker.js")),
    nativeMenu: true,
    confirm: createConfirm(() => BrowserWindow.getFocusedWindow()),
  });
  const admit = openBridge(application);
  const state = openWindowState(profile.folder, log);
  const open = (): BrowserWindow =>
    openWindow({ preload: join(here, "..", "preload", "preload.cjs"), state, log, admit });
  showMenu((id) => broadcast("command", { id }), !app.isPackaged);
  showFirstWindow(open);
  quitAfter(async () => {
    await application.dispose();
    await rm(temporaryFolder, { recursive: true, force: true });
    await lock.release();
    if (profile.isOwn) await rm(profile.folder, { recursive: true, force: true });
  }, log);
}

// A second start on the same data folder hands over to the first, which brings its window to the front.
if (!app.requestSingleInstanceLock()) app.exit(0);
else {
  // Not awaited: a module that awaits `ready` at its top level keeps the app from becoming ready.
  void app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      log.error("start failed", error);
      dialog.showErrorBox(
        "Rezora Explorer could not start",
        error instanceof Error ? error.message : "Unknown reason.",
      );
      app.exit(1);
    });
}
