import { createConnection } from "node:net";
import { gunzipSync } from "node:zlib";
import { request, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { practiceAccounts } from "./accounts.ts";
import { answerFaults, type AnswerFaultName } from "./answer-faults.ts";
import { createPracticeServer } from "./server.ts";
import { authorize, logIn, nonceOf, send } from "./test-client.ts";

const agentAccount = practiceAccounts[0];
if (agentAccount === undefined) throw new Error("an account is needed");

const server = createPracticeServer();
let baseUrl: string;
let agent: Awaited<ReturnType<typeof logIn>>;
beforeAll(async () => {
  ({ baseUrl } = await server.start());
});
beforeEach(async () => {
  server.setFault(null);
  agent = await logIn(baseUrl, agentAccount);
});
afterAll(() => server.stop());

test("the handshake is unaffected by every fault", async () => {
  for (const name of Object.keys(answerFaults) as AnswerFaultName[]) {
    server.setFault(name);
    const reply = await send(baseUrl, "GET", "/v1/contacts");
    expect([reply.status, reply.complete], name).toEqual([401, true]);
    expect(nonceOf(reply), name).toMatch(/^[0-9a-f]{13}$/u);
  }
});

test("a fault can be limited to one resource, and switched off", async () => {
  server.setFault("server-error", { resource: "lists/ID/contacts" });
  expect((await agent("GET", "/v1/lists/41/contacts")).status).toBe(500);
  expect((await agent("GET", "/v1/lists/41")).status).toBe(200);
  server.setFault(null);
  expect((await agent("GET", "/v1/lists/41/contacts")).status).toBe(200);
});

test("truncated: fewer bytes than Content-Length", async () => {
  const whole = Buffer.byteLength((await agent("GET", "/v1/contacts")).text);
  server.setFault("truncated");
  const reply = await agent("GET", "/v1/contacts");
  expect(reply).toMatchObject({ status: 200, complete: false });
  expect(Number(reply.headers["content-length"])).toBe(whole);
  expect(Buffer.byteLength(reply.text)).toBe(Math.ceil(whole * 0.55));
});

test("cut-chunk: the connection closes inside a chunk", async () => {
  server.setFault("cut-chunk");
  const reply = await agent("GET", "/v1/contacts.json");
  expect(reply).toMatchObject({ status: 200, complete: false });
  expect(reply.headers["transfer-encoding"]).toBe("chunked");
  expect(reply.text.startsWith("[\n {")).toBe(true);
  expect(reply.text.endsWith("]")).toBe(false);
});

test("a response without a body cannot be truncated", async () => {
  server.setFault("truncated");
  const reply = await agent("GET", "/v1/lists/57/contacts");
  expect(reply).toMatchObject({ status: 204, complete: true });
  expect(reply.headers["content-length"]).toBeUndefined();
});

test("wrong-type, php-warning, html-error, server-error, redirects", async () => {
  server.setFault("wrong-type");
  const wrong = await agent("GET", "/v1/lists.json");
  expect([wrong.headers["content-type"], wrong.text.slice(0, 3)]).toEqual(["text/csv; charset=UTF-8", "[\n "]);
  expect((await agent("GET", "/v1/lists")).headers["content-type"]).toBe("application/json; charset=UTF-8");
  server.setFault("php-warning");
  expect((await agent("GET", "/v1/lists.json")).text).toMatch(/^<br \/>\n<b>Warning<\/b>: .*<br \/>\n\[\n \{/su);
  server.setFault("html-error");
  const page = await agent("GET", "/v1/lists.json");
  expect([page.status, page.headers["content-type"]]).toEqual([500, "text/html; charset=iso-8859-1"]);
  expect(page.text).toContain("<h1>500 Internal Server Error</h1>");
  server.setFault("server-error");
  const failed = await agent("GET", "/v1/lists.json");
  expect([failed.status, JSON.parse(failed.text)]).toEqual([500, [{ status: "500", message: "Internal error" }]]);
  server.setFault("redirect");
  const elsewhere = await agent("GET", "/v1/lists.json");
  expect([elsewhere.status, elsewhere.headers["location"]]).toEqual([302, "http://elsewhere.invalid/v1/lists.json"]);
  server.setFault("redirect-here");
  expect((await agent("GET", "/v1/lists.json")).headers["location"]).toBe(`${baseUrl}/v1/moved`);
  server.setFault("redirect-https");
  const secured = `${baseUrl.replace("http:", "https:")}/v1/lists.json`;
  expect((await agent("GET", "/v1/lists.json")).headers["location"]).toBe(secured);
});

test("a fault changes the response, not the effect", async () => {
  server.setFault("server-error");
  await agent("POST", "/v1/lists", { headers: { "Content-type": "text/plain" }, body: "list_name=Stored+anyway" });
  server.setFault(null);
  expect((await agent("GET", "/v1/lists")).text).toContain('"Stored anyway"');
});

async function signedGet(target: string) {
  const nonce = nonceOf(await send(baseUrl, "GET", target));
  const headers = { Authorization: authorize(agentAccount ?? { userName: "", password: "" }, "GET", target, nonce, 1) };
  const { hostname, port } = new URL(baseUrl);
  return request({ hostname, port, path: target, headers, agent: false }).end();
}

test("gzip: Content-Encoding, and the body compressed", async () => {
  const plain = (await agent("GET", "/v1/lists")).text;
  server.setFault("gzip");
  const outgoing = await signedGet("/v1/lists");
  const response = await new Promise<IncomingMessage>((resolve) => outgoing.once("response", resolve));
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  expect(response.headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(Buffer.concat(pieces)).toString()).toBe(plain);
});

test("slow: the body arrives in steps at the given rate", async () => {
  const slow = createPracticeServer({ bytesPerSecond: 1_000 });
  const started = await slow.start();
  const nonce = nonceOf(await send(started.baseUrl, "GET", "/v1/lists"));
  const socket = createConnection(started.port, "127.0.0.1");
  socket.write(
    `GET /v1/contacts HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorize(agentAccount, "GET", "/v1/contacts", nonce, 1)}\r\n\r\n`,
  );
  const pieces: string[] = [];
  socket.setEncoding("latin1");
  for await (const piece of socket as AsyncIterable<string>) {
    pieces.push(piece);
    if (pieces.join("").split("\r\n64\r\n").length > 2) break;
  }
  // 0x64 = 100 bytes, a tenth of the rate, is the size of each chunk.
  expect(pieces.join("").split("\r\n64\r\n").length).toBeGreaterThan(2);
  await slow.stop();
});

test("silent: nothing arrives, the request is in the log, and the server can be stopped", async () => {
  const silent = createPracticeServer();
  const started = await silent.start();
  silent.setFault("silent");
  const signed = await logIn(started.baseUrl, agentAccount);
  const answered = signed("GET", "/v1/contacts").then(
    () => "answered",
    () => "connection lost",
  );
  while (silent.log.length < 2) await new Promise(setImmediate);
  expect(silent.log[1]).toMatchObject({ accepted: true, status: null });
  await silent.stop();
  expect(await answered).toBe("connection lost");
});
