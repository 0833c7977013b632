import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { expect } from "./support/test.ts";
import { ask } from "./support/plain-client.ts";
import { callWith, test } from "./support/web-test.ts";

/** Connections that are open and send `bytes` and nothing more. Those that the host closes are closed. */
async function openMany(origin: string, count: number, bytes = ""): Promise<Socket[]> {
  const { port } = new URL(origin);
  const sockets: Socket[] = [];
  // In batches no larger than the kernel's backlog, so no connection has to be retried.
  while (sockets.length < count) {
    const lot = Array.from({ length: Math.min(100, count - sockets.length) }, () => connect(Number(port), "127.0.0.1"));
    // The data is read so the end of a connection is noticed.
    for (const socket of lot) socket.resume().on("error", () => undefined);
    await Promise.all(lot.map((socket) => once(socket, "connect")));
    if (bytes !== "") for (const socket of lot) socket.write(bytes);
    sockets.push(...lot);
  }
  return sockets;
}

function closeAll(sockets: readonly Socket[]): void {
  for (const socket of sockets) socket.destroy();
}

test("idle connections do not keep the page out, and are closed above a limit [security: idle-connections]", async ({
  web,
  openBrowser,
}) => {
  const context = await (await openBrowser()).newContext();
  const page = await context.newPage();
  await page.goto(web.url);
  await page.waitForFunction(() => "api" in window);
  const sockets = await openMany(web.origin, 2_000);
  expect(await page.evaluate(() => window.api.getSettings({}))).toMatchObject({ ok: true });
  // A page that is loaded at this point needs new connections.
  const second = await context.newPage();
  await second.goto(web.origin);
  await second.waitForFunction(() => "api" in window);
  expect(await second.evaluate(() => window.api.getSettings({}))).toMatchObject({ ok: true });
  await expect.poll(() => sockets.filter(({ closed }) => closed).length).toBeGreaterThan(1_400);
  if (process.platform === "linux") {
    expect((await readdir(`/proc/${String(web.pid)}/fd`)).length).toBeLessThan(700);
  }
  closeAll(sockets);
  await context.close();
});

const starts = [
  ["half a head", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "],
  ["a head without proof and half a body", "POST /call HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nhalf"],
] as const;

for (const [what, bytes] of starts) {
  test(`connections that send ${what} do not keep a call out [security: slow-requests]`, async ({ web, proofs }) => {
    const sockets = await openMany(web.origin, 1_000, bytes);
    const response = await callWith(web.origin, { "X-Rezora-Proof": proofs.proof });
    expect(JSON.parse(response.text)).toMatchObject({ ok: true });
    await expect.poll(() => sockets.filter(({ closed }) => closed).length).toBeGreaterThan(400);
    closeAll(sockets);
  });
}

test("a refusal keeps no connection open [security: idle-connections]", async ({ web, proofs }) => {
  const refused = await ask(web.origin, "/", { headers: { Connection: "keep-alive" } });
  expect(refused.headers["connection"]).toBe("close");
  const served = await ask(web.origin, "/", { headers: { Connection: "keep-alive", Cookie: proofs.cookie } });
  expect(served.headers["connection"]).toBe("keep-alive");
});

test("no more than 32 tabs can listen, and a closed tab makes room for another [security: event-streams]", async ({
  web,
  proofs,
}) => {
  const { host, port } = new URL(web.origin);
  async function listen(index: number): Promise<{ readonly socket: Socket; readonly status: string }> {
    const socket = connect(Number(port), "127.0.0.1");
    const tab = `6f9619ff-8b86-4011-b42d-00cf4fc9${String(index).padStart(4, "0")}`;
    socket.write(`GET /events?tab=${tab} HTTP/1.1\r\nHost: ${host}\r\nX-Rezora-Proof: ${proofs.proof}\r\n\r\n`);
    const [head] = (await once(socket, "data")) as [Buffer];
    return { socket, status: head.toString("latin1").split("\r\n", 1)[0] ?? "" };
  }
  const streams = await Promise.all(Array.from({ length: 32 }, (_, index) => listen(index)));
  expect(new Set(streams.map(({ status }) => status))).toEqual(new Set(["HTTP/1.1 200 OK"]));
  const late = await listen(100);
  expect(late.status).toBe("HTTP/1.1 503 Service Unavailable");
  // The same tab again replaces its stream.
  const again = await listen(0);
  expect(again.status).toBe("HTTP/1.1 200 OK");
  streams[1]?.socket.destroy();
  await expect.poll(async () => (await listen(101)).status).toBe("HTTP/1.1 200 OK");
  expect(JSON.parse((await callWith(web.origin, { "X-Rezora-Proof": proofs.proof })).text)).toMatchObject({ ok: true });
  closeAll([...streams.map(({ socket }) => socket), late.socket, again.socket]);
});
