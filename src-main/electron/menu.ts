import { Menu, type MenuItemConstructorOptions } from "electron";

type Item = MenuItemConstructorOptions;
type Run = (command: string) => void;

const separator: Item = { type: "separator" };

/**
 * An item that runs a command of the renderer. Its keys are shown but not registered: the renderer knows whether a
 * dialog is open, and users can bind other keys. (macOS registers them anyway, and the event still arrives.)
 */
function item(run: Run, label: string, command: string, accelerator?: string): Item {
  return {
    id: command,
    label,
    registerAccelerator: false,
    click: () => run(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  };
}

function fileMenu(run: Run): Item {
  const isMac = process.platform === "darwin";
  return {
    label: "&File",
    submenu: [
      item(run, "New Record…", "record.new", "CmdOrCtrl+Shift+N"),
      item(run, "Duplicate Record…", "record.duplicate", "CmdOrCtrl+D"),
      separator,
      item(run, "New Connection…", "connection.new", "CmdOrCtrl+Alt+N"),
      item(run, "Edit Connection…", "connection.edit"),
      separator,
      item(run, "Import Connections…", "connection.import"),
      item(run, "Export Connections…", "connection.export"),
      separator,
      item(run, "Export Answer…", "document.export", "CmdOrCtrl+Shift+S"),
      ...(isMac ? [] : [separator, item(run, "Settings", "settings.open", "CmdOrCtrl+,")]),
      separator,
      isMac ? { role: "close" } : { role: "quit" },
    ],
  };
}

function editMenu(run: Run): Item {
  return {
    label: "&Edit",
    submenu: [
      { role: "undo" },
      { role: "redo" },
      separator,
      { role: "cut" },
      { role: "copy" },
      { role: "paste" },
      { role: "selectAll" },
      separator,
      item(run, "Find in This Answer", "find.open", "CmdOrCtrl+F"),
    ],
  };
}

function viewMenu(run: Run, withDeveloperTools: boolean): Item {
  return {
    label: "&View",
    submenu: [
      item(run, "Table", "view.table", "CmdOrCtrl+1"),
      item(run, "JSON", "view.json", "CmdOrCtrl+2"),
      item(run, "XML", "view.xml", "CmdOrCtrl+3"),
      item(run, "CSV", "view.csv", "CmdOrCtrl+4"),
      item(run, "Raw", "view.raw", "CmdOrCtrl+5"),
      separator,
      item(run, "Headers", "view.headers", "CmdOrCtrl+6"),
      item(run, "Handshake", "view.handshake", "CmdOrCtrl+7"),
      item(run, "Docs", "view.docs", "CmdOrCtrl+8"),
      item(run, "Compare JSON, XML and CSV", "view.formats", "CmdOrCtrl+9"),
      separator,
      item(run, "Sidebar", "sidebar.toggle", "CmdOrCtrl+B"),
      item(run, "Inspector", "inspector.toggle", "CmdOrCtrl+I"),
      separator,
      { role: "resetZoom" },
      { role: "zoomIn" },
      { role: "zoomOut" },
      separator,
      { role: "togglefullscreen" },
      ...(withDeveloperTools ? [{ role: "toggleDevTools" } as const] : []),
    ],
  };
}

function goMenu(run: Run): Item {
  return {
    label: "&Go",
    submenu: [
      item(run, "Go to or Run…", "palette.open", "CmdOrCtrl+K"),
      separator,
      item(run, "Back", "go.back", "Alt+Left"),
      item(run, "Forward", "go.forward", "Alt+Right"),
      separator,
      item(run, "Explore", "explore.open"),
      item(run, "Doctor", "doctor.open", "CmdOrCtrl+Shift+D"),
      item(run, "History", "history.open", "CmdOrCtrl+Shift+Y"),
      separator,
      item(run, "Request Line", "request.focus", "CmdOrCtrl+L"),
      item(run, "Send Request", "request.send", "CmdOrCtrl+Enter"),
      item(run, "Refresh", "request.refresh", "CmdOrCtrl+R"),
      item(run, "Cancel Request", "request.cancel", "CmdOrCtrl+."),
      separator,
      item(run, "Unlock Writes…", "writes.unlock", "CmdOrCtrl+Shift+U"),
      item(run, "Lock Writes Now", "lock.now", "CmdOrCtrl+Shift+L"),
    ],
  };
}

function helpMenu(run: Run): Item {
  return { role: "help", submenu: [item(run, "Welcome", "welcome.open"), separator, { role: "about" }] };
}

function applicationMenu(run: Run): Item {
  return {
    role: "appMenu",
    submenu: [
      { role: "about" },
      separator,
      item(run, "Settings", "settings.open", "CmdOrCtrl+,"),
      separator,
      { role: "services" },
      separator,
      { role: "hide" },
      { role: "hideOthers" },
      { role: "unhide" },
      separator,
      { role: "quit" },
    ],
  };
}

/** The native menu. `run` gets the id of a renderer command. */
export function menuTemplate(run: Run, withDeveloperTools: boolean): Item[] {
  const isMac = process.platform === "darwin";
  return [
    ...(isMac ? [applicationMenu(run)] : []),
    fileMenu(run),
    editMenu(run),
    viewMenu(run, withDeveloperTools),
    goMenu(run),
    ...(isMac ? [{ role: "windowMenu" } as const] : []),
    helpMenu(run),
  ];
}

export function showMenu(run: Run, withDeveloperTools: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(run, withDeveloperTools)));
}
