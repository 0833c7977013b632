import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { practiceAccounts, type PracticeAccount } from "./accounts.ts";
import type { Answer } from "./answer.ts";
import { PracticeApi, type ApiAnswer, type ApiRequest } from "./api.ts";
import { writeCsvAs, type CsvWriterName } from "./csv-writers.ts";
import { maxContactCount } from "./data/contact.ts";
import { deliver } from "./deliver.ts";
import { DigestLogin } from "./digest.ts";
import { answerFaults } from "./answer-faults.ts";
import { apacheNotFound } from "./apache-pages.ts";
import { isLoginFault, isNetworkFault, type FaultName, type ServerFaultName } from "./fault-list.ts";
import { loginFaults, type LoginRefusal } from "./login-faults.ts";
import { networkFaults, type FaultyAddress } from "./network-faults.ts";
import { parseTarget } from "./target.ts";
import { writeFaults, type WriteFaultName } from "./write-faults.ts";
import { headerPairs, WireLog, type WireRequest } from "./wire-log.ts";

export interface PracticeOptions {
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  /** Contacts of an agent account, including the self contact: 1 to 500,000, by default 248. */
  readonly contacts?: number;
  /** The same seed gives the same data. */
  readonly seed?: number;
  readonly accounts?: readonly PracticeAccount[];
  /** Delay before each response, in milliseconds. */
  readonly delayMs?: number;
  /** Sends every body at this rate; also the rate of the `slow` fault, 4,096 by default. */
  readonly bytesPerSecond?: number;
  /** Writes CSV in another way than the documented one; faults apply in addition. */
  readonly csvWriter?: CsvWriterName;
  /** Called once per request when its response has ended or its connection has closed. */
  readonly onRequest?: (request: WireRequest) => void;
}

export interface PracticeServer {
  /** Listens on 127.0.0.1. Rejects with the system's error, such as EADDRINUSE. */
  start(): Promise<{ readonly baseUrl: string; readonly port: number }>;
  /** Closes every connection, even in the middle of a response. */
  stop(): Promise<void>;
  /**
   * Switches a fault of the login or of the response on or off. `resource` limits a response fault to a resource, named
   * as in the API documentation (`lists/ID/contacts`).
   */
  setFault(name: ServerFaultName | null, limit?: { readonly resource?: string }): void;
  /**
   * An additional address of this server with any fault, with the same accounts, data and log. Opened at the first
   * call.
   */
  faultyAddress(name: FaultName, port?: number): Promise<string>;
  /** Switches a fault of writes on or off, which takes effect after a successful login. */
  setWriteFault(name: WriteFaultName | null): void;
  /** Changes a record as another client would, in the form that the API stores. */
  change(designator: string, fields: Readonly<Record<string, string>>): void;
  /** The last 10,000 requests, oldest first. */
  readonly log: readonly WireRequest[];
  readonly accounts: readonly PracticeAccount[];
}

const maxBody = 1_048_576;

/** A simulator of the Rezora API: a peer on the wire that shares no code with the client that it tests. */
export function createPracticeServer(options: PracticeOptions = {}): PracticeServer {
  const contacts = options.contacts ?? 248;
  if (!Number.isInteger(contacts) || contacts < 1 || contacts > maxContactCount)
    throw new RangeError(`contacts must be a whole number from 1 to ${maxContactCount}`);
  const accounts = options.accounts ?? practiceAccounts;
  const login = new DigestLogin(accounts);
  const api = new PracticeApi(options.seed ?? 1, contacts);
  const log = new WireLog();
  let ownFault: ActiveFault | null = null;
  /** The nonces issued on each connection. */
  const nonces = new WeakMap<Socket, Set<string>>();
  const faulty = new Map<FaultName, Promise<FaultyAddress>>();
  /** How many logins were accepted with a fault, by fault and user name. */
  const accepted = new Map<string, number>();
  let writeFault: WriteFaultName | null = null;

  function spoil(
    fault: ActiveFault | null,
    path: string | null,
    answer: Answer,
    at: { target: string; baseUrl: string },
  ) {
    const { csvWriter } = options;
    const written = csvWriter === undefined ? answer : writeCsvAs(csvWriter, answer);
    const paced = { ...written, pace: options.bytesPerSecond ?? null };
    if (fault === null || isLoginFault(fault.name)) return paced;
    if (fault.resource !== undefined && fault.resource !== path) return paced;
    return answerFaults[fault.name].spoil(paced, { bytesPerSecond: options.bytesPerSecond ?? 4_096, ...at });
  }

  function challengeOn(socket: Socket): string {
    const challenge = login.challenge();
    const issued = nonces.get(socket) ?? new Set();
    nonces.set(socket, issued.add(nonceIn(challenge)));
    return challenge;
  }

  async function answer(request: IncomingMessage, response: ServerResponse, fault: ActiveFault | null): Promise<void> {
    const { method = "", url: target = "", headers } = request;
    const check = login.check(headers.authorization, method);
    const number = log.add({
      method,
      target,
      headers: headerPairs(request.rawHeaders),
      authenticated: check.userName !== null || check.signedUri !== null,
      accepted: check.account !== null,
      userName: check.userName,
      signedUri: check.signedUri,
      nonceCount: check.nonceCount,
      clientPort: request.socket.remotePort ?? 0,
    });
    response.once("close", () => {
      const finished = log.answered(number, response.headersSent ? response.statusCode : null);
      if (finished !== undefined) options.onRequest?.(finished);
    });
    const session = /(?:^|;\s*)PHPSESSID=/u.test(headers.cookie ?? "");
    const context = { sessionId: session ? null : randomBytes(16).toString("hex"), delayMs: options.delayMs ?? 0 };
    const acceptedKey = `${fault?.name ?? ""} ${check.userName ?? ""}`;
    const acceptedBefore = accepted.get(acceptedKey) ?? 0;
    const instead =
      fault !== null && isLoginFault(fault.name)
        ? loginFaults[fault.name].answer({
            signed: /^digest\s/iu.test(headers.authorization ?? ""),
            session,
            target,
            acceptedBefore,
            nonceOfConnection: nonces.get(request.socket)?.has(nonceIn(headers.authorization ?? "")) ?? false,
            challenge: () => challengeOn(request.socket),
          })
        : null;
    if (instead !== null && instead !== "let-in") return deliver(response, pageOf(instead), context);
    const parsed = parseTarget(target);
    if (parsed === null) {
      return deliver(response, pageOf({ status: 404, headers: [], page: apacheNotFound }), {
        ...context,
        sessionId: null,
      });
    }
    const account = instead === "let-in" ? api.accountFor(accounts, check.userName, parsed) : check.account;
    const body = account === null ? new Uint8Array() : await readBody(request);
    const { accept, "content-type": contentType } = headers;
    const ask = (asked: ApiRequest): ApiAnswer => api.answer(account, asked);
    const asked = { method, target: parsed, accept, contentType, body };
    const isWrite = method !== "GET" && account !== null;
    const given = isWrite && writeFault !== null ? writeFaults[writeFault](ask, asked) : ask(asked);
    if (given === null) return void response.destroy();
    if (given.answer.status === 401) {
      const challenge = [["WWW-Authenticate", challengeOn(request.socket)] as const];
      return deliver(response, { ...given.answer, headers: challenge }, context);
    }
    accepted.set(acceptedKey, acceptedBefore + 1);
    const baseUrl = `http://127.0.0.1:${request.socket.localPort ?? 0}`;
    return deliver(response, spoil(fault, given.path, given.answer, { target, baseUrl }), context);
  }

  function createHttpServer(faultNow: () => ActiveFault | null): Server {
    const server = createServer((request, response) => {
      answer(request, response, faultNow()).catch(() => {
        // The client has disconnected, or the fault has cut the connection: no response can be sent.
        response.destroy();
      });
    });
    // A socket that closes while a write arrives would leave the client with "state unknown" for no reason.
    server.keepAliveTimeout = 0;
    return server;
  }

  const server = createHttpServer(() => ownFault);

  async function openFaulty(name: FaultName, port: number): Promise<FaultyAddress> {
    if (isNetworkFault(name)) return networkFaults[name].open((socket) => server.emit("connection", socket), port);
    const spoiled = createHttpServer(() => ({ name, resource: undefined }));
    const { baseUrl } = await listen(spoiled, port);
    return { baseUrl, close: () => close(spoiled) };
  }

  return {
    accounts,
    get log() {
      return log.requests;
    },
    change(designator, fields) {
      const target = parseTarget(`/v1/${designator}`);
      if (target === null) throw new Error(`There is no ${designator}.`);
      const body = new TextEncoder().encode(JSON.stringify({ data: fields }));
      const request = { method: "PUT", target, accept: undefined, contentType: "application/json", body };
      const statuses = accounts.map((account) => api.answer(account, request).answer.status);
      if (!statuses.includes(200)) throw new Error(`${designator} could not be changed: ${statuses.join(", ")}.`);
    },
    setWriteFault(name) {
      writeFault = name;
    },
    setFault(name, limit) {
      accepted.clear();
      ownFault = name === null ? null : { name, resource: limit?.resource };
    },
    async faultyAddress(name, port = 0) {
      const opened = faulty.get(name) ?? openFaulty(name, port);
      faulty.set(name, opened);
      return (await opened).baseUrl;
    },
    start: () => listen(server, options.port ?? 0),
    async stop() {
      const opened = await Promise.allSettled(faulty.values());
      await Promise.all([
        close(server),
        ...opened.map((each) => (each.status === "fulfilled" ? each.value.close() : undefined)),
      ]);
    },
  };
}

function nonceIn(field: string): string {
  return /\bnonce="([^"]*)"/u.exec(field)?.[1] ?? "";
}

interface ActiveFault {
  readonly name: ServerFaultName;
  readonly resource: string | undefined;
}

function listen(server: Server, port: number): Promise<{ readonly baseUrl: string; readonly port: number }> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const { port: taken } = server.address() as AddressInfo;
      resolve({ baseUrl: `http://127.0.0.1:${taken}`, port: taken });
    });
  });
}

/** Closes every connection, even in the middle of a response. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** A response of the web server around the API. */
function pageOf({ status, headers, page }: LoginRefusal): Answer {
  const contentType = "text/html; charset=iso-8859-1";
  return { status, headers, contentType, format: "csv", delivery: "whole", pace: null, body: [page] };
}

/** null if it is too large; the rest is not kept. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length <= maxBody) pieces.push(piece);
  }
  return length > maxBody ? null : Buffer.concat(pieces);
}
