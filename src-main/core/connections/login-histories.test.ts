import { afterEach, beforeEach, expect, test } from "vitest";
import type { LoginSighting } from "#shared/login-history.ts";
import { openConnectionsBench, type ConnectionsBench } from "./connections-bench.ts";

let bench: ConnectionsBench;
let id: string;

beforeEach(async () => {
  bench = await openConnectionsBench();
  id = await bench.createWithPassword();
});
afterEach(() => bench.close());

const accepted = { designator: "contacts", resourceLevel: "agent", status: 200, login: "accepted" } as const;
const refused = { ...accepted, status: 401, login: "credentials-rejected" } as const;

function see(seen: LoginSighting): void {
  bench.connections.observe(id, bench.connections.login(id), seen);
}
const historyNow = () => bench.connections.get(id).login;

test("an accepted login and its refusal are announced, and still known after a restart", async () => {
  expect(historyNow()).toBeUndefined();
  see({ ...accepted, records: 248, realm: "Rezora API", software: "Apache" });
  const workedAt = bench.doubles.time.now();
  bench.doubles.time.pass(720_000);
  see(refused);
  const refusedAt = bench.doubles.time.now();
  const known = {
    accepted: {
      at: workedAt,
      designator: "contacts",
      status: 200,
      records: 248,
      realm: "Rezora API",
      software: "Apache",
    },
    refused: { at: refusedAt, designator: "contacts" },
    edited: null,
  };
  expect(historyNow()).toEqual(known);
  await bench.restart();
  expect(historyNow()).toEqual(known);
  expect(bench.connections.get(id).level.level).toBe("agent");
});

test("the time of the last login is exact after a restart, although not every response is stored", async () => {
  see(accepted);
  bench.doubles.time.pass(5_000);
  const events = bench.doubles.payloadsOf("connectionsChanged").length;
  see(accepted);
  expect(bench.doubles.payloadsOf("connectionsChanged")).toHaveLength(events);
  const lastAt = bench.doubles.time.now();
  await bench.restart();
  expect(historyNow()?.accepted?.at).toBe(lastAt);
});

test("what the user has changed since is remembered; another server starts with nothing", async () => {
  see(accepted);
  await bench.connections.update(id, { userName: "ash" });
  await bench.connections.setPassword(id, "another");
  expect(historyNow()).toMatchObject({ refused: null, edited: { parts: ["user-name", "password"] } });
  see(accepted);
  expect(historyNow()?.edited).toBeNull();
  await bench.connections.update(id, { baseUrl: "https://new.example/rezora" });
  expect(historyNow()).toBeUndefined();
});

test("a response to an earlier login says nothing about this one", async () => {
  const earlier = bench.connections.login(id);
  await bench.connections.setPassword(id, "another");
  bench.connections.observe(id, earlier, accepted);
  expect(historyNow()).toBeUndefined();
});

test("in a file without a history, the proof of the level is the last accepted login", async () => {
  see(accepted);
  await bench.connections.close();
  await bench.tamper("connections", (text) => text.replaceAll(/,?"login":\{"accepted":.*?"edited":null\}/gu, ""));
  await bench.open();
  expect(historyNow()).toMatchObject({
    accepted: { designator: "contacts", status: 200, records: null },
    refused: null,
  });
});
