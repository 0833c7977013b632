import { contextBridge, ipcRenderer, type IpcRendererEvent } from "electron";
import { calls, events } from "#shared/channels.ts";

const api = Object.fromEntries(
  calls.map((name) => [
    name,
    (input: unknown, callId?: string): Promise<unknown> => ipcRenderer.invoke("call", name, input, callId),
  ]),
);

function on(name: string, listener: (payload: unknown) => void): () => void {
  if (!events.some((event) => event === name)) throw new TypeError("There is no such event.");
  const forward = (_event: IpcRendererEvent, payload: unknown): void => listener(payload);
  ipcRenderer.on(name, forward);
  return () => ipcRenderer.off(name, forward);
}

contextBridge.exposeInMainWorld("api", { ...api, on });

// `document.open` empties the page without a navigation. Only the main process can reload it.
window.addEventListener("DOMContentLoaded", () => {
  const observer = new MutationObserver(() => {
    if (document.getElementById("root") !== null) return;
    observer.disconnect();
    ipcRenderer.send("page-emptied");
  });
  observer.observe(document, { childList: true });
});
