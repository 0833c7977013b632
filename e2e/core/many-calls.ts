import type { Socket } from "node:net";
import { calls, type CallName } from "#shared/channels.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { everyRecord } from "#shared/every-record.ts";
import type { Reply } from "#shared/reply.ts";
import { examples } from "#core/call-examples.ts";
import { connectionDefaults } from "#core/connections/connection-defaults.ts";
import { createDispatch } from "#core/dispatch.ts";
import { requestOf } from "#core/exchanges/exchange-doubles.ts";
import { response, startLoopbackServer, unauthorized, type Responder } from "#core/http/loopback.ts";
import type { PracticeBench } from "#host/practice-bench.ts";

/** The same numbers for the same seed (mulberry32). */
export function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

const maxOpenDocuments = 200;
const records = JSON.stringify(Array.from({ length: 20 }, (_, id) => ({ id, name: `name ${String(id)}` })));

/** Responds differently each time, and often wrongly. */
function fickle(roll: (sides: number) => number): Responder {
  const behaviours: readonly ((socket: Socket) => void)[] = [
    (socket) => socket.write(response("200 OK", records, "Content-Type: application/json")),
    (socket) => socket.write(response("200 OK", records)),
    (socket) => socket.write(response("404 Not Found")),
    (socket) => socket.write(response("503 Service Unavailable", "", "Retry-After: 31536000")),
    (socket) => socket.resetAndDestroy(),
    (socket) => socket.end(),
    (socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${records.slice(0, 100)}`),
    (socket) => socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
    (socket) => socket.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n"),
    (socket) => socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\nxx"),
    (socket) => socket.write("SSH-2.0-OpenSSH_9.6\r\n"),
    (socket) => socket.write("HTTP/1.1 200 O"),
    (socket) => socket.write(`${response("200 OK", "[]")}HTTP/1.1 200 OK\r\n\r\n`),
    () => undefined,
  ];
  return ({ login }, socket) => {
    if (login === null) socket.write(unauthorized(`n${String(roll(1_000))}`));
    // Most responses are sound, so documents are created as well.
    else behaviours[roll(2) === 0 ? 0 : roll(behaviours.length)]?.(socket);
  };
}

export interface ManyCalls {
  /** How many calls ended in which way. */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly cancelled: number;
  readonly dropped: number;
  readonly unanswered: number;
}

/** Makes calls of every kind through the dispatcher that both hosts use, cancels some and lets callers disappear. */
export async function makeManyCalls({ core, doubles }: PracticeBench, count: number, seed: number): Promise<ManyCalls> {
  const roll = createDice(seed);
  const server = await startLoopbackServer(fickle(createDice(seed + 1)));
  const { dispatch, dropCaller } = createDispatch(core.services, doubles.ports.log, core.backstop);
  const never = { signal: new AbortController().signal };
  const input = { ...connectionDefaults, name: "Fickle", baseUrl: server.origin, idleTimeoutSeconds: 1 };
  const { connectionId } = await core.services.createConnection(input, never);
  await core.services.setPassword({ connectionId, password: "practice" }, never);

  const outcomes = new Map<string, number>();
  const documents: string[] = [];
  const made = { cancelled: 0, dropped: 0, unanswered: 0 };

  /** Names and inputs, from cheap ones to whole runs. */
  function choose(number: number): readonly [CallName, unknown] {
    const id = `x${String(number)}`;
    const document = documents[roll(Math.max(1, documents.length))] ?? "nothing";
    const query = { documentId: document, query: everyRecord };
    // As a window does: it keeps the documents of its history, and no more.
    if (documents.length > maxOpenDocuments) return ["closeDocument", { documentId: documents.shift() ?? "nothing" }];
    switch (roll(20)) {
      case 0:
      case 1:
      case 2:
      case 3:
      case 4:
        return ["sendRequest", { exchangeId: id, request: requestOf({ connectionId, designator: `contacts?${id}` }) }];
      case 5:
      case 6:
        return ["sendRequest", { exchangeId: id, request: requestOf() }];
      case 7:
        return ["getRows", { ...query, offset: 0, limit: 10 }];
      case 8:
        return ["getRecord", { documentId: document, record: roll(30) }];
      case 9:
        return ["findBytes", { documentId: document, needle: "bmFtZQ==", index: 0 }];
      case 10:
        return ["readRecord", { connectionId, designator: `contacts/${String(roll(30))}` }];
      case 11:
        return roll(20) === 0
          ? ["diagnoseLogin", { runId: id, connectionId, designator: "contacts" }]
          : ["getMeter", { connectionId }];
      case 12:
        return roll(20) === 0
          ? ["checkFormats", { checkId: id, connectionId, designator: "contacts" }]
          : ["listRuns", {}];
      case 13:
        return roll(10) === 0 ? ["detectLevel", { connectionId }] : ["listDrafts", {}];
      case 14:
        return [
          "closeDocument",
          { documentId: documents.splice(roll(Math.max(1, documents.length)), 1)[0] ?? "nothing" },
        ];
      default: {
        const name = calls[roll(calls.length)] ?? "getSettings";
        return [name, roll(4) === 0 ? null : examples[name]];
      }
    }
  }

  function keep(name: CallName, reply: Reply<unknown>): void {
    const key = reply.ok ? "ok" : reply.error.code;
    outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
    if (!reply.ok) return;
    const exchanges =
      name === "sendRequest"
        ? [reply.value as Exchange]
        : name === "checkFormats"
          ? Object.values((reply.value as { answers: Record<string, Exchange | null> }).answers)
          : [];
    for (const exchange of exchanges) if (exchange?.document) documents.push(exchange.document.documentId);
  }

  async function lead(caller: number, share: number): Promise<void> {
    let tab = `tab ${String(caller)}`;
    for (let number = 0; number < share; number++) {
      const id = caller * 1_000_000 + number;
      const [name, given] = choose(id);
      made.unanswered++;
      const callId = `c${String(id)}`;
      const answered = dispatch(tab, name, given, callId);
      let isAnswered = false;
      void answered.then(() => (isAnswered = true));
      const fate = roll(12);
      if (fate < 2) {
        for (let turn = roll(8); turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve));
        made.cancelled++;
        await dispatch(tab, "cancelCall", { callId });
      }
      let isDropped = false;
      if (fate === 2) {
        for (let turn = roll(8); turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve));
        made.dropped++;
        // A reply that was already delivered belongs to the caller, and so do its documents.
        isDropped = !isAnswered;
        dropCaller(tab);
      }
      const reply = await answered;
      made.unanswered--;
      if (!isDropped) keep(name, reply);
      else {
        outcomes.set("dropped", (outcomes.get("dropped") ?? 0) + 1);
        tab = `tab ${String(caller)}.${String(number)}`;
      }
    }
  }

  const callers = 96;
  const shares = Array.from({ length: callers }, (_, caller) => Math.floor((count + caller) / callers));
  await Promise.all(shares.map((share, caller) => lead(caller, share)));
  for (const documentId of documents) await dispatch("last", "closeDocument", { documentId });
  await server.close();
  return { outcomes, ...made };
}
