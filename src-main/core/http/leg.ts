import { request as requestHttp, type Agent, type ClientRequest, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { LegTimings } from "#shared/http/exchange.ts";
import type { HeaderPair } from "#shared/http/headers.ts";
import type { WireText } from "../digest/wire-text.ts";
import type { Clock } from "../ports.ts";
import { IdleTimeoutError } from "./failure.ts";
import type { HeadViolation } from "./head-rules.ts";
import type { Origin } from "./origin.ts";
import { ReceivedHead } from "./received-head.ts";

/** Header values up to this size in all; Node's own limit of 16 KiB is less than real servers send. */
const largestHead = 256 * 1024;
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

/** The parser of this runtime let something pass that breaks the rules. */
class HeadRuleError extends Error {
  override readonly name = "HeadRuleError";
  /** Like the codes of the parser's own errors. */
  readonly code = "HPE_HEAD_RULE";
  readonly violation: HeadViolation;

  constructor(violation: HeadViolation) {
    super(violation.reason);
    this.violation = violation;
  }
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
  readonly #received = new ReceivedHead();
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
  /** The answer whose body is being read. */
  #incoming: IncomingMessage | null = null;

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

  /** Sends the request and waits for the head of the answer. Never rejects. */
  async open(): Promise<LegOutcome> {
    const { origin, agent, method, requestTarget, headers, signal } = this.#request;
    return new Promise((resolve) => {
      const client = (origin.secure ? requestHttps : requestHttp)({
        agent,
        host: origin.hostname,
        port: origin.port,
        method,
        path: requestTarget,
        // A flat list is sent as it stands; Node adds only what it misses, and it misses nothing.
        headers: headers.flat(),
        setHost: false,
        signal,
        maxHeaderSize: largestHead,
        insecureHTTPParser: false,
        // Said aloud because an environment variable could switch it off.
        rejectUnauthorized: true,
      });
      this.#client = client;
      client.maxHeadersCount = 0;
      client.on("socket", (socket) => this.#watch(client, socket));
      client.on("response", (incoming) => {
        this.#incoming = incoming;
        const violation = this.#received.complete();
        if (violation === null) resolve({ head: headOf(incoming), incoming, failure: null });
        else {
          incoming.on("error", () => {});
          const error = new HeadRuleError(violation);
          resolve({ head: null, incoming: null, failure: this.#failure(error) });
          client.destroy(error);
        }
      });
      client.on("error", (error) => {
        this.#lateError ??= error;
        resolve({ head: null, incoming: null, failure: this.#failure(error) });
      });
      this.#write(client);
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
    const onData = (chunk: Uint8Array): void => {
      this.#gotBytes = true;
      this.#firstByte ??= this.#elapsed();
      this.#received.add(chunk);
    };
    const onIdle = (): void => {
      if (this.#incoming?.isPaused() === true) {
        // It is we who do not read: the disk is behind.
        socket.setTimeout(this.#request.idleTimeoutMs);
        return;
      }
      const error = new IdleTimeoutError(`nothing heard for ${this.#request.idleTimeoutMs} ms`);
      this.#lateError ??= error;
      socket.destroy(error);
    };
    socket.setTimeout(this.#request.idleTimeoutMs);
    socket.on("lookup", onLookup).on("connect", onConnect).on("secureConnect", onSecureConnect);
    // Ahead of the parser's own listener, so that bytes it chokes on are on record.
    socket.prependListener("data", onData);
    socket.on("timeout", onIdle);
    client.once("close", () => {
      // The socket may live on for other legs.
      socket.setTimeout(0);
      socket.off("lookup", onLookup).off("connect", onConnect).off("secureConnect", onSecureConnect);
      socket.off("data", onData).off("timeout", onIdle);
    });
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
    if (error instanceof HeadRuleError) return this.#received.describe(error.violation);
    const parseError = readParseError(error);
    if (parseError !== null) {
      const { reason, packetBytes, parsed } = parseError;
      return this.#received.describe(this.#received.explain(reason, packetBytes, parsed));
    }
    const message = error instanceof Error ? error.message : "unknown error";
    return this.#ready && body.length > 0
      ? `${message}; sent ${this.#bodyBytesSent} of ${body.length} bytes of the body`
      : message;
  }

  #elapsed(): number {
    return this.#request.clock.monotonic() - this.#startedAt;
  }
}

function headOf(incoming: IncomingMessage): ResponseHead {
  const { rawHeaders } = incoming;
  const headers: HeaderPair[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.push([rawHeaders[index] ?? "", rawHeaders[index + 1] ?? ""]);
  }
  return {
    status: incoming.statusCode ?? 0,
    reason: incoming.statusMessage ?? "",
    httpVersion: incoming.httpVersion,
    headers,
  };
}

/** node:http tells where its parser gave up: `bytesParsed` of `rawPacket`. */
function readParseError(error: unknown): { reason: string; packetBytes: number; parsed: number } | null {
  if (!(error instanceof Error) || !("code" in error) || !String(error.code).startsWith("HPE_")) return null;
  const packetBytes = "rawPacket" in error && error.rawPacket instanceof Uint8Array ? error.rawPacket.length : 0;
  const parsed = "bytesParsed" in error && typeof error.bytesParsed === "number" ? error.bytesParsed : 0;
  return { reason: "reason" in error ? String(error.reason) : error.message, packetBytes, parsed };
}
