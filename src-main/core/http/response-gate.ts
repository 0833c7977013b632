import type { Socket } from "node:net";
import { ChunkedBody } from "./chunked-body.ts";
import type { Framing } from "./framing.ts";
import { HeadReader, type FinalHead } from "./head-reader.ts";
import type { HeadViolation } from "./head-line-rules.ts";

/** The listener that waits for a response on a socket. */
export interface ResponseListener {
  /** Bytes came, of whatever kind. */
  onBytes(): void;
  /** The head of the final response is complete. It has not been handed on yet. */
  onHead(head: FinalHead): void;
  /** The head breaks a rule: no response will come. `received` is what came, one character per byte. */
  onBrokenHead(violation: HeadViolation, received: string): void;
  /** The body breaks a rule: nothing more of it will come. */
  onBrokenBody(problem: string): void;
}

const gates = new WeakMap<Socket, ResponseGate>();

/** The gate of a socket, which lives as long as the socket does. */
export function gateOf(socket: Socket): ResponseGate {
  const known = gates.get(socket);
  if (known !== undefined) return known;
  const gate = new ResponseGate(socket);
  gates.set(socket, gate);
  return gate;
}

/**
 * The gate is between a socket and the parser of node:http, and sees every byte before the parser does.
 *
 * The parser differs from host to host in what it refuses, joins or waits for, and some of what it does ends a request
 * without a word (a 101, for one). Here the application decides by its own rules. What is sound is handed on as it
 * came. What can be read in one way only, and the parser would refuse, is handed on in a form that it takes; where it is
 * about the length of the response, the socket is closed after it. Bytes that belong to no response are never handed on.
 */
export class ResponseGate {
  readonly #socket: Socket;
  readonly #handOn: (bytes: Uint8Array | null) => boolean;
  #listener: ResponseListener | null = null;
  #reader = new HeadReader();
  /** Received and not handed on yet, because the head is not complete. */
  #held: Uint8Array[] = [];
  #body: BodyEnd | null = null;
  #state: "idle" | "head" | "body" | "over" | "broken" = "idle";
  /** The next response on this socket could not be told from the rest of this one. */
  #mustClose = false;
  #takesMore = true;

  constructor(socket: Socket) {
    this.#socket = socket;
    // A socket gives what it reads to its own `push`; that is the one place before every listener.
    const push = socket.push.bind(socket);
    this.#handOn = (bytes) => push(bytes);
    socket.push = (chunk: Uint8Array | null) => (chunk === null ? push(null) : this.#receive(chunk));
  }

  /** Waits for the response to the request that is about to be written. */
  begin(listener: ResponseListener): void {
    this.#listener = listener;
    this.#reader = new HeadReader();
    this.#held = [];
    this.#body = null;
    this.#state = "head";
    this.#mustClose = false;
  }

  /** The request is over. Closes the socket when it cannot be used for another one. */
  end(): void {
    if (this.#state !== "over" || this.#mustClose) this.#socket.destroy();
    this.#listener = null;
    this.#state = "idle";
  }

  /** What was said about the body of the response so far. */
  get bodyWarnings(): string[] {
    return this.#body?.warnings() ?? [];
  }

  /** What came of a head that is not complete, one character per byte. */
  get partialHead(): string {
    return this.#state === "head" ? this.#reader.text : "";
  }

  /** Whether the socket is to read on. */
  #receive(chunk: Uint8Array): boolean {
    this.#takesMore = true;
    this.#listener?.onBytes();
    if (this.#state === "head") this.#receiveHead(chunk);
    else if (this.#state === "body") this.#receiveBody(chunk);
    // RFC 9112 §9.2: what comes when nothing was asked is never a response.
    else if (this.#state === "idle") this.#socket.destroy();
    else this.#mustClose = true;
    return this.#takesMore;
  }

  #pass(bytes: Uint8Array): void {
    if (bytes.length > 0 && !this.#handOn(bytes)) this.#takesMore = false;
  }

  #receiveHead(chunk: Uint8Array): void {
    const { length: heldBytes } = this.#reader.text;
    this.#reader.read(chunk);
    const { head, violation, text } = this.#reader;
    if (violation !== null) {
      this.#state = "broken";
      this.#held = [];
      this.#listener?.onBrokenHead(violation, text);
    } else if (head === null) {
      this.#held.push(chunk);
    } else {
      this.#beginBody(head, Buffer.concat([...this.#held.splice(0), chunk.subarray(0, head.end - heldBytes)]));
      if (head.end - heldBytes < chunk.length) this.#receiveRest(chunk.subarray(head.end - heldBytes));
    }
  }

  #beginBody(head: FinalHead, received: Uint8Array): void {
    this.#body = bodyEndOf(head.framing);
    this.#state = this.#body.isOver() ? "over" : "body";
    this.#mustClose = head.mustClose;
    this.#listener?.onHead(head);
    // The listener may have had enough of it.
    if (this.#socket.destroyed) return;
    this.#pass(head.needsRepair ? Buffer.from(rewritten(head), "latin1") : received.subarray(head.start));
  }

  #receiveRest(chunk: Uint8Array): void {
    if (this.#state === "body") this.#receiveBody(chunk);
    else this.#mustClose = true;
  }

  #receiveBody(chunk: Uint8Array): void {
    const body = this.#body;
    if (body === null) return;
    const taken = body.take(chunk, (bytes) => this.#pass(bytes));
    const problem = body.problem();
    if (problem !== null) {
      this.#state = "broken";
      this.#listener?.onBrokenBody(problem);
    } else if (body.isOver()) {
      this.#state = "over";
      this.#mustClose ||= taken < chunk.length || body.warnings().length > 0;
    }
  }
}

/** A body as far as it matters where it ends. */
interface BodyEnd {
  /** Hands on what belongs to the body, and returns how many bytes of the chunk did. */
  take(chunk: Uint8Array, handOn: (bytes: Uint8Array) => void): number;
  isOver(): boolean;
  problem(): string | null;
  warnings(): string[];
}

function bodyEndOf(framing: Framing): BodyEnd {
  if (framing.kind === "chunked") {
    const chunks = new ChunkedBody();
    const padded = "Chunk sizes were padded with spaces. They were read without them, and the data is complete.";
    return {
      take: (chunk, handOn) => chunks.take(chunk, handOn),
      isOver: () => chunks.over,
      problem: () => chunks.problem,
      warnings: () => (chunks.padded && chunks.over ? [padded] : []),
    };
  }
  let left = framing.kind === "length" ? framing.bytes : Number.POSITIVE_INFINITY;
  return {
    take(chunk, handOn) {
      const bytes = chunk.length > left ? chunk.subarray(0, left) : chunk;
      left -= bytes.length;
      handOn(bytes);
      return bytes.length;
    },
    isOver: () => left === 0,
    problem: () => null,
    warnings: () => [],
  };
}

/** Said once more below, in the form that every parser reads in the same way. */
const framingFields: ReadonlySet<string> = new Set(["content-length", "transfer-encoding"]);
const connectionFields: ReadonlySet<string> = new Set(["connection", "keep-alive", "upgrade"]);

/** A head that says the same and that every parser takes. */
function rewritten({ statusLine, status, fields, framing, mustClose }: FinalHead): string {
  const lines = [statusLine];
  for (const { name, value } of fields) {
    const key = name.toLowerCase();
    if (!framingFields.has(key) && !(mustClose && connectionFields.has(key))) lines.push(`${name}: ${value}`);
  }
  if (framing.kind === "chunked") lines.push("Transfer-Encoding: chunked");
  if (framing.kind === "length" && status !== 204 && status !== 304) lines.push(`Content-Length: ${framing.bytes}`);
  if (mustClose) lines.push("Connection: close");
  return [...lines, "", ""].join("\r\n");
}
