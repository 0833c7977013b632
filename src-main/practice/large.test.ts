import { request, type IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { practiceAccounts } from "./accounts.ts";
import { createPracticeServer } from "./server.ts";
import { authorize, nonceOf, send } from "./test-client.ts";

const agentAccount = practiceAccounts[0];
if (agentAccount === undefined) throw new Error("an account is needed");

/** The memory of the process in JavaScript objects and in buffers. */
function memory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test("500,000 contacts are streamed in bounded memory", async () => {
  const server = createPracticeServer({ contacts: 500_000 });
  const { baseUrl, port } = await server.start();
  const path = "/v1/contacts.json";
  const nonce = nonceOf(await send(baseUrl, "GET", path));
  const headers = { Authorization: authorize(agentAccount, "GET", path, nonce, 1) };
  const before = memory();
  const outgoing = request({ port, host: "127.0.0.1", path, headers, agent: false }).end();
  const incoming = await new Promise<IncomingMessage>((resolve) => outgoing.once("response", resolve));
  let bytes = 0;
  let pieces = 0;
  let highest = before;
  let last = "";
  for await (const piece of incoming) {
    bytes += (piece as Buffer).length;
    pieces += 1;
    if (pieces % 100 === 0) highest = Math.max(highest, memory());
    last = (last + (piece as Buffer).toString("latin1")).slice(-2_000);
  }
  expect(last.endsWith("\n }\n]")).toBe(true);
  // The last contact: 29 hand-written ones come first, then every tenth number is left out.
  expect(last).toContain(`"contact_id":"${123_487 + 499_970 + Math.floor(499_970 / 9)}"`);
  expect(bytes).toBeGreaterThan(300_000_000);
  expect(highest - before).toBeLessThan(bytes / 3);
  await server.stop();
}, 300_000);
