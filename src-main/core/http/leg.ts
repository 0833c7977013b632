import { request as requestHttp, type Agent, type ClientRequest, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { LegTimings } from "#shared/http/exchange.ts";
import type { HeaderPair } from "#shared/http/headers.ts";
import { fromWire, type WireText } from "../digest/wire-text.ts";
import type { Clock } from "../ports.ts";
import {
  BrokenBodyError,
  BrokenHeadError,
  CancelledError,
  IdleTimeoutError,
  UnrequestedUpgradeError,
} from "./failure.ts";
import type { FinalHead } from "./head-reader.ts";
import type { Origin } from "./origin.ts";
import { describePartialHead, describeViolation } from "./received-lines.ts";
import { gateOf, type ResponseGate } from "./response-gate.ts";

/** More than the response gate lets through: the parser's own limit is never the one that counts. */
const parserHeadLimit = 1024 * 1024;
const bodySlice = 64 * 1024;

/** One request as it goes on the wire: nothing is added to it. */
export interface LegRequest {
  readonly origin: Origin;
  readonly agent: Agent;
  readonly method: string;
  readonly requestTarget: string;
  /** All header lines in order, Host, Content-Length and Connection included. */
  readonly headers: readonly (readonly [name: string, value: WireText])[];
  readonly body: Uint8Array;
  readonly idleTimeoutMs: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** The header is with the socket: the order on the wire is settled. */
  readonly onWritten: () => void;
}

export interface ResponseHead {
  readonly status: number;
  readonly reason: WireText;
  readonly httpVersion: string;
  /** In wire order with repeats, names as spelled by the server. */
  readonly headers: readonly (readonly [name: string, value: WireText])[];
}

/** Why a leg got no head, with what is needed to judge whether it may be sent again. */
export interface LegFailure {
  readonly error: unknown;
  /** TLS had begun and was not done. */
  readonly handshaking: boolean;
  /** Bytes may have reached the server. */
  readonly mayHaveArrived: boolean;
  /** A kept socket was closed before a single byte came: the server had hung up before it saw the request. */
  readonly lostOnReuse: boolean;
  readonly detail: string;
}

export type LegOutcome =
  | { readonly head: ResponseHead; readonly incoming: IncomingMessage; readonly failure: null }
  | { readonly head: null; readonly incoming: null; readonly failure: LegFailure };

/**
 * One wire request over node:http or node:https, with raw header lines both ways.
 *
 * A kept socket is used when the agent has one. The time-out runs from the last sign of life in either direction,
 * connecting included. Aborting destroys the socket at once.
 */
export class WireLeg {
  readonly #request: LegRequest;
  readonly #startedAt: number;
  #client: ClientRequest | null = null;
  #socket: Socket | null = null;
  #reused = false;
  #ready = false;
  #gotBytes = false;
  #bodyBytesSent = 0;
  #lookup: number | null = null;
  #connect: number | null = null;
  #tls: number | null = null;
  #firstByte: number | null = null;
  #lateError: unknown = null;
  #gate: ResponseGate | null = null;
  #head: FinalHead | null = null;
  /** The response whose body is being read. */
  #incoming: IncomingMessage | null = null;
  #settle: (outcome: LegOutcome) => void = () => {};

  constructor(request: LegRequest) {
    this.#request = request;
    this.#startedAt = request.clock.monotonic();
  }

  get socketReused(): boolean {
    return this.#reused;
  }

  /** What broke the connection after the head had come. */
  get lateError(): unknown {
    return this.#lateError;
  }

  /** Milliseconds from the start of the leg until now. */
  timings(): LegTimings {
    return {
      lookup: this.#lookup,
      connect: this.#connect,
      tls: this.#tls,
      firstByte: this.#firstByte,
      total: this.#elapsed(),
    };
  }

  /** What is odd about the response and did not keep it from being read. Complete when the body has ended. */
  get warnings(): readonly string[] {
    return [...(this.#head?.warnings ?? []), ...(this.#gate?.bodyWarnings ?? [])];
  }

  /**
   * Sends the request and waits for the head of the response. Never rejects, and ends in every case: node:http can end
   * a request with neither a response nor an error.
   */
  async open(): Promise<LegOutcome> {
    const { origin, agent, method, requestTarget, headers, signal } = this.#request;
    return new Promise((resolve) => {
      this.#settle = resolve;
      const client = (origin.secure ? requestHttps : requestHttp)({
        agent,
        host: origin.hostname,
        port: origin.port,
        method,
        path: requestTarget,
        // A flat list is sent as it stands; Node adds only what it misses, and it misses nothing.
        headers: headers.flat(),
        setHost: false,
        maxHeaderSize: parserHeadLimit,
        insecureHTTPParser: false,
        // Said aloud because an environment variable could switch it off.
        rejectUnauthorized: true,
      });
      this.#client = client;
      client.maxHeadersCount = 0;
      client.on("socket", (socket) => this.#watch(client, socket));
      client.on("response", (incoming) => {
        this.#incoming = incoming;
        const head = this.#head;
        if (head === null) this.#fail(new Error("a response came past its own head"));
        else resolve({ head: headOf(head), incoming, failure: null });
      });
      client.on("error", (error) => this.#fail(this.#head === null ? error : (readParseError(error) ?? error)));
      client.on("close", () => {
        if (this.#incoming === null) this.#fail(new Error("the request ended without a response"));
      });
      const cancel = (): void => this.#fail(new CancelledError("cancelled"));
      client.once("close", () => signal.removeEventListener("abort", cancel));
      signal.addEventListener("abort", cancel);
      if (signal.aborted) cancel();
      else this.#write(client);
    });
  }

  /** Ends the leg and its socket now. */
  close(): void {
    this.#socket?.destroy();
    this.#client?.destroy();
  }

  #write(client: ClientRequest): void {
    const { body, onWritten } = this.#request;
    for (let start = 0; start < body.length; start += bodySlice) {
      const slice = body.subarray(start, start + bodySlice);
      client.write(slice, (error) => {
        if (error !== null && error !== undefined) return;
        this.#bodyBytesSent += slice.length;
        if (start === 0) onWritten();
      });
    }
    client.end(body.length === 0 ? onWritten : undefined);
  }

  #watch(client: ClientRequest, socket: Socket): void {
    this.#socket = socket;
    this.#reused = client.reusedSocket;
    this.#ready = this.#reused;
    const onLookup = (): void => void (this.#lookup ??= this.#elapsed());
    const onConnect = (): void => {
      this.#connect = this.#elapsed();
      this.#ready = !(socket instanceof TLSSocket);
    };
    const onSecureConnect = (): void => {
      this.#tls = this.#elapsed();
      this.#ready = true;
    };
    const onIdle = (): void => {
      if (this.#incoming?.isPaused() === true) {
        // It is we who do not read: the disk is behind.
        socket.setTimeout(this.#request.idleTimeoutMs);
        return;
      }
      this.#fail(new IdleTimeoutError(`nothing heard for ${this.#request.idleTimeoutMs} ms`));
    };
    const gate = gateOf(socket);
    this.#gate = gate;
    gate.begin({
      onBytes: () => {
        this.#gotBytes = true;
        this.#firstByte ??= this.#elapsed();
      },
      onHead: (head) => {
        if (head.status === 101) this.#fail(new UnrequestedUpgradeError(describeUpgrade(head)));
        else this.#head = head;
      },
      onBrokenHead: (violation, received) => this.#fail(new BrokenHeadError(violation, received)),
      onBrokenBody: (problem) => this.#fail(new BrokenBodyError(problem)),
    });
    socket.setTimeout(this.#request.idleTimeoutMs);
    socket.on("lookup", onLookup).on("connect", onConnect).on("secureConnect", onSecureConnect);
    socket.on("timeout", onIdle);
    client.once("close", () => {
      // The socket may live on for other legs.
      socket.setTimeout(0);
      socket.off("lookup", onLookup).off("connect", onConnect).off("secureConnect", onSecureConnect);
      socket.off("timeout", onIdle);
      gate.end();
    });
  }

  /** Ends the leg. With a head it is the body that ends early: what came of it stays. */
  #fail(error: Error): void {
    this.#lateError ??= error;
    this.#settle({ head: null, incoming: null, failure: this.#failure(error) });
    // Not the request: that would throw away what waits in the response's buffer.
    this.#socket?.destroy(error);
    if (this.#incoming === null) this.#client?.destroy(error);
  }

  #failure(error: unknown): LegFailure {
    return {
      error,
      handshaking: this.#request.origin.secure && this.#connect !== null && !this.#ready,
      mayHaveArrived: this.#ready,
      lostOnReuse: this.#reused && !this.#gotBytes && !this.#request.signal.aborted,
      detail: this.#detailOf(error),
    };
  }

  #detailOf(error: unknown): string {
    const { body } = this.#request;
    if (error instanceof BrokenHeadError) return describeViolation(error.violation, error.received);
    const message = error instanceof Error ? error.message : "unknown error";
    const partialHead = this.#gate?.partialHead ?? "";
    if (partialHead !== "") return `${message}; ${describePartialHead(partialHead)}`;
    return this.#ready && body.length > 0
      ? `${message}; sent ${this.#bodyBytesSent} of ${body.length} bytes of the body`
      : message;
  }

  #elapsed(): number {
    return this.#request.clock.monotonic() - this.#startedAt;
  }
}

function headOf({ status, reason, httpVersion, fields }: FinalHead): ResponseHead {
  return { status, reason, httpVersion, headers: fields.map(({ name, value }): HeaderPair => [name, value]) };
}

/** `HTTP/1.1 101 Switching Protocols, Upgrade: h2c` */
function describeUpgrade({ statusLine, fields }: FinalHead): string {
  const upgrades = fields.filter(({ name }) => name.toLowerCase() === "upgrade");
  return fromWire([statusLine, ...upgrades.map(({ name, value }) => `${name}: ${value}`)].join(", "));
}

/** The parser of this runtime refuses what the rules of the application let pass. */
function readParseError(error: Error): BrokenHeadError | null {
  if (!("code" in error) || !String(error.code).startsWith("HPE_")) return null;
  const packet = "rawPacket" in error && error.rawPacket instanceof Uint8Array ? error.rawPacket : new Uint8Array();
  const parsed = "bytesParsed" in error && typeof error.bytesParsed === "number" ? error.bytesParsed : 0;
  const reason = "reason" in error ? String(error.reason) : error.message;
  const line = Buffer.from(packet.subarray(0, parsed)).toString("latin1").split("\n").length;
  return new BrokenHeadError({ reason, line }, Buffer.from(packet).toString("latin1"));
}
