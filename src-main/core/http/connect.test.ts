import { spawnSync } from "node:child_process";
import dns from "node:dns";
import { Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createBench, lenient } from "./bench.ts";
import { inOrder } from "./connect.ts";
import { listen, startLoopbackServer } from "./loopback.ts";
import { findProgram } from "./oracle-servers.ts";

const bench = createBench();
afterEach(() => void vi.restoreAllMocks());

/** Addresses from the range reserved for documentation (RFC 3849). */
const unreachable = "2001:db8::1";
const unreachableToo = "2001:db8::2";
const noWay = { [unreachable]: "unreachable", [unreachableToo]: "unreachable" } as const;

/** Every name resolves to these addresses. */
function resolveTo(...addresses: readonly string[]): string[] {
  const names: string[] = [];
  const entries = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  const lookup = (name: string, _options: unknown, done: (error: null, found: dns.LookupAddress[]) => void): void => {
    names.push(name);
    setImmediate(() => done(null, entries));
  };
  vi.spyOn(dns, "lookup").mockImplementation(lookup as unknown as typeof dns.lookup);
  return names;
}

/** What happens to a connection attempt: it has no route, never ends, or waits until another one has failed. */
type Fate = "unreachable" | "silent" | { readonly waitsFor: string };

function decideConnecting(fates: Readonly<Record<string, Fate>>): void {
  // oxlint-disable-next-line typescript/unbound-method -- called on the socket it is asked of
  const connect = Socket.prototype.connect;
  const waiting = new Map<string, () => void>();
  vi.spyOn(Socket.prototype, "connect").mockImplementation(function (this: Socket, ...args: unknown[]) {
    const [options] = Array.isArray(args[0]) ? (args[0] as { host?: string }[]) : [];
    const host = options?.host ?? "";
    const fate = fates[host];
    if (fate === undefined) return Reflect.apply(connect, this, args) as Socket;
    if (fate === "unreachable") {
      this.once("error", () => waiting.get(host)?.());
      const error = new Error(`connect ENETUNREACH ${host}`);
      setImmediate(() => this.destroy(Object.assign(error, { code: "ENETUNREACH" })));
    } else if (fate !== "silent") waiting.set(fate.waitsFor, () => void Reflect.apply(connect, this, args));
    return this;
  });
}

describe("a name with several addresses", () => {
  it.each([
    [[unreachable, "127.0.0.1"], "refused"],
    [["127.0.0.1", unreachable], "refused"],
    [[unreachable, "127.0.0.1", unreachableToo], "refused"],
    [[unreachable], "unreachable"],
    [[unreachable, unreachableToo], "unreachable"],
  ] as const)("names the most telling failure of %j: %s", async (addresses, code) => {
    const server = await startLoopbackServer(() => {});
    await server.close();
    resolveTo(...addresses);
    decideConnecting(noWay);
    const { result } = await bench.send(`http://mixed.example:${server.port}`);
    expect(result.failure?.code).toBe(code);
    for (const address of addresses) expect(result.failure?.detail).toContain(address);
  });

  it.each([[[unreachable, "127.0.0.1"]], [["127.0.0.1", unreachable]], [[unreachable, unreachableToo, "127.0.0.1"]]])(
    "is reached at the address that accepts: %j",
    async (addresses) => {
      const server = await bench.start(lenient);
      resolveTo(...addresses);
      decideConnecting(noWay);
      const { result } = await bench.send(`http://mixed.example:${server.port}`);
      expect(result).toMatchObject({ status: 200, failure: null });
      expect(result.legs[0]?.timings.lookup).not.toBeNull();
      expect(result.legs[0]?.timings.connect).not.toBeNull();
    },
  );

  it("is waited for even after another address has failed", async () => {
    const server = await bench.start(lenient);
    resolveTo("127.0.0.1", unreachable);
    decideConnecting({ ...noWay, "127.0.0.1": { waitsFor: unreachable } });
    expect((await bench.send(`http://slow.example:${server.port}`)).result).toMatchObject({ status: 200 });
  });

  it("is waited for only until the time-out, or until the request is cancelled", async () => {
    const server = await bench.start(lenient);
    resolveTo("127.0.0.1", unreachable);
    decideConnecting({ ...noWay, "127.0.0.1": "silent" });
    const origin = `http://slow.example:${server.port}`;
    expect((await bench.send(origin, { idleTimeoutMs: 50 })).result.failure?.code).toBe("timed-out");
    const controller = new AbortController();
    const sent = bench.send(origin, { signal: controller.signal, idleTimeoutMs: 60_000 });
    controller.abort();
    expect((await sent).result.failure?.code).toBe("cancelled");
  });

  it("that refuses at one address is refused even while another one is silent", async () => {
    const server = await startLoopbackServer(() => {});
    await server.close();
    resolveTo("127.0.0.1", unreachable);
    decideConnecting({ [unreachable]: "silent" });
    const { result } = await bench.send(`http://mixed.example:${server.port}`, { idleTimeoutMs: 2_000 });
    expect(result.failure?.code).toBe("refused");
  });

  it("is not found when it has no address", async () => {
    resolveTo();
    expect((await bench.send("http://none.example")).result.failure?.code).toBe("name-not-found");
  });

  it("is tried once at every address, alternating between families", () => {
    const entry = fc.record({ address: fc.constantFrom("a", "b", "c", "d", "e"), family: fc.constantFrom(4, 6) });
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const ordered = inOrder(entries);
        expect(ordered.toSorted()).toEqual([...new Set(entries.map(({ address }) => address))].toSorted());
        if (entries[0] !== undefined) expect(ordered[0]).toBe(entries[0].address);
      }),
    );
    const of = (family: number, ...list: string[]) => list.map((address) => ({ address, family }));
    expect(inOrder([...of(6, "x", "y", "z"), ...of(4, "1", "2")])).toEqual(["x", "1", "y", "2", "z"]);
  });
});

const openssl = findProgram("openssl");

describe.skipIf(openssl === null)("the name that TLS sends", () => {
  it.each([
    ["oak.example.", "oak.example"],
    ["oak.example", "oak.example"],
  ])("of %s is %s", async (host, asked) => {
    const command =
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout - -out - -subj /CN=oak.example";
    const { stdout } = spawnSync(openssl ?? "", command.split(" "), { encoding: "utf8" });
    const [key, cert] = stdout.split(/(?=-----BEGIN CERTIFICATE-----)/u);
    const names: string[] = [];
    const server = createTlsServer({
      key: key ?? "",
      cert: cert ?? "",
      SNICallback: (name, done) => {
        names.push(name);
        done(null);
      },
    });
    server.on("tlsClientError", () => {});
    bench.keep({ close: () => server.close() });
    const port = await listen(server);
    const lookedUp = resolveTo("127.0.0.1");
    const { result } = await bench.send(`https://${host}:${port}`);
    expect(names).toEqual([asked]);
    expect(lookedUp).toEqual([host]);
    expect(result.failure?.code).toBe("tls-untrusted");
    expect(result.legs[0]?.timings.connect).not.toBeNull();
  });
});
