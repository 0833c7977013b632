import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createBench } from "./bench.ts";
import { testCredentials } from "./loopback.ts";
import { respondByNonceRules, type NonceRules } from "./nonce-server.ts";

const bench = createBench();

const cases = z
  .array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      nonces: z.custom<NonceRules>(),
      steps: z.array(
        z.strictObject({
          times: z.number().default(1),
          method: z.enum(["GET", "POST", "PUT"]).default("GET"),
          target: z.string().default("/v1/contacts"),
          body: z.string().optional(),
        }),
      ),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL("cases/nonce-cases.json", import.meta.url), "utf8")));

describe("nonces that do not last", () => {
  it.each(cases)("$id: $title", async ({ nonces, steps }) => {
    const server = await bench.start(respondByNonceRules(nonces, testCredentials));
    for (const { times, method, target, body } of steps) {
      const change = { method, requestTarget: target, body: body === undefined ? null : Buffer.from(body) };
      const sent = await Promise.all(Array.from({ length: times }, () => bench.send(server.origin, change)));
      for (const { result } of sent) {
        expect(result).toMatchObject({ status: 200, login: "accepted", failure: null, warnings: [] });
        expect(result.legs.length).toBeLessThanOrEqual(3);
      }
    }
  });

  it("are not requested by each of many reads when they last, however slow the responses are", async () => {
    const server = await bench.start(respondByNonceRules({ answersAfterMs: 300 }, testCredentials));
    await Promise.all(Array.from({ length: 6 }, () => bench.send(server.origin)));
    expect(server.requests).toHaveLength(7);
  });

  it("cost 21 wire requests for 20 consecutive reads, even when bound to one connection", async () => {
    for (const boundTo of ["connection", "backend"] as const) {
      const server = await bench.start(respondByNonceRules({ boundTo }, testCredentials));
      for (let count = 0; count < 20; count++) await bench.send(server.origin);
      expect(server.requests).toHaveLength(21);
    }
  });

  it("are counted without gaps or repeats, each with its own cnonce", async () => {
    const server = await bench.start(respondByNonceRules({ uses: 5 }, testCredentials));
    for (let round = 0; round < 4; round++) {
      await Promise.all(Array.from({ length: 6 }, () => bench.send(server.origin)));
    }
    const signed = server.requests.flatMap(({ login }) => (login === null ? [] : [login]));
    const counts = signed.map((login) => `${login.get("nonce")} ${login.get("nc")}`);
    expect(new Set(counts).size).toBe(counts.length);
    const cnonces = new Map(signed.map((login) => [login.get("nonce"), login.get("cnonce")]));
    for (const login of signed) expect(login.get("cnonce")).toBe(cnonces.get(login.get("nonce")));
    expect(new Set(cnonces.values()).size).toBe(cnonces.size);
  });
});

describe("a wrong password", () => {
  it.each([{}, { uses: 1 }, { boundTo: "connection" }] as const)(
    "is reported as such, after two wire requests: %j",
    async (rules) => {
      const server = await bench.start(respondByNonceRules(rules, { ...testCredentials, password: "another" }));
      const { result } = await bench.send(server.origin);
      expect(result).toMatchObject({ status: 401, login: "credentials-rejected", warnings: [] });
      expect(result.legs).toHaveLength(2);
    },
  );
});

describe("a server that closes the connection of its challenge", () => {
  const closing = { boundTo: "connection", closes: true } as const;

  it.each(["GET", "PUT"] as const)("is named as a possible cause when it then refuses a %s", async (method) => {
    const server = await bench.start(respondByNonceRules(closing, testCredentials));
    const body = method === "PUT" ? Buffer.from("a=b") : null;
    const { result } = await bench.send(server.origin, { method, body });
    expect(result.status).toBe(401);
    expect(result.warnings).toEqual([expect.stringContaining("even with the right password")]);
    expect(result.legs.at(-1)?.socketReused).toBe(false);
  });

  it("is not named when its nonces were accepted on other connections before", async () => {
    const password = { ...testCredentials };
    const server = await bench.start(respondByNonceRules({ closes: true }, password));
    expect((await bench.send(server.origin)).result.warnings).toEqual([]);
    password.password = "changed";
    const { result } = await bench.send(server.origin);
    expect(result).toMatchObject({ status: 401, login: "not-permitted", warnings: [] });
  });
});
