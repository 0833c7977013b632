import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPortDoubles, type PortDoubles } from "#core/port-doubles.ts";
import { createServices, type Core } from "#core/services.ts";
import { connectionDefaults } from "#core/connections/connection-defaults.ts";
import { createPracticeServer, type PracticeServer } from "#practice/server.ts";
import type { LoginTestRequest } from "#shared/login-test.ts";

let practice: PracticeServer;
let baseUrl: string;
/** How many requests came in before the test. */
let earlier = 0;
let doubles: PortDoubles;
let core: Core;

beforeAll(async () => {
  practice = createPracticeServer();
  ({ baseUrl } = await practice.start());
});
afterAll(() => practice.stop());
beforeEach(async () => {
  doubles = await createPortDoubles({ practice: baseUrl });
  core = await createServices(doubles.ports);
  earlier = practice.log.length;
});
afterEach(async () => {
  await core.dispose();
  await doubles.remove();
});

const received = () => practice.log.slice(earlier);

const context = { signal: new AbortController().signal };

function typed(change: Partial<LoginTestRequest["input"]> = {}): LoginTestRequest["input"] {
  return { ...connectionDefaults, name: "Oak", baseUrl, userName: "practice-agent", ...change };
}

function test(change: Partial<LoginTestRequest> = {}, signal = context.signal) {
  const request = {
    connectionId: null,
    input: typed(),
    password: "practice",
    unencryptedAcknowledged: false,
    linkLocalAcknowledged: false,
    ...change,
  };
  return core.services.testLogin(request, { signal });
}

describe("a login that is typed in", () => {
  it("is tried with safe requests only, and its level is found", async () => {
    expect(await test()).toMatchObject({
      found: { level: "agent", evidence: "contacts 200, agents 401" },
      failure: null,
      isOpen: false,
      wireRequests: received().length,
    });
    expect(new Set(received().map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("is distinguished from a company's login", async () => {
    expect(await test({ input: typed({ userName: "practice-company" }) })).toMatchObject({
      found: { level: "company" },
    });
  });

  it.each(["practice ", " practice", "Practice", ""])(
    "is refused with the password %j exactly as typed",
    async (password) => {
      expect(await test({ password })).toMatchObject({
        found: { level: "rejected", evidence: "contacts 401, agents 401" },
      });
    },
  );

  it("leaves no connection, no password, no level and no exchange", async () => {
    const before = await core.services.listConnections({}, context);
    await test();
    expect(await core.services.listConnections({}, context)).toEqual(before);
    expect(doubles.payloadsOf("connectionsChanged")).toEqual([]);
    expect(doubles.payloadsOf("meterChanged")).toEqual([]);
  });

  it("reports why no response came", async () => {
    const result = await test({ input: typed({ baseUrl: "http://127.0.0.1:9" }) });
    expect(result).toMatchObject({ found: { level: "unknown" }, failure: expect.stringMatching(/\.$/u) as string });
  });

  it("is not sent over http to another computer before the user has agreed", async () => {
    const input = typed({ baseUrl: "http://api.invalid" });
    await expect(test({ input })).rejects.toMatchObject({ code: "unencrypted-not-acknowledged" });
    expect(await test({ input, unencryptedAcknowledged: true })).toMatchObject({
      failure: expect.any(String) as string,
    });
  });

  it("is not sent to a metadata address before the user has agreed", async () => {
    const input = typed({ baseUrl: "https://169.254.169.254" });
    await expect(test({ input })).rejects.toMatchObject({ code: "link-local-not-acknowledged" });
  });

  it("is not sent without a password", async () => {
    await expect(test({ password: null })).rejects.toMatchObject({ code: "password-needed" });
    expect(received()).toEqual([]);
  });

  it("is not sent if the base URL is invalid", async () => {
    await expect(test({ input: typed({ baseUrl: "ftp://x" }) })).rejects.toMatchObject({ code: "invalid-input" });
  });

  it("reports that it was cancelled", async () => {
    await expect(test({}, AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("the login of a saved connection", () => {
  async function save() {
    const { connectionId } = await core.services.createConnection(typed(), context);
    await core.services.setPassword({ connectionId, password: "practice" }, context);
    return connectionId;
  }

  it("is tried with the stored password, and counted for the connection", async () => {
    const connectionId = await save();
    expect(await test({ connectionId, password: null })).toMatchObject({ found: { level: "agent" } });
    expect((await core.services.getMeter({ connectionId }, context)).today).toBe(received().length);
    const [saved] = (await core.services.listConnections({}, context)).filter(
      (each) => each.connectionId === connectionId,
    );
    expect(saved?.level.level).toBe("unknown");
  });

  it("is tried with the user name as typed, and with the typed password if there is one", async () => {
    const connectionId = await save();
    const input = typed({ userName: "practice-company" });
    expect(await test({ connectionId, password: null, input })).toMatchObject({ found: { level: "company" } });
    expect(await test({ connectionId, password: "wrong" })).toMatchObject({ found: { level: "rejected" } });
  });

  it("never sends the stored password to another origin", async () => {
    const connectionId = await save();
    const input = typed({ baseUrl: baseUrl.replace("127.0.0.1", "localhost") });
    await expect(test({ connectionId, password: null, input })).rejects.toMatchObject({
      code: "password-needed",
      message: expect.stringContaining("was entered for") as string,
    });
    expect(received()).toEqual([]);
  });
});

it("a practice connection is tried on the practice server, whatever base URL is typed", async () => {
  const request = { connectionId: "practice-agent", password: null, input: typed({ baseUrl: "http://api.invalid" }) };
  expect(await test(request)).toMatchObject({ found: { level: "agent" } });
});
