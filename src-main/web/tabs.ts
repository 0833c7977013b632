import type { ServerResponse } from "node:http";
import type { Emit } from "#core/ports.ts";
import { safeHeaders } from "#host/page.ts";

/** A browser opens at most six connections to a host, so this many tabs need several browsers. */
const maxTabs = 32;

/** How many bytes may wait for a tab that does not read its events. */
const maxWaiting = 8_000_000;

/** The open tabs, each with its event stream. */
export interface Tabs {
  readonly emit: Emit;
  /** false if too many are open. */
  open(tab: string, response: ServerResponse): boolean;
  close(): void;
}

/** `onClosed` is called when a tab is closed or reloaded or its browser ends. */
export function createTabs(onClosed: (tab: string) => void): Tabs {
  const streams = new Map<string, ServerResponse>();
  return {
    emit(name, payload) {
      // A Server-Sent Event ends at an empty line; JSON.stringify writes no line endings.
      const message = `event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`;
      for (const stream of streams.values()) {
        if (stream.writableLength > maxWaiting) stream.destroy();
        else stream.write(message);
      }
    },
    open(tab, response) {
      if (!streams.has(tab) && streams.size >= maxTabs) return false;
      streams.get(tab)?.end();
      streams.set(tab, response);
      response.writeHead(200, { ...safeHeaders, "Content-Type": "text/event-stream; charset=utf-8" });
      response.write(":\n\n");
      response.once("close", () => {
        if (streams.get(tab) !== response) return;
        streams.delete(tab);
        onClosed(tab);
      });
      return true;
    },
    close() {
      for (const stream of streams.values()) stream.end();
    },
  };
}
