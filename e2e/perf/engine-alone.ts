import { Agent, request } from "node:http";
import { createTestClient, response, sendTest, startLoopbackServer, unauthorized } from "#core/http/loopback.ts";
import { milliseconds, percentile, type Row } from "./row.ts";

const answer = response("200 OK", "ok");

/** The same wire requests without the engine: the header is computed in advance. */
function bareGet(origin: string, agent: Agent): Promise<void> {
  const headers = { Authorization: `Digest username="api_user", nonce="n1", response="${"0".repeat(32)}"` };
  return new Promise((resolve, reject) => {
    request(`${origin}/x`, { agent, headers }, (message) => message.resume().once("end", resolve))
      .once("error", reject)
      .end();
  });
}

/** What digest, checks and the record of each leg add to a request on a kept connection, measured in turn. */
export async function measureEngineAlone(rounds: number): Promise<Row> {
  const server = await startLoopbackServer((asked, socket) =>
    socket.write(asked.login === null ? unauthorized("n1") : answer),
  );
  const client = createTestClient();
  const agent = new Agent({ keepAlive: true });
  try {
    const ours: number[] = [];
    const bare: number[] = [];
    // The first requests open connections and warm up the code.
    for (let round = -100; round < rounds; round += 1) {
      const own = await milliseconds(() => sendTest(client, server.origin));
      const other = await milliseconds(() => bareGet(server.origin, agent));
      if (round < 0) continue;
      ours.push(own);
      bare.push(other);
    }
    const reference = percentile(bare, 0.5);
    return {
      id: "P1-engine-p50",
      what: "one signed GET by the engine alone, p50",
      value: percentile(ours, 0.5),
      unit: "ms",
      goal: 1.5 * reference,
      reference: { value: reference, what: "bare node:http, p50" },
    };
  } finally {
    client.close();
    agent.destroy();
    await server.close();
  }
}
