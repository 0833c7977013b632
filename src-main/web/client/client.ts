/**
 * Makes `window.api` in a browser tab, as the preload does in Electron: the renderer cannot tell them apart.
 * Runs before the renderer's own script, since the host puts it first into the page.
 */
import { calls, events } from "#shared/channels.ts";

const tab = crypto.randomUUID();
// The server drops this tab's calls when the stream ends, as it does when the tab is closed.
const stream = new EventSource(`/events?tab=${tab}`);

async function call(name: string, input: unknown, callId: string | undefined): Promise<unknown> {
  try {
    const response = await fetch("/call", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ tab, name, input, callId }),
    });
    return await response.json();
  } catch {
    const message = "The program behind this page has ended. Start it again and open the address that it prints.";
    return { ok: false, error: { code: "internal", message } };
  }
}

function on(name: string, listener: (payload: unknown) => void): () => void {
  if (!events.some((event) => event === name)) throw new TypeError("There is no such event.");
  const forward = (event: MessageEvent<string>): void => listener(JSON.parse(event.data) as unknown);
  stream.addEventListener(name, forward);
  return () => stream.removeEventListener(name, forward);
}

const api = Object.fromEntries(
  calls.map((name) => [name, (input: unknown, callId?: string) => call(name, input, callId)]),
);
Object.defineProperty(window, "api", { value: Object.freeze({ ...api, on }), enumerable: true });
