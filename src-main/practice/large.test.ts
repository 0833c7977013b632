import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { practiceAccounts } from "./accounts.ts";
import { createPracticeServer } from "./server.ts";
import { authorize, nonceOf, send } from "./test-client.ts";

const agentAccount = practiceAccounts[0];
if (agentAccount === undefined) throw new Error("an account is needed");

test("500,000 contacts are streamed in bounded memory", async () => {
  const server = createPracticeServer({ contacts: 500_000 });
  const { baseUrl, port } = await server.start();
  const nonce = nonceOf(await send(baseUrl, "GET", "/v1/contacts"));
  const headers = { Authorization: authorize(agentAccount, "GET", "/v1/contacts", nonce, 1) };
  const before = process.memoryUsage().rss;
  const [incoming] = await once(
    request({ port, host: "127.0.0.1", path: "/v1/contacts", headers, agent: false }).end(),
    "response",
  );
  let bytes = 0;
  let last = "";
  let highest = before;
  for await (const piece of incoming as IncomingMessage) {
    const { length } = piece as Buffer;
    // Sampled every 8 MB or so.
    if (Math.floor(bytes / 8_388_608) !== Math.floor((bytes + length) / 8_388_608))
      highest = Math.max(highest, process.memoryUsage().rss);
    bytes += length;
    last = (last + (piece as Buffer).toString("latin1")).slice(-2_000);
  }
  expect(last.endsWith('"\r\n')).toBe(true);
  // The last contact: 29 drawn ones, then one number in ten left out.
  expect(last).toContain(`"${123_487 + 499_970 + Math.floor(499_970 / 9)}"|`);
  expect(bytes).toBeGreaterThan(100_000_000);
  expect(highest - before).toBeLessThan(bytes);
  await server.stop();
});
