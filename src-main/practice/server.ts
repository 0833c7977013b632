import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { practiceAccounts, type PracticeAccount } from "./accounts.ts";
import type { Answer } from "./answer.ts";
import { PracticeApi, type ApiAnswer, type ApiRequest } from "./api.ts";
import { largestContactCount } from "./data/contact.ts";
import { deliver } from "./deliver.ts";
import { DigestLogin } from "./digest.ts";
import { apacheNotFound, faults, type FaultName } from "./faults.ts";
import { parseTarget } from "./target.ts";
import { writeFaults, type WriteFaultName } from "./write-faults.ts";
import { headerPairs, WireLog, type WireRequest } from "./wire-log.ts";

export interface PracticeOptions {
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  /** Contacts of an agent account, the self contact among them: 1 to 500,000. 248 by default, as drawn. */
  readonly contacts?: number;
  /** The same seed gives the same data. */
  readonly seed?: number;
  readonly accounts?: readonly PracticeAccount[];
  /** Waits before each answer, milliseconds. */
  readonly delayMs?: number;
  /** Sends every body at this rate; also the rate of the `slow` fault, 4,096 by default. */
  readonly bytesPerSecond?: number;
  /** Called once per request when its answer is over or its connection gone. */
  readonly onRequest?: (request: WireRequest) => void;
}

export interface PracticeServer {
  /** Listens on 127.0.0.1. Rejects with the system's error, such as EADDRINUSE. */
  start(): Promise<{ readonly baseUrl: string; readonly port: number }>;
  /** Ends every connection, also those in the middle of an answer. */
  stop(): Promise<void>;
  /**
   * Switches a fault on or off. It spoils answers after a successful login; `resource` limits it to one resource,
   * named as the documentation does (`lists/ID/contacts`).
   */
  setFault(name: FaultName | null, limit?: { readonly resource?: string }): void;
  /** Switches a fault on or off that writes meet after a successful login. */
  setWriteFault(name: WriteFaultName | null): void;
  /** Somebody else changes a record behind the client's back, as the API itself would store it. */
  change(designator: string, fields: Readonly<Record<string, string>>): void;
  /** The last 10,000 requests, oldest first. */
  readonly log: readonly WireRequest[];
  readonly accounts: readonly PracticeAccount[];
}

const largestBody = 1_048_576;

/** A simulator of the Rezora API: a peer on the wire that shares no code with the client it is there to test. */
export function createPracticeServer(options: PracticeOptions = {}): PracticeServer {
  const contacts = options.contacts ?? 248;
  if (!Number.isInteger(contacts) || contacts < 1 || contacts > largestContactCount)
    throw new RangeError(`contacts must be a whole number from 1 to ${largestContactCount}`);
  const accounts = options.accounts ?? practiceAccounts;
  const login = new DigestLogin(accounts);
  const api = new PracticeApi(options.seed ?? 1, contacts);
  const log = new WireLog();
  let fault: { readonly name: FaultName; readonly resource: string | undefined } | null = null;
  let writeFault: WriteFaultName | null = null;
  let baseUrl = "";

  function spoil(path: string | null, answer: Answer, target: string): Answer {
    const paced = { ...answer, pace: options.bytesPerSecond ?? null };
    if (fault === null || (fault.resource !== undefined && fault.resource !== path)) return paced;
    const bytesPerSecond = options.bytesPerSecond ?? 4_096;
    return faults[fault.name].spoil(paced, { bytesPerSecond, baseUrl, target });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
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
    const sessionId = /(?:^|;\s*)PHPSESSID=/u.test(headers.cookie ?? "") ? null : randomBytes(16).toString("hex");
    const parsed = parseTarget(target);
    const context = { sessionId, delayMs: options.delayMs ?? 0 };
    if (parsed === null) {
      const contentType = "text/html; charset=iso-8859-1";
      const page: Answer = { ...plainAnswer, status: 404, contentType, body: [apacheNotFound] };
      return deliver(response, page, { ...context, sessionId: null });
    }
    const body = check.account === null ? new Uint8Array() : await readBody(request);
    const { accept, "content-type": contentType } = headers;
    const ask = (asked: ApiRequest): ApiAnswer => api.answer(check.account, asked);
    const asked = { method, target: parsed, accept, contentType, body };
    const isWrite = method !== "GET" && check.account !== null;
    const given = isWrite && writeFault !== null ? writeFaults[writeFault](ask, asked) : ask(asked);
    if (given === null) return void response.destroy();
    if (given.answer.status === 401) {
      const challenge = [["WWW-Authenticate", login.challenge()] as const];
      return deliver(response, { ...given.answer, headers: challenge }, context);
    }
    return deliver(response, spoil(given.path, given.answer, target), context);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      // The client went away, or the fault cut the connection: there is nobody left to tell.
      response.destroy();
    });
  });
  // A socket that closes while a write is on its way would leave the client with "state unknown" for no reason.
  server.keepAliveTimeout = 0;

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
      fault = name === null ? null : { name, resource: limit?.resource };
    },
    start() {
      return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(options.port ?? 0, "127.0.0.1", () => {
          server.off("error", reject);
          const { port } = server.address() as AddressInfo;
          baseUrl = `http://127.0.0.1:${port}`;
          resolve({ baseUrl, port });
        });
      });
    },
    stop() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

const plainAnswer = { headers: [], format: "csv", delivery: "whole", pace: null } as const;

/** null when it is too large; the rest is not kept. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length <= largestBody) pieces.push(piece);
  }
  return length > largestBody ? null : Buffer.concat(pieces);
}
