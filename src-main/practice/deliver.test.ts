import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { Answer } from "./answer.ts";
import { deliver } from "./deliver.ts";
import { send } from "./test-client.ts";

const answer = {
  status: 200,
  contentType: "text/csv",
  headers: [],
  body: ["a"],
  format: "csv",
  delivery: "whole",
  pace: null,
} as const;

/** Serves one response to every request; `ended` settles when its delivery ends, with true if it was complete. */
async function serve(given: Answer, delayMs = 0) {
  let settle: (whole: boolean) => void = () => undefined;
  const ended = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  const server = createServer((_request, response) => {
    deliver(response, given, { sessionId: null, delayMs }).then(
      () => settle(true),
      () => settle(false),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, ended, port: (server.address() as AddressInfo).port };
}

function goAway(port: number): Promise<unknown> {
  const outgoing = request({ port, host: "127.0.0.1", agent: false }).end();
  outgoing.on("error", () => undefined);
  return once(outgoing, "response").then(() => outgoing.destroy());
}

test.each([
  ["as fast as it can", null],
  ["slowly", 10_000],
])("a client that disconnects ends an endless body, sent %s", async (_how, pace) => {
  let closed = false;
  function* endless() {
    try {
      for (;;) yield "x".repeat(10_000);
    } finally {
      closed = true;
    }
  }
  const { server, ended, port } = await serve({ ...answer, body: endless(), pace });
  await goAway(port);
  expect(await ended).toBe(false);
  expect(closed).toBe(true);
  server.close();
});

test("a client that disconnects ends the delay before a response", async () => {
  const { server, ended, port } = await serve(answer, 3_600_000);
  const outgoing = request({ port, host: "127.0.0.1", agent: false }).end();
  outgoing.on("error", () => undefined);
  await once(server, "request");
  outgoing.destroy();
  expect(await ended).toBe(false);
  server.close();
});

test("a response is complete, even after a delay", async () => {
  const { server, ended, port } = await serve(answer, 1);
  expect(await send(`http://127.0.0.1:${port}`, "GET", "/")).toMatchObject({ status: 200, text: "a", complete: true });
  expect(await ended).toBe(true);
  server.close();
});
