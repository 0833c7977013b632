/** The group of a command in menus, the palette and the list of shortcuts. */
export type CommandGroup = "Request" | "Edit" | "View" | "Go" | "Connection" | "Application";

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  /** `Mod` is Command on a Mac and Control elsewhere. Alternatives after the first are not shown. */
  readonly keys: readonly string[];
  /** A text field handles these keys. */
  readonly notInText?: true;
}

/**
 * The list of all commands: palette, shortcuts, tooltips and the native menu use it.
 * Ids are stable: the menu of the host sends them by the `command` event.
 */
export const commands = [
  // Before "Send request", whose keys it has: an open Review takes precedence.
  { id: "review.commit", title: "Commit what Review shows", group: "Edit", keys: ["Mod+Enter"] },
  { id: "request.send", title: "Send request", group: "Request", keys: ["Mod+Enter"] },
  { id: "request.cancel", title: "Cancel request", group: "Request", keys: ["Mod+."] },
  { id: "request.refresh", title: "Refresh", group: "Request", keys: ["Mod+R", "F5"] },
  { id: "request.focus", title: "Edit the request line", group: "Request", keys: ["Mod+L"] },
  { id: "request.headers", title: "Show request headers", group: "Request", keys: ["Mod+Shift+H"] },

  { id: "record.edit", title: "Edit this record", group: "Edit", keys: ["Mod+E"] },
  { id: "record.new", title: "New record…", group: "Edit", keys: ["Mod+Shift+N", "Alt+Shift+N"] },
  { id: "record.duplicate", title: "Duplicate this record…", group: "Edit", keys: ["Mod+D"], notInText: true },
  { id: "record.delete", title: "Delete this record…", group: "Edit", keys: [] },
  { id: "members.edit", title: "Edit members…", group: "Edit", keys: [] },
  { id: "edits.review", title: "Review changes", group: "Edit", keys: ["Mod+Shift+Enter"] },
  { id: "edits.undo", title: "Undo the last edit or commit", group: "Edit", keys: ["Mod+Z"], notInText: true },
  { id: "edits.redo", title: "Redo the edit or commit", group: "Edit", keys: ["Mod+Shift+Z"], notInText: true },
  { id: "edits.discard", title: "Discard all changes", group: "Edit", keys: [] },
  { id: "edits.only", title: "Show rows with pending changes only", group: "Edit", keys: [] },
  { id: "edits.columns", title: "Show the columns of pending changes", group: "Edit", keys: [] },
  { id: "journal.open", title: "Journal of writes", group: "Edit", keys: [] },
  { id: "journal.clear", title: "Clear the journal of writes…", group: "Edit", keys: [] },

  { id: "view.table", title: "View as table", group: "View", keys: ["Mod+1"] },
  { id: "view.json", title: "View as JSON", group: "View", keys: ["Mod+2"] },
  { id: "view.xml", title: "View as XML", group: "View", keys: ["Mod+3"] },
  { id: "view.csv", title: "View as CSV", group: "View", keys: ["Mod+4"] },
  { id: "view.raw", title: "View raw", group: "View", keys: ["Mod+5"] },
  { id: "view.hex", title: "View as bytes (Hex)", group: "View", keys: [] },
  { id: "view.headers", title: "Headers of the answer", group: "View", keys: ["Mod+6"] },
  { id: "view.handshake", title: "Handshake", group: "View", keys: ["Mod+7"] },
  { id: "view.docs", title: "Docs of this resource", group: "View", keys: ["Mod+8"] },
  { id: "view.formats", title: "Compare JSON, XML and CSV", group: "View", keys: ["Mod+9"] },
  { id: "find.open", title: "Find in this answer", group: "View", keys: ["Mod+F"] },
  { id: "filter.open", title: "Filter a column…", group: "View", keys: [] },
  { id: "find.next", title: "Find next", group: "View", keys: ["F3"] },
  { id: "find.previous", title: "Find previous", group: "View", keys: ["Shift+F3"] },
  { id: "line.open", title: "Go to line or byte…", group: "View", keys: ["Mod+G"] },
  { id: "fold.all", title: "Fold or unfold all", group: "View", keys: [] },
  { id: "lines.wrap", title: "Wrap long lines", group: "View", keys: ["Alt+Z"] },
  { id: "document.check", title: "Compare with the bytes", group: "View", keys: [] },
  { id: "document.export", title: "Export…", group: "View", keys: ["Mod+Shift+S"] },
  { id: "export.cancel", title: "Cancel the export", group: "View", keys: ["Mod+."] },
  { id: "sidebar.toggle", title: "Show or hide the sidebar", group: "View", keys: ["Mod+B"] },
  { id: "inspector.toggle", title: "Show or hide the inspector", group: "View", keys: ["Mod+I"] },

  { id: "palette.open", title: "Go to or run…", group: "Go", keys: ["Mod+K"] },
  { id: "go.back", title: "Back", group: "Go", keys: ["Alt+ArrowLeft"] },
  { id: "go.forward", title: "Forward", group: "Go", keys: ["Alt+ArrowRight"] },
  { id: "explore.open", title: "Explore", group: "Go", keys: [] },
  { id: "doctor.open", title: "Doctor", group: "Go", keys: ["Mod+Shift+D"] },
  { id: "history.open", title: "History", group: "Go", keys: ["Mod+Shift+Y"] },
  { id: "settings.open", title: "Settings", group: "Go", keys: ["Mod+,"] },
  { id: "welcome.open", title: "Welcome", group: "Go", keys: [] },

  { id: "connection.new", title: "New connection…", group: "Connection", keys: ["Mod+Alt+N"] },
  { id: "connection.edit", title: "Edit this connection…", group: "Connection", keys: [] },
  { id: "connection.import", title: "Import connections…", group: "Connection", keys: [] },
  { id: "connection.export", title: "Export connections…", group: "Connection", keys: [] },
  { id: "connection.detect", title: "Detect the level", group: "Connection", keys: [] },
  { id: "writes.unlock", title: "Unlock writes…", group: "Connection", keys: ["Mod+Shift+U"] },
  { id: "lock.now", title: "Lock writes now", group: "Connection", keys: ["Mod+Shift+L"] },

  { id: "theme.system", title: "Theme: follow the system", group: "Application", keys: [] },
  { id: "theme.light", title: "Theme: light", group: "Application", keys: [] },
  { id: "theme.dark", title: "Theme: dark", group: "Application", keys: [] },
  { id: "theme.contrast", title: "Theme: high contrast", group: "Application", keys: [] },
  { id: "theme.contrast-dark", title: "Theme: high contrast, dark", group: "Application", keys: [] },
] as const satisfies readonly Command[];

export type CommandId = (typeof commands)[number]["id"];

export function isCommandId(id: string): id is CommandId {
  return commands.some((command) => command.id === id);
}

/** The keys to show for a command; undefined when it has none. */
export function keysOf(id: CommandId): string | undefined {
  return commands.find((command) => command.id === id)?.keys[0];
}
