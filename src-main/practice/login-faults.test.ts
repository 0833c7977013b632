import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { practiceAccounts } from "./accounts.ts";
import { isFaultName, practiceFaults } from "./fault-list.ts";
import type { LoginFaultName } from "./login-faults.ts";
import { createPracticeServer } from "./server.ts";
import { authorize, nonceOf, send, type Reply } from "./test-client.ts";

const agent = practiceAccounts[0];
if (agent === undefined) throw new Error("an account is needed");

const server = createPracticeServer();
let ownUrl: string;
beforeAll(async () => {
  ({ baseUrl: ownUrl } = await server.start());
});
afterAll(() => server.stop());

interface Seen {
  readonly unsigned: Reply;
  readonly signed: Reply;
}

/** One GET without a login and one with the correct login and a nonce that the server issued. */
async function meet(fault: LoginFaultName, headers: Readonly<Record<string, string>> = {}): Promise<Seen> {
  const baseUrl = await server.faultyAddress(fault);
  const unsigned = await send(baseUrl, "GET", "/v1/contacts");
  const nonce = nonceOf(await send(ownUrl, "GET", "/v1/contacts"));
  const authorization = authorize(agent ?? { userName: "", password: "" }, "GET", "/v1/contacts", nonce, 1);
  const signed = await send(baseUrl, "GET", "/v1/contacts", { headers: { ...headers, Authorization: authorization } });
  return { unsigned, signed };
}

test.each([
  ["redirected-elsewhere", 301, 301],
  ["wrong-base-url", 404, 404],
  ["no-authentication-asked", 200, 200],
  ["no-challenge", 401, 200],
  ["basic-only", 401, 200],
  ["malformed-challenge", 401, 200],
  ["damaged-challenge", 401, 200],
  ["unsupported-algorithm", 401, 200],
  ["unsupported-qop", 401, 200],
  ["odd-answer", 418, 418],
  ["record-refused", 401, 200],
  ["rejected", 401, 401],
  ["refused-since", 401, 200],
  ["rejected-without-challenge", 401, 401],
  ["nonce-loop", 401, 401],
  ["forbidden", 403, 403],
  ["forbidden-after-login", 401, 403],
  ["nonce-of-connection", 401, 401],
  ["other-challenge", 401, 401],
  ["signed-request-refused", 401, 400],
  ["client-certificate-wanted", 400, 400],
  ["locked", 401, 423],
  ["rate-limited", 401, 429],
  ["proxy-login", 407, 407],
  ["captive-portal", 511, 511],
  ["bad-gateway", 502, 502],
  ["web-page", 401, 200],
  ["error-before-login", 500, 500],
  ["maintenance", 503, 503],
  ["maintenance-after-login", 401, 503],
  ["session-ghost", 401, 401],
  ["session-blocks", 401, 200],
  ["session-alone", 401, 200],
] as const)("%s: %i without a login, %i with one", async (fault, without, withLogin) => {
  const { unsigned, signed } = await meet(fault);
  expect([unsigned.status, signed.status]).toEqual([without, withLogin]);
  expect([unsigned.complete, signed.complete]).toEqual([true, true]);
});

test("refused-since: three logins are accepted, and none after them", async () => {
  // A fault that is switched on again starts over.
  server.setFault(null);
  const statuses: number[] = [];
  for (let count = 0; count < 5; count += 1) statuses.push((await meet("refused-since")).signed.status);
  expect(statuses).toEqual([200, 200, 200, 401, 401]);
});

test("each fault changes challenges only in the way that its name says", async () => {
  const challenge = async (fault: LoginFaultName): Promise<string> =>
    String((await meet(fault)).unsigned.headers["www-authenticate"]);
  expect(await challenge("no-challenge")).toBe("undefined");
  expect(await challenge("basic-only")).toBe('Basic realm="Rezora API"');
  expect(await challenge("malformed-challenge")).toMatch(/^Digest realm="Rezora API",qop="auth",opaque=/u);
  expect(await challenge("damaged-challenge")).toMatch(/^Digest realm="Rezora API qop="auth" nonce=/u);
  expect(await challenge("unsupported-algorithm")).toMatch(/,algorithm=SHA3-256$/u);
  expect(await challenge("unsupported-qop")).toContain('qop="auth-conf"');
  expect(String((await meet("nonce-loop")).signed.headers["www-authenticate"])).toMatch(/,stale=true$/u);
  expect((await meet("rejected-without-challenge")).signed.headers["www-authenticate"]).toBeUndefined();
  expect((await meet("maintenance")).unsigned.headers["retry-after"]).toBe("120");
});

test("a session cookie is accepted, or blocks the login", async () => {
  const cookie = { Cookie: "PHPSESSID=anything" };
  expect((await meet("session-ghost", cookie)).signed.status).toBe(200);
  expect((await meet("session-blocks", cookie)).signed.status).toBe(401);
});

test("a faulty address is opened once, does not affect the normal one, and shares its log and data", async () => {
  const first = await server.faultyAddress("maintenance");
  expect(await server.faultyAddress("maintenance")).toBe(first);
  const before = server.log.length;
  await send(first, "GET", "/v1/lists");
  expect((await send(ownUrl, "GET", "/v1/lists")).status).toBe(401);
  expect(server.log).toHaveLength(before + 2);
});

test("every fault has a unique name and a line for users", () => {
  const names = practiceFaults.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.every(isFaultName)).toBe(true);
  for (const { summary } of practiceFaults) expect(summary).toMatch(/^[a-zA-Z0-9][^.]+$/u);
  expect(isFaultName("constructor")).toBe(false);
});

test("the documentation lists every fault and what goes wrong", async () => {
  const page = await readFile(new URL("../../docs/practice-server.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z0-9-]+)`\s+\| (.+?)\s+\|$/gmu)].map(([, name, summary]) => [name, summary]);
  const faults = rows.filter(([name]) => !name?.startsWith("practice-"));
  expect(faults).toEqual(practiceFaults.map(({ name, summary }) => [name, summary]));
});
