import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bundlePartNames, bundlePreview, bundleRequest, type BundleRequest } from "#shared/bundle.ts";
import { ticketCheck } from "#shared/ticket-check.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { connectionDefaults } from "../../connections/connection-defaults.ts";
import { hashJoined } from "../../digest/algorithm.ts";
import { toWire } from "../../digest/wire-text.ts";
import type { Services } from "../../dispatch.ts";
import { requestOf } from "../../exchanges/exchange-doubles.ts";
import { startLoopbackServer, type LoopbackServer } from "../../http/loopback.ts";
import { createPortDoubles, type PortDoubles } from "../../port-doubles.ts";
import { createServices, type Core } from "../../services.ts";
import { clientHeader, pastedLegs, serverChallenge } from "../header-check/client-doubles.ts";

const password = "Canary & Söhne 7f3e";
const sessionId = "k3v9q8r1t7n2m4p6";
/** Set by the response, so it never appears in a request. */
const laterSessionId = "z9y8x7w6v5u4t3s2";
const never = { signal: new AbortController().signal };

let doubles: PortDoubles;
let core: Core;
let services: Services;
let server: LoopbackServer;
let connectionId: string;
let request: BundleRequest;
let ha1: string;
let response: string;

beforeEach(async () => {
  doubles = await createPortDoubles({ confirm: () => Promise.resolve(true) });
  core = await createServices(doubles.ports);
  services = core.services;
  server = await startLoopbackServer(({ login }, socket) => {
    const head = `WWW-Authenticate: ${serverChallenge({ nonce: "4c487da82dfff" })}\r\nSet-Cookie: PHPSESSID=${sessionId}`;
    socket.write(
      login === null
        ? `HTTP/1.1 401 Unauthorized\r\n${head}\r\nContent-Length: 0\r\n\r\n`
        : `HTTP/1.1 204 No Content\r\nSet-Cookie: PHPSESSID=${laterSessionId}; path=/\r\nSet-Cookie: lang=en-GB\r\n\r\n`,
    );
  });
  const input = { ...connectionDefaults, name: "Oak", baseUrl: server.origin, userName: "oak-agent" };
  ({ connectionId } = await services.createConnection(input, never));
  await services.setPassword({ connectionId, password }, never);
  const run = { runId: "r1", connectionId, designator: "contacts" };
  const report = await services.diagnoseLogin(run, never);
  const sent = { exchangeId: "e1", request: requestOf({ connectionId }) };
  const exchange = await services.sendRequest(sent, never);
  const headerChecks = { connectionId, text: pastedLegs(clientHeader()), method: null, url: null, nonceUse: null };
  const headerCheck = await services.checkPastedRequest(headerChecks, never);
  const shown = await services.revealSignature({ exchangeId: "e1" }, never);
  if (shown.state !== "shown") throw new Error("not shown");
  ({ ha1, response } = shown);
  request = { connectionId, parts: [...bundlePartNames], report, exchange, headerCheck };
});
afterEach(async () => {
  await core.dispose();
  await server.close();
  await doubles.remove();
});

function exchangeWith(change: Partial<Exchange>): BundleRequest {
  const { exchange } = request;
  if (exchange === null) throw new Error("there is an exchange");
  return { ...request, exchange: { ...exchange, ...change } };
}

async function preview(wanted: BundleRequest) {
  return bundlePreview.parse(await services.previewBundle(bundleRequest.parse(wanted), never));
}

describe("a bundle", () => {
  test("contains what was chosen, says how it was searched, and is saved verbatim", async () => {
    const { json, readable, search } = await preview(request);
    expect(search).toMatchObject({ hits: [], publicPassword: false, spellings: 33 });
    expect(new Set(search.kinds)).toEqual(new Set(["password", "HA1", "session id", "response"]));
    const file = JSON.parse(json) as Record<string, unknown>;
    expect(Object.keys(file["parts"] as object)).toEqual(bundlePartNames.filter((part) => part !== "body"));
    expect((file["readable"] as string[]).join("\n")).toBe(readable);
    expect(readable).toContain("## Handshake");
    expect(readable).toContain("PHPSESSID=••••••••");
    expect(readable).toContain("Verdict: valid-agent");
    expect(readable).toContain("Node.js: 20.18.0");
    for (const secret of [password, sessionId, ha1, response]) expect(json).not.toContain(secret);

    const saved = await services.saveBundle({ exportId: "x", bundle: request, suggestedName: "b/undle.json" }, never);
    expect(saved).toEqual({ state: "saved", name: "b-undle.json", bytes: Buffer.byteLength(json) });
    expect(await readFile(join(doubles.folder, "b-undle.json"), "utf8")).toBe(json);
  });

  test("leaves out what was not chosen", async () => {
    const { json } = await preview({ ...request, parts: ["versions"] });
    expect(Object.keys((JSON.parse(json) as { parts: object }).parts)).toEqual(["versions"]);
    expect(json).not.toContain("oak-agent");
  });

  test("contains no times outside the timings part", async () => {
    const { json } = await preview({ ...request, parts: ["verdict", "handshake"] });
    expect(json).not.toMatch(/"(?:ms|totalMs|firstByte)"/u);
  });

  const secretNames = ["password", "HA1", "response", "session id", "later session id"] as const;
  const secretOf = (name: (typeof secretNames)[number]): string =>
    ({ password, HA1: ha1, response, "session id": sessionId, "later session id": laterSessionId })[name];

  describe.each(secretNames)("with a planted %s", (name) => {
    const places: Readonly<Record<string, (secret: string) => BundleRequest | Promise<BundleRequest>>> = {
      "the connection’s name": async (secret) => {
        await services.updateConnection({ connectionId, change: { name: `Oak ${secret}` } }, never);
        return request;
      },
      "the connection’s label": async (secret) => {
        await services.updateConnection({ connectionId, change: { label: secret } }, never);
        return request;
      },
      "a header value": (secret) => {
        const [leg] = request.exchange?.legs ?? [];
        return exchangeWith({ legs: leg ? [{ ...leg, requestHeaders: [["X-Note", `a ${secret}`]] }] : [] });
      },
      "a resource id": (secret) => exchangeWith({ url: `http://a/v1/contacts/${encodeURIComponent(secret)}` }),
      "the body sent": (secret) =>
        exchangeWith({ request: requestOf({ connectionId, body: `{"a":"${secret}","lang":"en-GB"}` }) }),
      "a step’s sentence": (secret) => {
        const { report } = request;
        const [step] = report?.steps ?? [];
        if (!report || !step) throw new Error("there is a run");
        return { ...request, report: { ...report, steps: [{ ...step, sentence: secret }] } };
      },
      "a header check": (secret) => {
        const { headerCheck } = request;
        if (headerCheck === null) throw new Error("there is a header check");
        return {
          ...request,
          headerCheck: { ...headerCheck, understood: [Buffer.from(`x${secret}`).toString("base64")] },
        };
      },
    };

    test.each(Object.entries(places))("in %s blocks the export and is not shown", async (_, plant) => {
      const secret = secretOf(name);
      const planted = await plant(secret);
      const shown = await preview(planted);
      expect(shown.search.hits).not.toEqual([]);
      expect(shown.search.hits.every((hit) => hit.secret === name.replace("later ", ""))).toBe(true);
      expect(JSON.stringify(shown)).not.toContain(secret);
      // A part without a secret is still shown.
      expect(shown.readable).toContain("## Versions");
      const save = { exportId: "x", bundle: planted, suggestedName: "bundle.json" };
      expect(await services.saveBundle(save, never)).toMatchObject({
        state: "blocked",
        search: { hits: shown.search.hits },
      });
      await expect(readFile(join(doubles.folder, "bundle.json"))).rejects.toMatchObject({ code: "ENOENT" });
    });
  });

  test("finds the HA1 of an algorithm that the server never asked for", async () => {
    const other = hashJoined("SHA-256", "oak-agent", "Rezora API", toWire(password)).toUpperCase();
    const { search } = await preview(exchangeWith({ url: `http://a/?h=${other}` }));
    expect(search.hits).toEqual([{ part: "handshake", secret: "HA1" }]);
  });

  test("does not look for the password of the practice server, and reports that", async () => {
    const { search } = await preview({
      ...request,
      connectionId: "practice-agent",
      report: null,
      exchange: null,
      headerCheck: null,
    });
    expect(search).toMatchObject({ publicPassword: true, hits: [] });
  });
});

describe("a password that is part of a visible word", () => {
  test("of the user name: the parts that contain it are named, and without them the bundle is created", async () => {
    await services.setPassword({ connectionId, password: "agent" }, never);
    const { search, readable } = await preview(request);
    const held = search.hits.map(({ part }) => part);
    expect(search.hits.every(({ secret }) => secret === "password")).toBe(true);
    expect(held).toEqual(expect.arrayContaining(["verdict", "handshake", "connection"]));
    expect(readable).not.toContain("agent");
    const save = (bundle: BundleRequest) =>
      services.saveBundle({ exportId: "x", bundle, suggestedName: "bundle.json" }, never);
    expect(await save(request)).toMatchObject({ state: "blocked" });

    // A single remaining part still blocks the export.
    const some = { ...request, parts: request.parts.filter((part) => part === "verdict" || !held.includes(part)) };
    expect((await preview(some)).search.hits).toEqual([{ part: "verdict", secret: "password" }]);
    expect(await save(some)).toMatchObject({ state: "blocked" });

    const without = { ...request, parts: request.parts.filter((part) => !held.includes(part)) };
    expect((await preview(without)).search.hits).toEqual([]);
    expect(await save(without)).toMatchObject({ state: "saved" });
    const file = await readFile(join(doubles.folder, "bundle.json"), "utf8");
    expect(file).not.toContain("agent");
    expect(Object.keys((JSON.parse(file) as { parts: object }).parts)).toEqual(
      without.parts.filter((part) => part !== "body"),
    );
  });

  test.each(["rezora", "Versions", "spellings", "session id"])(
    "of the file's own words, %s: as plain text without headings the bundle is created",
    async (word) => {
      await services.setPassword({ connectionId, password: word }, never);
      const versions: BundleRequest = { ...request, parts: ["versions"] };
      expect((await preview(versions)).search.hits).toEqual([{ part: "file", secret: "password" }]);
      const bare = { ...versions, bare: true };
      expect(await preview(bare)).toMatchObject({ search: { hits: [] } });
      const save = { exportId: "x", bundle: bare, suggestedName: "a.txt" };
      expect(await services.saveBundle(save, never)).toMatchObject({ state: "saved" });
      const text = await readFile(join(doubles.folder, "a.txt"), "utf8");
      expect(text).toContain("Node.js: 20.18.0");
      expect(text).not.toContain(word);
    },
  );

  test("in plain text a part that contains a secret blocks the export, as in the file", async () => {
    const bare = { ...request, bare: true };
    expect((await preview(bare)).search.hits).toEqual([]);
    await services.setPassword({ connectionId, password: "agent" }, never);
    const { search } = await preview(bare);
    expect(search.hits.map(({ part }) => part)).toContain("handshake");
    const save = { exportId: "x", bundle: bare, suggestedName: "a.txt" };
    expect(await services.saveBundle(save, never)).toMatchObject({ state: "blocked" });
  });
});

describe("a text for a ticket", () => {
  const ticket = "Verdict: valid\n\nUser name: oak-agent\n\nTo the customer:\nIt works.\n";
  const check = async (text: string, more: { owners?: string[]; pasted?: string[] } = {}) =>
    ticketCheck.parse(await services.checkTicket({ connectionId, owners: [], pasted: [], text, ...more }, never));

  test("is searched like a bundle, and paragraphs that contain a secret are left out", async () => {
    expect(await check(ticket)).toEqual({ state: "clean" });
    await services.setPassword({ connectionId, password: "agent" }, never);
    expect(await check(ticket)).toEqual({
      state: "held",
      secrets: ["password"],
      held: 1,
      paragraphs: 3,
      rest: "Verdict: valid\n\nTo the customer:\nIt works.\n",
    });
  });

  test("nothing is left of a text with a secret in every paragraph, or across paragraphs", async () => {
    await services.setPassword({ connectionId, password: "e" }, never);
    expect(await check(ticket)).toMatchObject({ held: 3, rest: "" });
    await services.setPassword({ connectionId, password: "valid\n\nTo the" }, never);
    expect(await check("Verdict: valid\n\nTo the customer\n")).toMatchObject({ state: "held", held: 0, rest: "" });
  });

  test("may not contain what its exchange masked, nor a pasted response", async () => {
    const planted = `${ticket}\nCookie: ${encodeURIComponent(sessionId)}\n\nresponse=${response}\n`;
    expect(await check(planted, { owners: ["e1"] })).toMatchObject({ state: "held", held: 2 });
    const pasted = "0123456789abcdef0123456789abcdef";
    expect(await check(`${ticket}\n${pasted}\n`, { pasted: [pasted] })).toMatchObject({ secrets: ["response"] });
  });

  test("created by the application itself contains none", async () => {
    for (const text of [request.report?.ticket, request.headerCheck?.ticket]) {
      expect(await check(text ?? "", { owners: ["e1", "r1"] })).toEqual({ state: "clean" });
    }
  });
});

test("no secret is in an event or in the log", () => {
  const told = JSON.stringify([doubles.events, doubles.logged]);
  for (const secret of [password, sessionId, ha1, response]) expect(told).not.toContain(secret);
});
