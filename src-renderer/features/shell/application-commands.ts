import type { Connection } from "#shared/connection.ts";
import type { Settings, Theme } from "#shared/settings.ts";
import { updateSettings } from "../../query.ts";
import { useCommand } from "../../state/command-bus.ts";
import { openDrawer } from "../../state/drawer.ts";
import { isSmall } from "../../state/media.ts";
import { report } from "../../state/report.ts";
import { useHistoryList } from "../../state/history-list.ts";
import { useShell } from "../../state/shell.ts";
import { chooseImport, detectLevel, exportConnections } from "../connections/connection-actions.ts";

const noConnection = "There is no connection in use.";

/** Commands that are available on every page. */
export function useApplicationCommands(connection: Connection | undefined, settings: Settings): void {
  const shell = useShell.getState();
  const without = connection ? undefined : noConnection;
  const connectionId = connection?.connectionId ?? "";
  const theme = (wanted: Theme): void => report(updateSettings({ theme: wanted }));
  const alreadyTheme = (wanted: Theme): string | undefined =>
    settings.theme === wanted ? "This theme is in use." : undefined;

  useCommand("palette.open", () => shell.openDialog({ kind: "palette" }));
  useCommand("explore.open", () => shell.show("explore"));
  useCommand("doctor.open", () => shell.show("doctor"));
  useCommand("journal.open", () => {
    useHistoryList.getState().show("writes");
    shell.show("history");
  });
  useCommand("journal.clear", () => shell.openDialog({ kind: "clear-journal", connectionId }), without);
  useCommand("history.open", () => shell.show("history"));
  useCommand("settings.open", () => shell.show("settings"));
  useCommand("sidebar.toggle", () => {
    if (isSmall()) openDrawer(true);
    else report(updateSettings({ sidebarOpen: !settings.sidebarOpen }));
  });
  useCommand("welcome.open", () => shell.showWelcome(true));
  useCommand("connection.new", () => shell.openDialog({ kind: "connection", connectionId: null }));
  useCommand("connection.edit", () => shell.openDialog({ kind: "connection", connectionId }), without);
  useCommand("connection.import", chooseImport);
  useCommand("connection.export", () => report(exportConnections()));
  // At most one GET for each level.
  useCommand("connection.detect", () => report(detectLevel(connectionId)), without, { least: 1, most: 4 });
  useCommand("theme.system", () => theme("system"), alreadyTheme("system"));
  useCommand("theme.light", () => theme("light"), alreadyTheme("light"));
  useCommand("theme.dark", () => theme("dark"), alreadyTheme("dark"));
  useCommand("theme.contrast", () => theme("contrast"), alreadyTheme("contrast"));
  useCommand("theme.contrast-dark", () => theme("contrast-dark"), alreadyTheme("contrast-dark"));
}
