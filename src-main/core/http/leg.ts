import { request as requestHttp, type Agent, type ClientRequest, type IncomingMessage } from "node:http";
import { request as requestHttps, type RequestOptions } from "node:https";
import { isIP, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { LegTimings } from "#shared/http/exchange.ts";
import type { HeaderPair } from "#shared/http/headers.ts";
import type { WireText } from "../digest/wire-text.ts";
import type { Clock } from "../ports.ts";
import type { ConnectingOptions } from "./agents.ts";
import {
  BrokenBodyError,
  BrokenHeadError,
  CancelledError,
  errorCode,
  IdleTimeoutError,
  RefusedAddressError,
  UnrequestedUpgradeError,
} from "./failure.ts";
import type { FinalHead } from "./head-reader.ts";
import type { Origin } from "./origin.ts";
import { readParserError } from "./parser-error.ts";
import { describePartialHead, describeUpgrade, describeViolation } from "./received-lines.ts";
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
  /** Addresses that nothing may be sent to. */
  readonly refuses: (address: string) => boolean;
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
  /** Ends connecting. */
  readonly #giveUp = new AbortController();
  readonly #failedAttempts: Error[] = [];
  /** Runs until there is a socket, which then keeps the time itself. */
  #connectTimer: NodeJS.Timeout | undefined;
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
      this.#timeConnecting();
      const options: RequestOptions & ConnectingOptions = {
        connecting: {
          signal: this.#giveUp.signal,
          onLookup: () => {
            this.#lookup = this.#elapsed();
            this.#timeConnecting();
          },
          onConnect: () => {
            this.#connect = this.#elapsed();
          },
          refuses: this.#request.refuses,
          onAttemptFailed: (error) => this.#failedAttempts.push(error),
        },
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
        // RFC 6066 §3: a name without the trailing dot, and no address.
        servername: isIP(origin.hostname) === 0 ? origin.hostname.replace(/\.$/u, "") : "",
      };
      const client = origin.secure ? requestHttps(options) : requestHttp(options);
      this.#client = client;
      client.maxHeadersCount = 0;
      client.on("socket", (socket) => this.#watch(client, socket));
      client.on("response", (incoming) => {
        this.#incoming = incoming;
        const head = this.#head;
        if (head === null) this.#fail(new Error("a response came past its own head"));
        else resolve({ head: headOf(head), incoming, failure: null });
      });
      client.on("error", (error) => this.#fail(this.#head === null ? error : (readParserError(error) ?? error)));
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
    this.#stopConnecting();
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
    clearTimeout(this.#connectTimer);
    this.#socket = socket;
    this.#reused = client.reusedSocket;
    // A kept socket was opened by an exchange that may have had leave to.
    const address = socket.remoteAddress;
    if (address !== undefined && this.#request.refuses(address)) this.#fail(new RefusedAddressError(address));
    this.#ready = this.#reused || !(socket instanceof TLSSocket);
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
      this.#failIdle();
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
    socket.on("secureConnect", onSecureConnect);
    socket.on("timeout", onIdle);
    client.once("close", () => {
      // The socket may live on for other legs.
      socket.setTimeout(0);
      socket.off("secureConnect", onSecureConnect).off("timeout", onIdle);
      gate.end();
    });
  }

  /** From the last sign of life: the start, or the addresses of the name. */
  #timeConnecting(): void {
    clearTimeout(this.#connectTimer);
    this.#connectTimer = setTimeout(() => this.#failIdle(), this.#request.idleTimeoutMs);
  }

  #stopConnecting(): void {
    clearTimeout(this.#connectTimer);
    this.#giveUp.abort();
  }

  #failIdle(): void {
    // An address that refuses says more than another one that is silent. One without a way to it does not.
    const refused =
      this.#socket === null ? this.#failedAttempts.find((error) => errorCode(error) === "ECONNREFUSED") : null;
    this.#fail(refused ?? new IdleTimeoutError(`nothing heard for ${this.#request.idleTimeoutMs} ms`));
  }

  /** Ends the leg. With a head it is the body that ends early: what came of it stays. */
  #fail(error: Error): void {
    this.#lateError ??= error;
    this.#settle({ head: null, incoming: null, failure: this.#failure(error) });
    this.#stopConnecting();
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
