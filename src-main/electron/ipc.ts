import { ipcMain, type IpcMainInvokeEvent, type WebContents } from "electron";
import { fail, type Reply } from "#shared/reply.ts";
import type { RunningApplication } from "#host/application.ts";
import { isRendererUrl } from "./renderer-origin.ts";

/** Only the main frame of one of our windows may call, and only while it shows our page. */
function isOurs(event: IpcMainInvokeEvent, windows: ReadonlySet<WebContents>): boolean {
  const frame = event.senderFrame;
  return windows.has(event.sender) && frame !== null && frame === event.sender.mainFrame && isRendererUrl(frame.url);
}

/** Passes the calls of windows to the application. The returned function admits a window. */
export function openBridge(application: RunningApplication): (contents: WebContents) => void {
  const windows = new Set<WebContents>();

  ipcMain.handle("call", (event, name: unknown, input: unknown, callId: unknown): Promise<Reply<unknown>> => {
    if (!isOurs(event, windows)) {
      return Promise.resolve(fail("forbidden-sender", "This page may not call the application."));
    }
    return application.dispatch(callerOf(event.sender.id), name, input, callId);
  });

  return (contents) => {
    const caller = callerOf(contents.id);
    windows.add(contents);
    // Nobody is left to receive the replies: a slow request must not continue for a page that is gone.
    const drop = (): void => application.dropCaller(caller);
    contents.on("did-start-navigation", ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) drop();
    });
    contents.on("render-process-gone", drop);
    contents.on("destroyed", () => {
      windows.delete(contents);
      drop();
    });
  };
}

function callerOf(contentsId: number): string {
  return `window-${String(contentsId)}`;
}
