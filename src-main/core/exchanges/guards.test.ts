import dns from "node:dns";
import { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RequestSpec } from "#shared/http/exchange.ts";
import { connectionDefaults } from "../connections/connection-defaults.ts";
import { createTestClient, response, sendTest, startLoopbackServer, type LoopbackServer } from "../http/loopback.ts";
import { createExchangeDoubles, requestOf, type ExchangeDoubles } from "./exchange-doubles.ts";

let all: ExchangeDoubles;

beforeEach(async () => {
  all = await createExchangeDoubles();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await all.close();
});

async function create(baseUrl: string): Promise<string> {
  const { connectionId } = await all.connections.create({
    ...connectionDefaults,
    name: "Oak",
    userName: "oak",
    baseUrl,
  });
  await all.connections.setPassword(connectionId, "secret");
  return connectionId;
}

const prepare = (change: Partial<RequestSpec>) => all.sender.prepare(requestOf(change));

describe("a request that asks for another method than it has", () => {
  const ways: readonly (readonly [where: string, change: Partial<RequestSpec>])[] = [
    ["a header", { headers: [["x_http.method-override", "DELETE"]] }],
    [
      "a second header",
      {
        headers: [
          ["X-Try", "1"],
          ["X-HTTP-Method", "DELETE"],
        ],
      },
    ],
    ["the query", { designator: "contacts?%5FMethod[]=DELETE" }],
    ["the query of a request target", { designator: "/v1/contacts?a=1&_method=DELETE" }],
  ];
  const bodies: readonly (readonly [where: string, change: Partial<RequestSpec>])[] = [
    ["a form", { body: "group_name=x&_METHOD=DELETE" }],
    ["JSON", { body: String.raw`{"data":{"\u005fmethod":"DELETE"}}` }],
    ["XML", { body: "<data><_method>DELETE</_method></data>" }],
    ["a multipart form", { body: '--x\r\nContent-Disposition: form-data;\r\n name="_method"\r\n\r\nDELETE\r\n--x--' }],
    ["a form that looks like JSON", { body: "{a&_method=DELETE", contentType: "application/x-www-form-urlencoded" }],
  ];

  test("is refused in the main process, locked or not, and nothing is sent [security: method-override-refused]", async () => {
    const refused = { code: "invalid-input", message: expect.stringContaining("another method") as string };
    for (const [, change] of ways) await expect(prepare(change)).rejects.toMatchObject(refused);
    all.connections.unlockWrites("practice-agent");
    for (const [, change] of [...ways, ...bodies])
      for (const method of ["POST", "PUT"] as const)
        await expect(prepare({ method, ...change })).rejects.toMatchObject(refused);
    expect(all.sent).toEqual([]);
  });

  test("cannot be smuggled in by a line break in another header [security: method-override-refused]", async () => {
    for (const value of ["1\r\nX-HTTP-Method-Override: DELETE", "1\n X-HTTP-Method: DELETE", "1\r\n\tx", "1\0"])
      await expect(prepare({ headers: [["X-Try", value]] })).rejects.toMatchObject({ code: "invalid-header" });
    for (const name of ["X-HTTP-Method-Override ", "X-HTTP-Method-Override\t", "X:X-HTTP-Method", "X-HTTP-Method\r\n"])
      await expect(prepare({ headers: [[name, "DELETE"]] })).rejects.toMatchObject({
        code: expect.stringMatching(/^invalid-/u) as string,
      });
  });

  test("cannot come with an imported connection, because that has no headers [security: method-override-refused]", async () => {
    const connection = { name: "Oak", baseUrl: "https://api.example", headers: [["X-HTTP-Method-Override", "DELETE"]] };
    const text = JSON.stringify({ format: "rezora-explorer-connections", version: 1, connections: [connection] });
    expect(await all.connections.importText(text)).toMatchObject({ added: 0 });
  });
});

describe("a link-local or metadata address", () => {
  const asking = { code: "link-local-not-acknowledged" };
  const addresses = [
    "http://169.254.169.254",
    "https://169.254.1.1:8443/latest",
    "https://[fe80::1]",
    "https://[fd00:ec2::254]",
    "https://[::ffff:169.254.169.254]",
    "https://100.100.100.200",
    "https://metadata.google.internal",
    "http://metadata.google.internal.",
  ];

  test("needs a confirmation before the first request, once per origin [security: metadata-address-asks]", async () => {
    for (const baseUrl of addresses) {
      const connectionId = await create(baseUrl);
      await expect(prepare({ connectionId })).rejects.toMatchObject(asking);
      // Acknowledging the missing encryption is not enough.
      await all.connections.acknowledgeUnencrypted(connectionId);
      await expect(prepare({ connectionId })).rejects.toMatchObject(asking);
      expect(await all.connections.acknowledgeLinkLocal(connectionId)).toMatchObject({ linkLocalAcknowledged: true });
      await prepare({ connectionId });
    }
    expect(all.sent).toEqual([]);
  });

  test("needs only one confirmation if it is also unencrypted [security: metadata-address-asks]", async () => {
    const connectionId = await create("http://169.254.169.254");
    await all.connections.acknowledgeLinkLocal(connectionId);
    await prepare({ connectionId });
  });

  test("needs another confirmation for another address, but not for another path [security: metadata-address-asks]", async () => {
    const connectionId = await create("https://169.254.169.254");
    await all.connections.acknowledgeLinkLocal(connectionId);
    await all.connections.update(connectionId, { baseUrl: "https://169.254.169.254/latest" });
    await prepare({ connectionId });
    await all.connections.update(connectionId, { baseUrl: "https://169.254.169.253" });
    await all.connections.setPassword(connectionId, "secret");
    await expect(prepare({ connectionId })).rejects.toMatchObject(asking);
    expect(all.connections.get(connectionId)).not.toHaveProperty("linkLocalAcknowledged");
  });

  test("is refused by the engine until then, and an ordinary host is not refused [security: metadata-address-asks]", async () => {
    const ordinary = await create("https://api.example");
    const outgoing = await prepare({ connectionId: ordinary });
    const how = { owner: "x", signal: AbortSignal.abort(), headOnly: true, onProgress: () => undefined };
    const sink = { begin: () => undefined, write: () => undefined };
    void all.sender.send(outgoing, { ...how, sink });
    expect(all.sent.at(-1)?.options.refusesLinkLocal).toBe(true);
    await all.connections.acknowledgeLinkLocal(ordinary);
    void all.sender.send(await prepare({ connectionId: ordinary }), { ...how, sink });
    expect(all.sent.at(-1)?.options.refusesLinkLocal).toBe(false);
  });
});

describe("a name that resolves to such an address", () => {
  let server: LoopbackServer;
  const client = createTestClient();

  beforeEach(async () => {
    server = await startLoopbackServer((_request, socket) => socket.write(response("200 OK", "[]")));
  });
  afterEach(async () => {
    client.close();
    await server.close();
  });

  function resolveTo(...addresses: readonly string[]): void {
    const entries = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    const lookup = (
      _name: string,
      _options: unknown,
      done: (error: null, found: dns.LookupAddress[]) => void,
    ): void => {
      setImmediate(() => done(null, entries));
    };
    vi.spyOn(dns, "lookup").mockImplementation(lookup as unknown as typeof dns.lookup);
  }

  test("is detected after the look-up, and no connection is made [security: metadata-address-resolved]", async () => {
    const connect = vi.spyOn(Socket.prototype, "connect");
    for (const addresses of [
      ["169.254.169.254"],
      ["fe80::1%1", "127.0.0.1"],
      ["127.0.0.1", "::ffff:169.254.169.254"],
      ["127.0.0.1", "fd00:ec2::254"],
    ]) {
      resolveTo(...addresses);
      const origin = `http://rebound.example:${String(server.port)}`;
      await expect(sendTest(client, origin, { refusesLinkLocal: true })).rejects.toMatchObject({
        code: "link-local-not-acknowledged",
        message: expect.stringContaining("rebound.example leads to") as string,
      });
    }
    expect(connect).not.toHaveBeenCalled();
    expect(server.requests).toEqual([]);
  });

  test("an address in the base URL is detected as well, whatever prepared the request [security: metadata-address-resolved]", async () => {
    await expect(sendTest(client, "http://169.254.169.254", { refusesLinkLocal: true })).rejects.toMatchObject({
      code: "link-local-not-acknowledged",
    });
  });

  test("a kept-alive socket to such an address is not used for a request that must not go there [security: metadata-address-resolved]", async () => {
    const { result } = await sendTest(client, server.origin);
    expect(result.status).toBe(200);
    // The getter of `remoteAddress` calls this method; the getter itself cannot be replaced.
    const socket = Socket.prototype as unknown as { _getpeername(): { address: string } };
    vi.spyOn(socket, "_getpeername").mockReturnValue({ address: "169.254.169.254" });
    await expect(sendTest(client, server.origin, { refusesLinkLocal: true })).rejects.toMatchObject({
      code: "link-local-not-acknowledged",
    });
    expect(server.requests).toHaveLength(1);
  });

  test("an ordinary name is connected to as usual", async () => {
    resolveTo("127.0.0.1");
    const { result } = await sendTest(client, `http://plain.example:${String(server.port)}`, {
      refusesLinkLocal: true,
    });
    expect(result.status).toBe(200);
  });
});
