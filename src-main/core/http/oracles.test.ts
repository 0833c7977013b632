import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { computeAnswer, serialiseAnswer } from "../digest/answer.ts";
import { selectChallenge } from "../digest/challenge-selection.ts";
import { createBench } from "./bench.ts";
import { testCredentials } from "./loopback.ts";
import {
  findProgram,
  realm,
  startApache,
  startLighttpd,
  startOneTimePhp,
  startPhp,
  type OracleServer,
  type OracleUser,
} from "./oracle-servers.ts";

const plain = { userName: "agent-0412", password: "Circle Of Life" };
const accented = { userName: "Jäsøn Doe", password: "pässwörd €" };
const users: readonly OracleUser[] = [plain, accented];

const bench = createBench();
const as = (user: OracleUser) => ({ credentials: { ...testCredentials, ...user } });
const legPurposes = (result: { legs: readonly { purpose: string }[] }) => result.legs.map(({ purpose }) => purpose);

/** Uses one nonce repeatedly. Each call returns the new challenge, or an empty text while the nonce is still valid. */
async function nonceProbe(origin: string, uri: string): Promise<() => Promise<string>> {
  const challengeIn = (answer: Response): string => answer.headers.get("www-authenticate") ?? "";
  const { challenge } = selectChallenge([challengeIn(await fetch(origin + uri))]);
  if (challenge === null) throw new Error("the server sent no challenge");
  const credentials = { ...testCredentials, ...plain };
  let nonceCount = 0;
  return async () => {
    nonceCount++;
    const input = { challenge, credentials, method: "GET", uri, body: new Uint8Array(), cnonce: "probe", nonceCount };
    const authorization = serialiseAnswer(computeAnswer(input).parameters);
    return challengeIn(await fetch(origin + uri, { headers: { authorization } }));
  };
}

function oracle(
  name: string,
  start: (program: string, users: readonly OracleUser[]) => Promise<OracleServer>,
  cases: (origin: () => string) => void,
): void {
  const program = findProgram(name);
  describe.skipIf(program === null)(name, () => {
    let server: OracleServer;
    beforeAll(async () => {
      server = await start(program ?? "", users);
    });
    afterAll(async () => {
      await server.stop();
    });
    cases(() => server.origin);
  });
}

/** What holds for every server: logging in, keeping the nonce, both kinds of user, and a wrong password. */
function commonCases(origin: () => string, requestTarget: string): void {
  it.each(users)("accepts $userName, and again with the same nonce", async (user) => {
    const first = await bench.send(origin(), { ...as(user), requestTarget });
    expect(first.result).toMatchObject({ status: 200, login: "accepted", warnings: [] });
    expect(legPurposes(first.result)).toEqual(["ask", "answer"]);
    for (let count = 0; count < 3; count++) {
      const { result } = await bench.send(origin(), {
        ...as(user),
        requestTarget: `${requestTarget}?n=${count}&x=%5B`,
      });
      expect(result).toMatchObject({ status: 200, login: "accepted", warnings: [] });
      expect(legPurposes(result)).toEqual(["signed"]);
    }
  });

  it("refuses wrong passwords and unknown names", async () => {
    const wrong = [
      { ...plain, password: "circle of life" },
      { ...accented, password: "password" },
      { ...plain, userName: "nobody" },
    ];
    // Sent concurrently, because lighttpd takes a second for each refusal.
    const sent = await Promise.all(
      wrong.map((user, index) => bench.send(origin(), { ...as(user), requestTarget, connectionKey: `wrong ${index}` })),
    );
    for (const { result } of sent) {
      expect(result).toMatchObject({ status: 401, login: "credentials-rejected" });
      expect(result.legs).toHaveLength(2);
    }
  });

  it("accepts 16 concurrent requests on one nonce", async () => {
    const sent = await Promise.all(
      Array.from({ length: 16 }, () => bench.send(origin(), { ...as(plain), requestTarget })),
    );
    expect(sent.map(({ result }) => result.status)).toEqual(Array.from({ length: 16 }, () => 200));
    const wireRequests = sent.reduce((sum, { result }) => sum + result.legs.length, 0);
    expect(wireRequests).toBe(17);
  });
}

oracle("apache2", startApache, (origin) => {
  commonCases(origin, "/long/index.txt");

  it("has a nonce with an equals sign in it and proves itself with rspauth", async () => {
    const { result, text } = await bench.send(origin(), { ...as(plain), requestTarget: "/long/index.txt" });
    const answer = result.legs[1];
    expect(text).toBe("served by Apache\n");
    expect(answer?.digest?.derivation.nonce).toContain("=");
    expect(answer?.responseHeaders.find(([name]) => name === "Authentication-Info")?.[1]).toContain("rspauth");
  });

  it("issues a nextnonce shortly before a nonce expires, and it is used", async () => {
    const target = { ...as(plain), requestTarget: "/short/index.txt" };
    const nonces = [];
    for (let count = 0; count < 2; count++) {
      const { result } = await bench.send(origin(), target);
      nonces.push(result.legs.at(-1)?.digest?.derivation);
    }
    expect(new Set(nonces.map((used) => used?.nonce)).size).toBe(2);
    expect(nonces.map((used) => used?.nc)).toEqual(["00000001", "00000001"]);
  });

  it("is answered with a new nonce after the old one has expired", async () => {
    const target = { ...as(plain), requestTarget: "/short/index.txt" };
    await bench.send(origin(), target);
    // This nonce is younger than the one just remembered: once it is stale, the other one is too.
    const probe = await nonceProbe(origin(), "/short/index.txt");
    await vi.waitFor(async () => expect(await probe()).toContain("stale=true"), { timeout: 30_000, interval: 50 });

    const { result } = await bench.send(origin(), target);
    expect(result).toMatchObject({ status: 200, login: "accepted" });
    expect(legPurposes(result)).toEqual(["signed", "retry"]);
    expect(result.legs[0]?.responseHeaders.find(([name]) => name === "WWW-Authenticate")?.[1]).toContain("stale=true");
  });

  it("expects an unescaped backslash of its realm back escaped", async () => {
    const { result } = await bench.send(origin(), { ...as(plain), requestTarget: "/backslash/index.txt" });
    expect(result).toMatchObject({ status: 200, login: "accepted" });
    expect(legPurposes(result)).toEqual(["ask", "answer"]);
    expect(result.legs[0]?.challengeDamage).toEqual([expect.stringContaining("a backslash that is not escaped")]);
  });

  it("refuses username*, and the application reports it", async () => {
    const credentials = { ...testCredentials, ...accented, extendedUserName: true };
    const { result } = await bench.send(origin(), { credentials, requestTarget: "/long/index.txt" });
    expect(result).toMatchObject({ status: 401, login: "credentials-rejected" });
  });
});

oracle("lighttpd", startLighttpd, (origin) => {
  describe.each([
    ["/md5/index.txt", "MD5"],
    ["/sha256/index.txt", "SHA-256"],
    ["/both/index.txt", "SHA-256"],
    ["/hashed/index.txt", "SHA-256"],
  ])("%s", (requestTarget, hash) => {
    commonCases(origin, requestTarget);

    it(`is answered with ${hash}`, async () => {
      const { result, text } = await bench.send(origin(), { ...as(accented), requestTarget });
      expect(text).toBe("served by lighttpd\n");
      expect(result.legs[1]?.digest?.derivation).toMatchObject({ hash, realm, userName: accented.userName });
    });
  });

  it("gets the user's hash when it asks for it", async () => {
    const { result } = await bench.send(origin(), { ...as(accented), requestTarget: "/hashed/index.txt" });
    const sent = Object.fromEntries(result.legs[1]?.digest?.parameters.map(({ name, value }) => [name, value]) ?? []);
    expect(sent["userhash"]).toBe("true");
    expect(sent["username"]).toMatch(/^[0-9a-f]{64}$/u);
  });

  it("expects an unescaped backslash of its realm back as sent, every time", async () => {
    const target = { ...as(plain), requestTarget: "/backslash/index.txt" };
    const first = await bench.send(origin(), target);
    expect(first.result).toMatchObject({ status: 200, login: "accepted" });
    expect(legPurposes(first.result)).toEqual(["ask", "answer", "retry"]);
    const second = await bench.send(origin(), target);
    expect(second.result.status).toBe(200);
    expect(legPurposes(second.result)).toEqual(["signed"]);
  });

  it("accepts username*", async () => {
    const credentials = { ...testCredentials, ...accented, extendedUserName: true };
    const { result } = await bench.send(origin(), { credentials, requestTarget: "/sha256/index.txt" });
    expect(result).toMatchObject({ status: 200, login: "accepted" });
  });
});

oracle("php", startPhp, (origin) => {
  commonCases(origin, "/v1/contacts.json");

  it.each(["POST", "PUT", "DELETE"] as const)("accepts a signed %s, its challenge fetched by a GET", async (method) => {
    const body = method === "DELETE" ? null : Buffer.from("first_name=Zoë");
    const { result, text } = await bench.send(origin(), {
      ...as(accented),
      method,
      body,
      requestTarget: "/v1/contacts",
    });
    expect(result).toMatchObject({ status: 200, login: "accepted" });
    expect(result.legs.map((leg) => [leg.method, leg.status])).toEqual([
      ["GET", 401],
      [method, 200],
    ]);
    expect(Buffer.from(text, "latin1").toString()).toBe(`Hello Jäsøn Doe, ${method} ${body?.toString() ?? ""}`);
  });

  it("accepts qop in quotes, as the API's own sample has it", async () => {
    const credentials = { ...testCredentials, ...plain, quoteQop: true };
    const { result } = await bench.send(origin(), { credentials, requestTarget: "/v1/contacts" });
    expect(result).toMatchObject({ status: 200, login: "accepted" });
  });

  it("has a nonce that reveals when it was made", async () => {
    const { result } = await bench.send(origin(), as(plain));
    expect(result.legs[1]?.digest?.parameters.find(({ name }) => name === "nonce")?.note).toMatch(/^uniqid\(\), /u);
    expect(result.legs[1]?.digest?.parameters.find(({ name }) => name === "opaque")?.note).toBe("md5 of the realm");
  });
});

oracle("php", startOneTimePhp, (origin) => {
  it("serves concurrent requests with single-use nonces", async () => {
    const target = { ...as(plain), requestTarget: "/v1/contacts" };
    for (const count of [1, 2, 8]) {
      const sent = await Promise.all(Array.from({ length: count }, () => bench.send(origin(), target)));
      for (const { result, text } of sent) {
        expect([result.status, result.login, text]).toEqual([200, "accepted", "served once"]);
        expect(result.legs.length).toBeLessThanOrEqual(3);
      }
    }
  });
});
