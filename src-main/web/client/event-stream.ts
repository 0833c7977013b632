import { newProof, proofHeaders } from "./proof.ts";

/** How long to wait before reconnecting, in milliseconds. */
const pauseMs = 1_000;
/** A stream that was open is requested again almost immediately, which quickly reveals that the program has ended. */
const briefPauseMs = 50;

const refusedStatus = 403;

/** The state of the program that serves this tab. `restarted`: it is a new one, opened by a new proof. */
export type ProgramState = "ended" | "refused" | "back" | "restarted";

/** How an attempt to listen ended. `closed`: events came until then. `busy`: the program accepts no further tab. */
type Outcome = "unreachable" | "refused" | "busy" | "closed";

export interface EventStreamParts {
  readonly url: string;
  readonly onEvent: (name: string, payload: unknown) => void;
  readonly onProgram: (state: ProgramState) => void;
}

/**
 * Receives the events of the main process. Not an `EventSource`, because that cannot send a header, so the proof would
 * have to be part of the address.
 */
export function openEventStream({ url, onEvent, onProgram }: EventStreamParts): void {
  let lost: "ended" | "refused" | null = null;
  let usedProof: string | undefined;

  function lose(state: "ended" | "refused"): void {
    if (lost !== state) onProgram(state);
    lost = state;
  }

  function find(proof: string | undefined): void {
    const isOther = usedProof !== undefined && usedProof !== proof;
    if (lost !== null || isOther) onProgram(isOther ? "restarted" : "back");
    lost = null;
    usedProof = proof;
  }

  async function listen(): Promise<Outcome> {
    const headers = proofHeaders();
    const response = await fetch(url, { headers }).catch(() => null);
    if (response === null) return "unreachable";
    if (response.status === refusedStatus) return "refused";
    if (!response.ok || response.body === null) return "busy";
    find(headers["X-Rezora-Proof"]);
    // A broken stream counts as closed.
    await read(response.body).catch(() => undefined);
    return "closed";
  }

  async function read(body: ReadableStream<BufferSource>): Promise<void> {
    let text = "";
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const messages = (text + piece.value).split("\n\n");
      text = messages.pop() ?? "";
      for (const message of messages) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/su.exec(message) ?? [];
        if (name !== undefined && data !== undefined) onEvent(name, JSON.parse(data) as unknown);
      }
    }
  }

  async function connect(): Promise<void> {
    for (;;) {
      const outcome = await listen();
      if (outcome === "unreachable") lose("ended");
      if (outcome === "refused") {
        lose("refused");
        await newProof();
      } else {
        const wait = outcome === "closed" ? briefPauseMs : pauseMs;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  void connect();
}
