import { Buffer } from "node:buffer";
import { once } from "node:events";
import { createConnection } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { practiceAccounts } from "./accounts.ts";
import { bodyFaults } from "./body-faults.ts";
import type { AnswerFaultName } from "./answer-faults.ts";
import { isFaultName } from "./fault-list.ts";
import { createPracticeServer } from "./server.ts";
import { authorize, logIn, nonceOf, send } from "./test-client.ts";

const [agentAccount = { userName: "", password: "" }] = practiceAccounts;

const server = createPracticeServer();
let baseUrl: string;
let port: number;
beforeAll(async () => {
  ({ baseUrl, port } = await server.start());
});
afterAll(() => server.stop());

/** Everything that the socket receives for one signed GET, bytes as Latin-1. */
async function wire(fault: AnswerFaultName | null, target: string): Promise<string> {
  server.setFault(fault);
  const nonce = nonceOf(await send(baseUrl, "GET", target));
  const socket = createConnection(port, "127.0.0.1").setEncoding("latin1");
  const authorization = authorize(agentAccount, "GET", target, nonce, 1);
  socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ${authorization}\r\n\r\n`);
  let text = "";
  socket.on("data", (piece) => (text += String(piece)));
  await once(socket, "close");
  return text;
}

async function bodyOf(fault: AnswerFaultName | null, target: string): Promise<string> {
  server.setFault(fault);
  return (await (await logIn(baseUrl, agentAccount))("GET", target)).text;
}

test("every fault of a body is in the list of all faults", () => {
  for (const name of Object.keys(bodyFaults)) expect(isFaultName(name), name).toBe(true);
});

test.each(["/v1/contacts", "/v1/contacts.json", "/v1/contacts.xml"])("change %s as described", async (target) => {
  const whole = await bodyOf(null, target);
  expect(whole).toContain("Siobhán");
  expect(whole.startsWith(await bodyOf("half-body", target))).toBe(true);
  expect(await bodyOf("bom", target)).toBe(`\u{feff}${whole}`);
  expect(await bodyOf("empty-body", target)).toBe("");
  expect((await bodyOf("no-records", target)).length).toBeLessThan(600);
  expect(await bodyOf("no-records", target)).not.toContain("Jane");
  const nested = await bodyOf("deep-nesting", target);
  expect(nested.match(/\[|<a>/gu)).toHaveLength(50_000);
  const ragged = await bodyOf("ragged-rows", target);
  expect(ragged).not.toBe(whole);
  expect(ragged).toContain("Siobhán");
});

test.each(["/v1/contacts", "/v1/contacts.json", "/v1/contacts.xml"])("put bytes into a value of %s", async (target) => {
  const latin = await wire("wrong-charset", target);
  expect(latin).toContain("Siobh\u00e1n");
  expect(latin).toContain("charset=UTF-8");
  const invalid = await wire("invalid-bytes", target);
  expect(invalid.match(/[A-Z]\u00ff\u00fe\u00ff/gu)).toHaveLength(1);
  expect((await wire("nul", target)).match(/[A-Z]\0[a-z]/gu)).toHaveLength(1);
});

test("204 with a body, a body that is not gzip, and a gzip bomb", async () => {
  const surprising = await wire("no-content-body", "/v1/lists");
  expect(surprising).toMatch(/^HTTP\/1\.1 204 /u);
  expect(surprising).toContain('"Primary Sphere"');
  const plain = await wire("gzip-plain", "/v1/lists");
  expect(plain).toContain("Content-Encoding: gzip");
  expect(plain).toContain('"Primary Sphere"');
  const bomb = await wire("gzip-bomb", "/v1/lists");
  expect(Buffer.byteLength(bomb, "latin1")).toBeLessThan(300_000);
});
