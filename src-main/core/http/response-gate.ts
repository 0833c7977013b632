import type { Socket } from "node:net";
import { ChunkedBody } from "./chunked-body.ts";
import type { Framing } from "./framing.ts";
import { HeadReader, type FinalHead } from "./head-reader.ts";
import type { HeadViolation } from "./head-line-rules.ts";

/** The listener that waits for a response on a socket. */
export interface ResponseListener {
  /** Bytes of any kind arrived. */
  onBytes(): void;
  /** The head of the final response is complete. It has not been passed on yet. */
  onHead(head: FinalHead): void;
  /** The head breaks a rule: no response will come. `received` is what arrived, one character per byte. */
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
 * The parser differs from host to host in what it refuses, joins or waits for, and in some cases it ends a request
 * without reporting it (after a 101, for example). Here the application applies its own rules. Valid bytes are passed
 * on unchanged. What can be read in only one way, but would be refused by the parser, is passed on in a form that the
 * parser accepts; if it concerns the length of the response, the socket is closed afterwards. Bytes that belong to no
 * response are never passed on.
 */
export class ResponseGate {
  readonly #socket: Socket;
  readonly #handOn: (bytes: Uint8Array | null) => boolean;
  #listener: ResponseListener | null = null;
  #reader = new HeadReader();
  /** Received but not passed on yet, because the head is incomplete. */
  #held: Uint8Array[] = [];
  #body: BodyEnd | null = null;
  #state: "idle" | "head" | "body" | "over" | "broken" = "idle";
  /** The next response on this socket could not be distinguished from the rest of this one. */
  #mustClose = false;
  #takesMore = true;

  constructor(socket: Socket) {
    this.#socket = socket;
    // A socket passes what it reads to its own `push`, the one method called before every listener.
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

  /** The warnings about the body of the response so far. */
  get bodyWarnings(): string[] {
    return this.#body?.warnings() ?? [];
  }

  /** What arrived of an incomplete head, one character per byte. */
  get partialHead(): string {
    return this.#state === "head" ? this.#reader.text : "";
  }

  /** Whether the socket should continue reading. */
  #receive(chunk: Uint8Array): boolean {
    this.#takesMore = true;
    this.#listener?.onBytes();
    if (this.#state === "head") this.#receiveHead(chunk);
    else if (this.#state === "body") this.#receiveBody(chunk);
    // RFC 9112 §9.2: bytes that arrive without a request are never a response.
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
    // The listener may have stopped the response.
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

/** A body, as far as finding its end requires. */
interface BodyEnd {
  /** Passes on what belongs to the body, and returns how many bytes of the chunk did. */
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

/** These are written again below, in a form that every parser reads in the same way. */
const framingFields: ReadonlySet<string> = new Set(["content-length", "transfer-encoding"]);
const connectionFields: ReadonlySet<string> = new Set(["connection", "keep-alive", "upgrade"]);

/** A head with the same meaning that every parser accepts. */
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
