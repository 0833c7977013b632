import { newProof, proofHeaders } from "./proof.ts";

/** How long to wait before connecting again, milliseconds. */
const pauseMs = 1_000;

const refused = 403;

/**
 * The events of the main process. Not an `EventSource`, because that cannot send a header, and the proof would have to
 * be part of the address.
 */
export function openEventStream(url: string, onEvent: (name: string, payload: unknown) => void): void {
  async function listen(): Promise<number> {
    const response = await fetch(url, { headers: proofHeaders() });
    if (!response.ok || response.body === null) return response.status;
    let text = "";
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const messages = (text + piece.value).split("\n\n");
      text = messages.pop() ?? "";
      for (const message of messages) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/su.exec(message) ?? [];
        if (name !== undefined && data !== undefined) onEvent(name, JSON.parse(data) as unknown);
      }
    }
    return response.status;
  }

  async function connect(): Promise<void> {
    for (;;) {
      const status = await listen().catch(() => 0);
      // When the program is gone or the stream broke, it is requested again; after a refusal, another proof is needed
      // first.
      await (status === refused ? newProof() : new Promise((resolve) => setTimeout(resolve, pauseMs)));
    }
  }

  void connect();
}
