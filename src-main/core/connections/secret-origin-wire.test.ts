import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canonicalOrigin } from "#shared/rezora/canonical-origin.ts";
import { verifyAuthorization } from "../digest/self-check.ts";
import { toWire } from "../digest/wire-text.ts";
import { nowhere, question } from "../exchanges/detect-level.ts";
import { openMeterStore } from "../exchanges/meter.ts";
import { createSender, type Outgoing, type Sender } from "../exchanges/outgoing.ts";
import {
  createTestClient,
  response,
  startLoopbackServer,
  testCredentials,
  unauthorized,
  type LoopbackServer,
} from "../http/loopback.ts";
import type { HttpClient } from "../http/send-contract.ts";
import { createSeenSecrets } from "../http/seen-secrets.ts";
import { createReversingVault } from "../port-doubles.ts";
import { oak, openConnectionsBench, type ConnectionsBench } from "./connections-bench.ts";
import { createMovePassword } from "./move-password.ts";

let bench: ConnectionsBench;
let http: HttpClient;
let sender: Sender;
let servers: LoopbackServer[];

beforeEach(async () => {
  bench = await openConnectionsBench();
  http = createTestClient();
  servers = [];
  for (let index = 0; index < 3; index++) {
    servers.push(
      await startLoopbackServer(({ login, method }, socket, number) => {
        if (login === null) socket.write(unauthorized(`nonce ${String(number)}`));
        else socket.write(response(method === "GET" ? "200 OK" : "204 No Content", "[]"));
      }),
    );
  }
  await reopen();
});
afterEach(async () => {
  http.close();
  for (const server of servers) await server.close();
  await bench.close();
});

async function reopen(): Promise<void> {
  await bench.restart(createReversingVault(), (key) => http.forgetSession(key));
  const meter = await openMeterStore(bench.doubles.folder, bench.doubles.time, () => undefined, bench.storage());
  sender = createSender(bench.connections, http, meter, createSeenSecrets());
}

async function send(outgoing: Outgoing): Promise<void> {
  await sender.send(outgoing, {
    owner: "test",
    signal: new AbortController().signal,
    headOnly: false,
    onProgress: () => undefined,
    sink: nowhere,
  });
}

const origins = (): readonly string[] => servers.map(({ origin }) => origin);
const prepare = (connectionId: string): Promise<Outgoing> =>
  sender.prepare({ ...question, connectionId, designator: "contacts" });

test("a request that was prepared before the base URL changed goes to the original address [security: no-digest-for-another-origin]", async () => {
  const [first = "", second = ""] = origins();
  const connectionId = await bench.createWithPassword({ baseUrl: first });
  const outgoing = await prepare(connectionId);
  await bench.connections.update(connectionId, { baseUrl: second });
  await expect(send({ ...outgoing, origin: second })).rejects.toMatchObject({ code: "password-needed" });
  expect(servers[1]?.requests).toEqual([]);
  await send(outgoing);
  await expect(prepare(connectionId)).rejects.toMatchObject({
    code: "password-needed",
    message: `The stored password was entered for ${first}. It is not used for ${second}.`,
  });
  expect(servers[1]?.requests).toEqual([]);
});

test("the engine signs nothing for another origin, no matter what calls it [security: no-digest-for-another-origin]", async () => {
  const [first = "", second = ""] = origins();
  const options = {
    origin: second,
    method: "GET",
    requestTarget: "/v1/contacts",
    headers: [],
    body: null,
    credentials: { ...testCredentials, enteredFor: first },
    connectionKey: "test",
    idleTimeoutMs: 5_000,
    signal: new AbortController().signal,
    headOnly: false,
    onProgress: () => undefined,
    onWireRequest: () => undefined,
    sink: nowhere,
  } as const;
  await expect(http.send(options)).rejects.toMatchObject({ code: "password-needed" });
  expect(servers[1]?.requests).toEqual([]);
});

/** One step of a user who edits connections, or of an attacker who edits their files. */
const step = fc.oneof(
  fc.record({ kind: fc.constant("move" as const), to: fc.nat(2), path: fc.constantFrom("", "/rezora") }),
  fc.record({ kind: fc.constant("enter" as const) }),
  fc.record({ kind: fc.constant("send" as const) }),
  fc.record({ kind: fc.constant("prepare" as const) }),
  fc.record({ kind: fc.constant("send-prepared" as const), to: fc.option(fc.nat(2)) }),
  fc.record({ kind: fc.constant("confirm" as const) }),
  fc.record({ kind: fc.constant("forget" as const) }),
  fc.record({ kind: fc.constant("duplicate" as const) }),
  fc.record({ kind: fc.constant("restart" as const) }),
  fc.record({ kind: fc.constant("tamper" as const), to: fc.nat(2) }),
);

test("no sequence of edits produces a digest of a password that was entered for another origin [security: no-digest-for-another-origin]", async () => {
  let signed = 0;
  const opening = [{ kind: "enter" as const }, { kind: "send" as const }];
  const property = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
    const all = origins();
    for (const { practice, connectionId } of bench.connections.list())
      if (practice === null) await bench.connections.remove(connectionId);
    const before = servers.map(({ requests }) => requests.length);
    let { connectionId } = await bench.connections.create({ ...oak, baseUrl: all[0] ?? "" });
    /** The origins for which each password may be used. */
    const entered = new Map<string, Set<string>>();
    let prepared: Outgoing | null = null;
    for (const each of [...opening, ...steps]) {
      const { baseUrl } = bench.connections.get(connectionId);
      const here = canonicalOrigin(baseUrl) ?? "";
      if (each.kind === "move")
        await bench.connections.update(connectionId, { baseUrl: `${all[each.to] ?? ""}${each.path}` });
      if (each.kind === "enter") {
        const password = `password ${String(entered.size)}`;
        entered.set(password, new Set([here]));
        await bench.connections.setPassword(connectionId, password, baseUrl);
      }
      if (each.kind === "forget") await bench.connections.forgetPassword(connectionId);
      if (each.kind === "duplicate") ({ connectionId } = await bench.connections.duplicate(connectionId));
      if (each.kind === "restart") await reopen();
      if (each.kind === "tamper") {
        await bench.connections.close();
        const text = JSON.stringify(baseUrl);
        await bench.tamper("connections", (file) => file.replaceAll(text, JSON.stringify(all[each.to] ?? "")));
        await reopen();
      }
      if (each.kind === "confirm") {
        const password = bench.connections.passwordToSearchFor(connectionId);
        const moved = await createMovePassword(
          () => Promise.resolve(true),
          bench.connections,
        )(connectionId).catch(() => null);
        if (moved !== null && password !== null) entered.get(password)?.add(here);
      }
      if (each.kind === "prepare") prepared = await prepare(connectionId).catch(() => null);
      if (each.kind === "send-prepared" && prepared !== null) {
        const origin = each.to === null ? prepared.origin : (all[each.to] ?? "");
        await send({ ...prepared, origin }).catch(() => undefined);
      }
      if (each.kind === "send") await prepare(connectionId).then(send, () => undefined);
    }
    for (const [index, server] of servers.entries()) {
      for (const { headers, method, target } of server.requests.slice(before[index])) {
        const authorization = headers.find(([name]) => name === "Authorization")?.[1];
        if (authorization === undefined) continue;
        signed++;
        const request = {
          authorization: toWire(authorization),
          method,
          requestTarget: target,
          body: new Uint8Array(),
        };
        const used = [...entered.keys()].filter((password) =>
          verifyAuthorization(request, { userName: "oak", password }),
        );
        expect(used).toHaveLength(1);
        for (const password of used) expect(entered.get(password)).toContain(server.origin);
      }
    }
  });
  await fc.assert(property, { numRuns: 30 });
  expect(signed).toBeGreaterThanOrEqual(30);
});
