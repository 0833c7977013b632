/**
 * Creates `window.api` in a browser tab, as the preload does in Electron: for the renderer there is no difference.
 * Runs before the renderer's own script, because the host puts it first in the page.
 */
import { calls, events } from "#shared/channels.ts";
import { openEventStream } from "./event-stream.ts";
import { keepProof, proofHeaders } from "./proof.ts";

const tab = crypto.randomUUID();
const listeners = new Map<string, Set<(payload: unknown) => void>>();

keepProof();
// The page has loaded, so the next loss of the cookie is a new one.
sessionStorage.removeItem("rezora-returns");
// The server ends this tab's calls when the stream ends, as it does when the tab is closed.
openEventStream({
  url: `/events?tab=${tab}`,
  onEvent: notify,
  onProgram: (state) => notify("programChanged", { state }),
});

function notify(name: string, payload: unknown): void {
  for (const listener of listeners.get(name) ?? []) {
    try {
      listener(payload);
    } catch (error) {
      // As with any event, the remaining listeners are still called.
      reportError(error);
    }
  }
}

function failure(message: string): unknown {
  return { ok: false, error: { code: "internal", message } };
}

async function call(name: string, input: unknown, callId: string | undefined): Promise<unknown> {
  try {
    const response = await fetch("/call", {
      method: "POST",
      headers: { "Content-Type": "application/json", ...proofHeaders() },
      body: JSON.stringify({ tab, name, input, callId }),
    });
    if (response.status === 403) {
      return failure("This tab does not belong to the running program. Open the address that the program printed.");
    }
    return await response.json();
  } catch {
    return failure("The program behind this page has ended. Start it again and open the address that it prints.");
  }
}

function on(name: string, listener: (payload: unknown) => void): () => void {
  if (!events.some((event) => event === name)) throw new TypeError("There is no such event.");
  const known = listeners.get(name) ?? new Set();
  listeners.set(name, known);
  // One function may be subscribed twice; each subscription ends separately.
  const forward = (payload: unknown): void => listener(payload);
  known.add(forward);
  return () => known.delete(forward);
}

const api = Object.fromEntries(
  calls.map((name) => [name, (input: unknown, callId?: string) => call(name, input, callId)]),
);
Object.defineProperty(window, "api", { value: Object.freeze({ ...api, on }), enumerable: true });
