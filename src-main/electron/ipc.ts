import { ipcMain, type IpcMainInvokeEvent, type WebContents } from "electron";
import { fail, type Reply } from "#shared/reply.ts";
import type { RunningApplication } from "#host/application.ts";
import { isRendererUrl } from "./renderer-origin.ts";

/** Only the main frame of a window of ours, showing our page, may call. */
function isOurs(event: IpcMainInvokeEvent, windows: ReadonlySet<WebContents>): boolean {
  const frame = event.senderFrame;
  return windows.has(event.sender) && frame !== null && frame === event.sender.mainFrame && isRendererUrl(frame.url);
}

/** Carries calls of windows to the application. The returned function lets a window in. */
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
    // Nobody is left to take the replies: a slow request must not go on for a page that is gone.
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
