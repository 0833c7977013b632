import { request as requestHttp, type ClientRequest, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import type { LegTimings } from "#shared/http/exchange.ts";
import type { HeaderPair } from "#shared/http/headers.ts";
import type { Watch } from "../backstop.ts";
import type { Connecting } from "./connect.ts";
import {
  BrokenBodyError,
  BrokenHeadError,
  CancelledError,
  errorCode,
  IdleTimeoutError,
  RefusedAddressError,
  SlowHeadError,
  UnrequestedUpgradeError,
} from "./failure.ts";
import type { FinalHead } from "./head-reader.ts";
import { LegMarks } from "./leg-marks.ts";
import type { LegFailure, LegOutcome, LegRequest, ResponseHead } from "./leg-types.ts";
import { readParserError } from "./parser-error.ts";
import { describePartialHead, describeUpgrade, describeViolation } from "./received-lines.ts";
import { requestOptionsOf } from "./request-options.ts";
import { gateOf, type ResponseGate } from "./response-gate.ts";

const bodySlice = 64 * 1024;
/**
 * A head takes no longer than this many time-outs, counted from its first byte: one for each accepted interim
 * response, and two for the final one. Each byte restarts the time-out, so without this limit a server that
 * sends one byte at a time could keep a request open for weeks.
 */
const maxHeadTimeouts = 22;
/** How long the backstop waits for the connection's own time-out to act first, in milliseconds. */
export const backstopMarginMs = 15_000;

/**
 * One wire request over node:http or node:https, with raw header lines both ways.
 *
 * A kept socket is used when the agent has one. The time-out runs from the last activity in either direction,
 * including connecting. Aborting destroys the socket immediately.
 *
 * A leg ends whatever node:http reports: events may come in any order, any number of times and after the end. The
 * backstop ends a leg for which nothing is reported at all.
 */
export class WireLeg {
  readonly #request: LegRequest;
  readonly #marks: LegMarks;
  #client: ClientRequest | null = null;
  #socket: Socket | null = null;
  #reused = false;
  #ready = false;
  #gotBytes = false;
  #bodyBytesSent = 0;
  #lateError: unknown = null;
  #gate: ResponseGate | null = null;
  #head: FinalHead | null = null;
  /** The response whose body is being read. */
  #incoming: IncomingMessage | null = null;
  /** Aborts connecting. */
  readonly #giveUp = new AbortController();
  readonly #failedAttempts: Error[] = [];
  /** Runs until there is a socket, whose own time-out then takes over. */
  #connectTimer: NodeJS.Timeout | undefined;
  #headTimer: NodeJS.Timeout | undefined;
  #watch: Watch | null = null;
  #readersAtWork = 0;
  readonly #abandoned = new AbortController();
  #hasOutcome = false;
  #isReleased = false;
  /** The functions that remove listeners from objects that outlive the leg. */
  #undo: (() => void)[] = [];
  #resolve: (outcome: LegOutcome) => void = () => {};

  constructor(request: LegRequest) {
    this.#request = request;
    this.#marks = new LegMarks(request.clock);
  }

  get socketReused(): boolean {
    return this.#reused;
  }

  /** What broke the connection after the head had arrived. */
  get lateError(): unknown {
    return this.#lateError;
  }

  /** Aborted when no more of the body will come although its stream does not report its end. */
  get abandoned(): AbortSignal {
    return this.#abandoned.signal;
  }

  /** Milliseconds from the start of the leg until now. */
  timings(): LegTimings {
    return this.#marks.timings();
  }

  /** Oddities of the response that did not prevent reading it. Complete when the body has ended. */
  get warnings(): readonly string[] {
    return [...(this.#head?.warnings ?? []), ...(this.#gate?.bodyWarnings ?? [])];
  }

  /**
   * Sends the request and waits for the head of the response. Ends in every case, and rejects only on a programming
   * error.
   */
  async open(): Promise<LegOutcome> {
    const { origin, signal, method, idleTimeoutMs, backstop } = this.#request;
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#watch = backstop.watch({
        what: `a wire request (${method})`,
        limitMs: idleTimeoutMs + backstopMarginMs,
        // We are the ones not reading: the disk cannot keep up.
        isHeld: () => this.#incoming?.isPaused() === true || this.#readersAtWork > 0,
        onOverdue: (error) => {
          this.#fail(error);
          this.#abandoned.abort();
        },
      });
      const cancel = (): void => this.#fail(new CancelledError("cancelled"));
      signal.addEventListener("abort", cancel);
      this.#undo.push(() => signal.removeEventListener("abort", cancel));
      if (signal.aborted) {
        cancel();
        return;
      }
      this.#timeConnecting();
      try {
        const options = requestOptionsOf(this.#request, this.#connecting());
        const client = origin.secure ? requestHttps(options) : requestHttp(options);
        this.#client = client;
        this.#listen(client);
        this.#write(client);
      } catch (error) {
        this.#end();
        throw error;
      }
    });
  }

  /** Ends the leg and its socket immediately. */
  close(): void {
    this.#stopConnecting();
    this.#socket?.destroy();
    this.#client?.destroy();
    this.#end();
  }

  /** The body has been read to its end, or as far as it arrived. */
  finish(): void {
    // A server may respond before it has read the whole request. An unread rest would keep the socket open for ever.
    if (this.#isReleased || this.#client?.writableFinished === true) this.#end();
    else this.close();
  }

  /** While a reader processes a piece of the body, the silence is not the server's fault. */
  async holdWhile<T>(work: Promise<T>): Promise<T> {
    this.#readersAtWork++;
    try {
      return await work;
    } finally {
      this.#readersAtWork--;
    }
  }

  #connecting(): Connecting {
    return {
      signal: this.#giveUp.signal,
      onLookup: () => {
        this.#marks.mark("lookup");
        this.#timeConnecting();
        this.#watch?.sign();
      },
      onConnect: () => {
        this.#marks.mark("connect");
        this.#watch?.sign();
      },
      refuses: this.#request.refuses,
      onAttemptFailed: (error) => this.#failedAttempts.push(error),
    };
  }

  #listen(client: ClientRequest): void {
    client.maxHeadersCount = 0;
    client.on("socket", (socket) => this.#take(client, socket));
    client.on("response", (incoming) => this.#receive(incoming));
    client.on("error", (error) => this.#fail(this.#head === null ? error : (readParserError(error) ?? error)));
    // The response gate refuses both before node:http sees them. Without a listener node:http would report nothing.
    const leave = (_: IncomingMessage, socket: Duplex): void => {
      socket.destroy();
      this.#fail(new UnrequestedUpgradeError("the server left HTTP"));
    };
    client.on("upgrade", leave).on("connect", leave);
    const end = (): void => {
      if (this.#incoming === null) this.#fail(new Error("the request ended without a response"));
      else this.#release();
    };
    client.on("close", end).on("abort", end);
  }

  #write(client: ClientRequest): void {
    const { body } = this.#request;
    const onWritten = (): void => {
      this.#watch?.sign();
      if (!this.#hasOutcome) this.#request.onWritten();
    };
    for (let start = 0; start < body.length; start += bodySlice) {
      const slice = body.subarray(start, start + bodySlice);
      client.write(slice, (error) => {
        if (error !== null && error !== undefined) return;
        this.#bodyBytesSent += slice.length;
        this.#watch?.sign();
        if (start === 0) onWritten();
      });
    }
    client.end(body.length === 0 ? onWritten : undefined);
  }

  /** Watches the socket that the agent assigned to the request. */
  #take(client: ClientRequest, socket: Socket): void {
    if (socket === this.#socket) return;
    if (this.#isReleased || this.#socket !== null) {
      // The response came too late or is a surplus one: nothing would read it.
      socket.destroy();
      if (!this.#isReleased) this.#fail(new Error("the request was moved to another socket"));
      return;
    }
    clearTimeout(this.#connectTimer);
    this.#watch?.sign();
    this.#socket = socket;
    this.#reused = client.reusedSocket;
    // A kept socket may have been opened by an exchange that was allowed to connect to this address.
    const address = socket.remoteAddress;
    if (address !== undefined && this.#request.refuses(address)) {
      this.#fail(new RefusedAddressError(address));
      return;
    }
    this.#ready = this.#reused || !(socket instanceof TLSSocket);
    const onSecureConnect = (): void => {
      this.#marks.mark("tls");
      this.#ready = true;
      this.#watch?.sign();
    };
    const onIdle = (): void => {
      // We are the ones not reading: the disk cannot keep up.
      if (this.#incoming?.isPaused() === true) socket.setTimeout(this.#request.idleTimeoutMs);
      else this.#failIdle();
    };
    const gate = gateOf(socket);
    this.#gate = gate;
    gate.begin({
      onBytes: () => this.#hear(),
      onHead: (head) => {
        clearTimeout(this.#headTimer);
        if (head.status === 101) this.#fail(new UnrequestedUpgradeError(describeUpgrade(head)));
        else this.#head = head;
      },
      onBrokenHead: (violation, received) => this.#fail(new BrokenHeadError(violation, received)),
      onBrokenBody: (problem) => this.#fail(new BrokenBodyError(problem)),
    });
    socket.setTimeout(this.#request.idleTimeoutMs);
    socket.on("secureConnect", onSecureConnect);
    socket.on("timeout", onIdle);
    this.#undo.push(() => {
      // The socket may be reused by other legs.
      socket.setTimeout(0);
      socket.off("secureConnect", onSecureConnect).off("timeout", onIdle);
      gate.end();
    });
  }

  #hear(): void {
    this.#watch?.sign();
    if (this.#gotBytes) return;
    this.#gotBytes = true;
    this.#marks.mark("firstByte");
    const longest = this.#request.idleTimeoutMs * maxHeadTimeouts;
    this.#headTimer = setTimeout(() => this.#fail(new SlowHeadError(longest)), longest);
  }

  #receive(incoming: IncomingMessage): void {
    // Whatever happens to the response, an error without a listener would end the process.
    incoming.on("error", () => {});
    const head = this.#head;
    if (this.#hasOutcome) {
      if (this.#incoming === null) incoming.destroy();
      else if (incoming !== this.#incoming) incoming.resume();
    } else if (head === null) {
      incoming.destroy();
      this.#fail(new Error("a response came past its own head"));
    } else {
      this.#incoming = incoming;
      this.#hasOutcome = true;
      this.#resolve({ head: headOf(head), incoming, failure: null });
    }
  }

  #end(): void {
    this.#watch?.end();
    this.#release();
  }

  /**
   * Removes the listeners from what outlives the leg. The backstop keeps watching, because the body may still be
   * read.
   */
  #release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    clearTimeout(this.#connectTimer);
    clearTimeout(this.#headTimer);
    for (const undo of this.#undo.splice(0)) undo();
  }

  /** Time since the last activity: the start, or the resolution of the name. */
  #timeConnecting(): void {
    clearTimeout(this.#connectTimer);
    if (this.#isReleased) return;
    this.#connectTimer = setTimeout(() => this.#failIdle(), this.#request.idleTimeoutMs);
  }

  #stopConnecting(): void {
    clearTimeout(this.#connectTimer);
    this.#giveUp.abort();
  }

  #failIdle(): void {
    // A refusal at one address is more informative than silence at another. An address without a route is not.
    const refused =
      this.#socket === null ? this.#failedAttempts.find((error) => errorCode(error) === "ECONNREFUSED") : null;
    this.#fail(refused ?? new IdleTimeoutError(`nothing heard for ${this.#request.idleTimeoutMs} ms`));
  }

  /** Ends the leg. When there is a head, only the body ends early, and what arrived of it is kept. */
  #fail(error: Error): void {
    if (this.#hasOutcome && this.#incoming === null) return;
    this.#lateError ??= error;
    const failure = this.#failure(error);
    // This comes first, because ending the socket and the request reports their end, possibly in the same turn.
    this.#hasOutcome = true;
    this.#stopConnecting();
    // The request is not destroyed, because that would discard what waits in the response's buffer.
    this.#socket?.destroy(error);
    if (this.#incoming !== null) return;
    this.#client?.destroy(error);
    this.#end();
    this.#resolve({ head: null, incoming: null, failure });
  }

  #failure(error: unknown): LegFailure {
    return {
      error,
      handshaking: this.#request.origin.secure && this.#marks.connect !== null && !this.#ready,
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
}

function headOf({ status, reason, httpVersion, fields }: FinalHead): ResponseHead {
  return { status, reason, httpVersion, headers: fields.map(({ name, value }): HeaderPair => [name, value]) };
}
