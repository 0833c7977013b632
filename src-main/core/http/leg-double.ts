import { EventEmitter, getEventListeners } from "node:events";
import { Agent, IncomingMessage, type ClientRequest } from "node:http";
import { Socket } from "node:net";
import type { Backstop } from "../backstop.ts";
import { receiveBody } from "./body.ts";
import { WireLeg } from "./leg.ts";
import type { LegOutcome } from "./leg-types.ts";
import { parseOrigin } from "./origin.ts";

/** A ClientRequest that does nothing on its own: the test sends every event. For tests only. */
export class RequestDouble extends EventEmitter {
  maxHeadersCount = 2_000;
  reusedSocket = false;
  writableFinished = false;
  destroyed = false;
  /** Whether it reports its end in the same turn when it is destroyed; node:http does so a little later. */
  readonly reports: boolean;

  constructor(reports: boolean) {
    super();
    this.reports = reports;
  }

  write(): boolean {
    return true;
  }

  end(): this {
    return this;
  }

  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    if (this.reports && error !== undefined) this.emit("error", error);
    if (this.reports) this.emit("close");
    return this;
  }
}

export const idleTimeoutMs = 10_000;
export const head = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n";

function quietSocket(): Socket {
  const socket = new Socket();
  // node:http also has a listener of its own.
  socket.on("error", () => {});
  return socket;
}

/** One leg over a double, with everything that outlives the leg. */
export function createLegBench(reports: boolean, backstop: Backstop) {
  const controller = new AbortController();
  const socket = quietSocket();
  const client = new RequestDouble(reports);
  const incoming = new IncomingMessage(socket);
  // Until a response is handed over, it reports no error.
  incoming.on("error", () => {});
  const outcomes: LegOutcome[] = [];
  const leg = new WireLeg({
    origin: parseOrigin("http://127.0.0.1:1"),
    agent: new Agent(),
    method: "PUT",
    requestTarget: "/x",
    headers: [],
    body: new Uint8Array(),
    idleTimeoutMs,
    signal: controller.signal,
    clock: { now: () => 0, monotonic: () => 0 },
    backstop,
    refuses: () => false,
    onWritten: () => undefined,
  });
  const bench = {
    client,
    socket,
    incoming,
    leg,
    controller,
    outcomes,
    received: "",
    /** The body is over, or there is no body. */
    isOver: false,
    /** Opens the leg and reads its body to the end, as an exchange does. */
    async run(): Promise<void> {
      const outcome = await leg.open();
      outcomes.push(outcome);
      if (outcome.failure === null) {
        const take = async (chunk: Uint8Array): Promise<void> => {
          bench.received += Buffer.from(chunk).toString("latin1");
        };
        await receiveBody(outcome.incoming, controller.signal, take, leg.abandoned);
        leg.finish();
      }
      bench.isOver = true;
    },
    /** What remains outside the leg: all of these must be 0 in the end. */
    left: () => ({
      abort: getEventListeners(controller.signal, "abort").length,
      timeout: socket.listenerCount("timeout"),
      secureConnect: socket.listenerCount("secureConnect"),
      data: incoming.listenerCount("data"),
      end: incoming.listenerCount("end"),
    }),
  };
  return bench;
}

export type LegBench = ReturnType<typeof createLegBench>;

type Happening = (bench: LegBench) => void;

/** Everything that node:http and the socket can report of a request, once each. */
export const happenings: Readonly<Record<string, Happening>> = {
  abort: ({ client }) => client.emit("abort"),
  close: ({ client }) => client.emit("close"),
  connect: ({ client, incoming }) => client.emit("connect", incoming, quietSocket(), Buffer.alloc(0)),
  continue: ({ client }) => client.emit("continue"),
  drain: ({ client }) => client.emit("drain"),
  error: ({ client }) => client.emit("error", Object.assign(new Error("reset"), { code: "ECONNRESET" })),
  finish({ client }) {
    client.writableFinished = true;
    client.emit("finish");
  },
  information: ({ client }) => client.emit("information", { statusCode: 103, headers: {} }),
  response: ({ client, incoming }) => client.emit("response", incoming),
  "another response": ({ client, socket }) => client.emit("response", new IncomingMessage(socket)),
  socket: ({ client, socket }) => client.emit("socket", socket),
  "another socket": ({ client }) => client.emit("socket", quietSocket()),
  timeout: ({ client }) => client.emit("timeout"),
  upgrade: ({ client, incoming }) => client.emit("upgrade", incoming, quietSocket(), Buffer.from("x")),
  pipe: ({ client, incoming }) => client.emit("pipe", incoming),
  unpipe: ({ client, incoming }) => client.emit("unpipe", incoming),
  "head arrives": ({ socket }) => void socket.push(Buffer.from(head)),
  "bytes arrive": ({ socket }) => void socket.push(Buffer.from("b")),
  "socket ends": ({ socket }) => socket.emit("end"),
  "socket times out": ({ socket }) => socket.emit("timeout"),
  "socket closes": ({ socket }) => socket.emit("close"),
  "response aborted": ({ incoming }) => incoming.emit("aborted"),
  "response closes": ({ incoming }) => incoming.emit("close"),
  "response data": ({ incoming }) => incoming.emit("data", Buffer.from("d")),
  "response ends": ({ incoming }) => incoming.emit("end"),
  "response error": ({ incoming }) => incoming.emit("error", new Error("aborted")),
  "response pauses": ({ incoming }) => incoming.emit("pause"),
  "response readable": ({ incoming }) => incoming.emit("readable"),
};

/** A double whose type does not fit that of node:http. */
export function asClientRequest(double: RequestDouble): ClientRequest {
  return double as unknown as ClientRequest;
}
