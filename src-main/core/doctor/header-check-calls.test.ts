import { spawn, spawnSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HeaderCheckRequest } from "#shared/header-check.ts";
import { headerCheckRequest, nearMissRequest, nearMissResult, headerCheck } from "#shared/header-check.ts";
import { connectionDefaults } from "../connections/connection-defaults.ts";
import type { Services } from "../dispatch.ts";
import { requestOf } from "../exchanges/exchange-doubles.ts";
import { startLoopbackServer, type LoopbackServer } from "../http/loopback.ts";
import { createPortDoubles, type PortDoubles } from "../port-doubles.ts";
import { createServices, type Core } from "../services.ts";
import {
  clientHeader,
  clientResponse,
  pastedLegs,
  rightValues,
  serverChallenge,
} from "./header-check/client-doubles.ts";

let doubles: PortDoubles;
let core: Core;
let server: LoopbackServer;
let connectionId: string;
const never = { signal: new AbortController().signal };
const realm = "Rezora API, Europe";

beforeEach(async () => {
  doubles = await createPortDoubles();
  core = await createServices(doubles.ports);
  server = await startLoopbackServer(({ login }, socket) => {
    const challenge = serverChallenge({ realm, nonce: "4c487da82dfff", opaque: "o" });
    socket.write(
      login === null
        ? `HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: ${challenge}\r\nContent-Length: 0\r\n\r\n`
        : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    );
  });
  const { services } = core;
  const input = { ...connectionDefaults, name: "Oak", baseUrl: server.origin, userName: rightValues.username };
  ({ connectionId } = await services.createConnection(input, never));
  await services.setPassword({ connectionId, password: rightValues.password }, never);
});
afterEach(async () => {
  await core.dispose();
  await server.close();
  await doubles.remove();
});

function check(text: string, given: Partial<HeaderCheckRequest> = {}): ReturnType<Services["checkPastedRequest"]> {
  const request = { connectionId, text, method: null, url: null, nonceUse: null, ...given };
  return core.services.checkPastedRequest(headerCheckRequest.parse(request), never);
}

describe("requests", () => {
  test("none are sent, whatever is checked", async () => {
    for (const text of [pastedLegs(clientHeader()), `curl --digest -u a:b ${server.origin}/v1/contacts`, "", "hello"]) {
      headerCheck.parse(await check(text));
      const near = { connectionId, text, method: null, url: null, earlierPasswords: ["winter"] };
      nearMissResult.parse(await core.services.findNearMisses(nearMissRequest.parse(near), never));
    }
    expect(server.requests).toEqual([]);
    expect(await core.services.getMeter({ connectionId }, never)).toMatchObject({ today: 0, actionsToday: 0 });
  });

  test("a header is checked against the challenge of the last handshake", async () => {
    const text = pastedLegs(clientHeader({ realm: "Rezora API" }), null);
    expect((await check(text)).outcome).toBe("matches");
    await core.services.sendRequest({ exchangeId: "e", request: requestOf({ connectionId }) }, never);
    const sent = server.requests.length;
    const afterwards = await check(text);
    expect(afterwards).toMatchObject({ outcome: "differs", code: "realm-cut" });
    expect(afterwards.rows.find(({ input }) => input === "nonce")).toMatchObject({
      state: "right",
      shouldBe: { kind: "rule", text: "13 hex digits" },
    });
    expect(server.requests).toHaveLength(sent);
  });

  test("a search ends when it is cancelled, and reports that", async () => {
    await core.services.setPassword({ connectionId, password: "A long & winding pässword, 42!" }, never);
    const controller = new AbortController();
    const request = { connectionId, text: pastedLegs(clientHeader()), method: null, url: null, earlierPasswords: [] };
    const search = core.services.findNearMisses(request, controller);
    controller.abort();
    await expect(search).rejects.toMatchObject({ code: "cancelled" });
  });

  test("without a password on file the form is checked, and near misses need an earlier password", async () => {
    await core.services.forgetPassword({ connectionId }, never);
    expect(await check(pastedLegs(clientHeader()))).toMatchObject({ outcome: "no-password", code: "password-needed" });
    expect(await check(pastedLegs(clientHeader({ nc: "a" })))).toMatchObject({
      outcome: "differs",
      code: "nc-malformed",
    });
    const near = { connectionId, text: pastedLegs(clientHeader()), method: null, url: null };
    const search = (earlierPasswords: string[]) => core.services.findNearMisses({ ...near, earlierPasswords }, never);
    expect(await search([])).toMatchObject({ outcome: "nothing-to-check" });
    expect(await search([rightValues.password])).toMatchObject({ outcome: "near-miss" });
  });
});

describe("what leaves the core", () => {
  test("the ticket names login, findings and fix, and neither password nor response", async () => {
    const hashed = { uri: "/v1/contacts.json", nc: "00000010" };
    const { ticket, rows } = await check(pastedLegs(clientHeader(hashed)), { nonceUse: 10 });
    expect(ticket).toContain("Checked against: Oak");
    expect(ticket).toContain("uri-lacks-query, nc-decimal");
    expect(ticket).toContain("- nc: Counted in decimal. In the header: 00000010. Should be: 0000000a.");
    expect(ticket).toContain("Put the query into uri");
    expect(ticket).not.toContain(clientResponse({ ...rightValues, ...hashed }).slice(0, 12));
    expect(ticket).not.toContain(rightValues.password);
    expect(rows.filter(({ state }) => state === "differs")).toHaveLength(2);
  });

  test("a response that is itself wrong is not in the ticket either", async () => {
    const response = clientResponse(rightValues).toUpperCase();
    const { ticket } = await check(pastedLegs(clientHeader().replace(/(?<=response=")[0-9a-f]*/u, response)));
    expect(ticket).toContain("- response: In capital letters.");
    expect(ticket.toUpperCase()).not.toContain(response.slice(0, 12));
  });

  test("only the first digits of the response the server expects, and nothing of HA1", async () => {
    const { steps } = await check(pastedLegs(clientHeader({ uri: "/v1/contacts.json" })));
    expect(steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      "HA1 masked",
      "HA2 theirs",
      "HA2 needed",
      "response equal",
      "response expected",
    ]);
    expect(steps.at(-1)?.value).toBe(`${clientResponse(rightValues).slice(0, 12)}…`);
    expect(steps[0]?.value).toBeNull();
  });

  test("no step is called right when the text shows neither method nor address", async () => {
    const alone = `Authorization: ${clientHeader({})}`;
    const { steps } = await check(alone);
    expect(steps.map(({ name, state }) => `${name} ${state}`)).toEqual(["HA1 masked", "HA2 assumed", "response equal"]);
    const other = await check(alone.replace(/response="[^"]+"/u, `response="${"0".repeat(32)}"`));
    expect(other.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      "HA1 masked",
      "HA2 assumed",
      "response not-reached",
    ]);
  });

  test("a login in the address is not shown", async () => {
    const { url } = await check("curl --digest https://hoak:secret@api.rezora.com/v1/contacts");
    expect(url).toBe("api.rezora.com/v1/contacts");
  });
});

describe("commands and other schemes", () => {
  const login = `${rightValues.username}:${rightValues.password}`;
  test.each([
    [`curl --digest -u ${login} https://api.rezora.com/v1/contacts`, "no-digest", "command-only"],
    [
      `curl --digest -u ${rightValues.username}:wrong https://api.rezora.com/v1/contacts`,
      "differs",
      "password-differs",
    ],
    [
      `curl --digest -u someone:${rightValues.password} https://api.rezora.com/v1/contacts`,
      "differs",
      "user-name-differs",
    ],
    [`curl -u ${login} https://api.rezora.com/v1/contacts`, "no-digest", "basic-sent"],
    ["curl https://api.rezora.com/v1/contacts", "no-digest", "authorization-missing"],
    [`Authorization: Basic ${btoa(login)}`, "no-digest", "basic-sent"],
    ["Authorization: Bearer abc", "no-digest", "scheme-unknown"],
    [`Authorization: ${clientHeader().replace(/nonce="[^"]*", /u, "")}`, "differs", "parameter-missing"],
    [`Authorization: ${clientHeader({}, { cnonce: "other" })}`, "differs", "not-reproduced"],
    ["HTTP/1.1 401 Unauthorized", "not-understood", "not-understood"],
    ["  \n ", "empty", "empty"],
  ])("%s", async (text, outcome, code) => {
    const result = await check(text, { method: "GET", url: text.startsWith("Auth") ? rightValues.uri : null });
    expect(result).toMatchObject({ outcome, code });
    expect(JSON.stringify(result)).not.toContain(btoa(login));
  });

  test("a cnonce that is sent but not hashed is reported", async () => {
    const text = pastedLegs(clientHeader({ cnonce: "" }, {}));
    expect(await check(text)).toMatchObject({ outcome: "differs", code: "cnonce-differs" });
  });

  test("a name that a viewer showed in the wrong character set is recognised", async () => {
    await core.services.updateConnection({ connectionId, change: { userName: "jäsøn" } }, never);
    const authorization = clientHeader({ username: "jäsøn" }).replace("jäsøn", "jÃ¤sÃ¸n");
    expect(await check(pastedLegs(authorization))).toMatchObject({ outcome: "matches" });
  });

  test("a given method and URL take precedence over those of the paste", async () => {
    const text = pastedLegs(clientHeader({ method: "PUT", uri: "/v1/lists/7" }));
    expect((await check(text)).outcome).toBe("differs");
    expect((await check(text, { method: "PUT", url: "https://api.rezora.com/v1/lists/7" })).outcome).toBe("matches");
  });

  test("in a log that is too long, the last whole request read is checked, and the result says so", async () => {
    const result = await check(pastedLegs(clientHeader()).repeat(300), { nonceUse: 10 });
    expect(result).toMatchObject({ outcome: "matches" });
    expect(result.understood).toContain("only the first 64 KB");
  });

  test("of several requests on a nonce the last one is checked, and its count is known", async () => {
    const uses = ["00000001", "00000002", "00000002"].map((nc) => pastedLegs(clientHeader({ nc }), null));
    expect(await check(uses.join(""))).toMatchObject({ code: "nc-miscounted", nonceUse: 3 });
    const fixed = ["00000001", "00000001"].map((nc) => pastedLegs(clientHeader({ nc }), null));
    expect(await check(fixed.join(""))).toMatchObject({ code: "nc-fixed", nonceUse: 2 });
  });
});

/** Third-party clients. What they really send must match, pasted as they print it or as it arrived. */
const clients = [
  {
    name: "curl",
    found: spawnSync("curl", ["--version"]).status === 0,
    command: "curl",
    args: (url: string) => ["-sv", "--digest", "-u", `${rightValues.username}:${rightValues.password}`, url],
  },
  ...["--trace", "--trace-ascii"].map((option) => ({
    name: `curl ${option}`,
    found: spawnSync("curl", ["--version"]).status === 0,
    command: "curl",
    args: (url: string) => [
      "-s",
      option,
      "-",
      "--digest",
      "-u",
      `${rightValues.username}:${rightValues.password}`,
      `${url}&page=2&sort=last_name`,
    ],
  })),
  {
    name: "python3-requests",
    found: spawnSync("python3", ["-c", "import requests"]).status === 0,
    command: "python3",
    args: (url: string) => [
      "-c",
      `import http.client, logging, requests, sys
http.client.HTTPConnection.debuglevel = 1
logging.basicConfig(level=logging.DEBUG)
session = requests.Session()
session.trust_env = False
session.auth = requests.auth.HTTPDigestAuth(sys.argv[2], sys.argv[3])
session.get(sys.argv[1])
session.get(sys.argv[1])`,
      url,
      rightValues.username,
      rightValues.password,
    ],
  },
];

function output(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { PATH: process.env["PATH"], no_proxy: "*" } });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (piece: string) => (text += piece));
    }
    child.on("error", reject);
    child.on("close", () => resolve(text));
  });
}

for (const { name, found, command, args } of clients) {
  // oxlint-disable-next-line no-console -- a skipped oracle must be reported
  if (!found) console.info(`${name} is not installed, so it does not check the header check here.`);
  describe.skipIf(!found)(name, () => {
    test("what it sends matches, as it printed it and as it arrived", async () => {
      const printed = await output(command, args(`${server.origin}/v1/contacts.json?since=2010-07-01`));
      const arrived = server.requests.filter(({ login }) => login !== null);
      expect(arrived.length).toBeGreaterThan(0);
      const pastes = arrived.map(({ method, target, headers }) =>
        [`${method} ${target} HTTP/1.1`, ...headers.map(([key, value]) => `${key}: ${value}`), "", ""].join("\r\n"),
      );
      for (const text of [printed, ...pastes]) {
        const checkedRows = await check(text);
        expect(checkedRows.rows.filter(({ state }) => state === "differs")).toEqual([]);
        expect(checkedRows).toMatchObject({ outcome: "matches", method: "GET" });
        expect(checkedRows.url).toContain("/v1/contacts.json?since=2010-07-01");
      }
    });
  });
}
