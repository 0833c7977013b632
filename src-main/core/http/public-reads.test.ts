import { describe, expect, it } from "vitest";
import { createBench } from "./bench.ts";
import { response, testCredentials, unauthorized, type Responder } from "./loopback.ts";
import { respondByNonceRules } from "./nonce-server.ts";

const bench = createBench();
const put = { method: "PUT", requestTarget: "/v1/lists/41", body: Buffer.from("list_name=x") } as const;
const challengeTarget = "/v1/contacts";

/** Lists are public to read; everything else needs a login. */
const publicLists: Responder = (request, socket, number) => {
  if (request.method === "GET" && request.target.startsWith("/v1/lists")) socket.write(response("200 OK", "public"));
  else respondByRules(request, socket, number);
};
const respondByRules = respondByNonceRules({}, testCredentials);

describe("a write whose path is public to read", () => {
  it("is signed with a challenge of a resource that needs a login", async () => {
    const server = await bench.start(publicLists);
    const { result } = await bench.send(server.origin, { ...put, challengeTarget });
    expect(result).toMatchObject({ status: 200, failure: null, login: "none" });
    expect(server.requests.map(({ method, target, login }) => [method, target, login !== null])).toEqual([
      ["GET", "/v1/lists/41", false],
      ["GET", "/v1/contacts", false],
      ["PUT", "/v1/lists/41", true],
    ]);
    expect(server.requests[2]?.login?.get("uri")).toBe("/v1/lists/41");
    expect(new Set(server.requests.map(({ connection }) => connection)).size).toBe(1);
    expect(result.legs.map(({ purpose }) => purpose)).toEqual(["fetch-challenge", "fetch-challenge", "answer"]);
  });

  it("uses the login's existing nonce and does not request another", async () => {
    const server = await bench.start(publicLists);
    await bench.send(server.origin, { requestTarget: "/v1/contacts" });
    const { result } = await bench.send(server.origin, { ...put, challengeTarget });
    expect(result).toMatchObject({ status: 200, login: "accepted" });
    expect(result.legs).toHaveLength(1);
  });

  it.each([
    ["there is no such resource", {}],
    ["it is the path itself", { challengeTarget: put.requestTarget }],
  ])("is not sent where %s", async (_, change) => {
    const server = await bench.start(publicLists);
    const { result } = await bench.send(server.origin, { ...put, ...change });
    expect(result.failure).toMatchObject({
      code: "invalid-challenge",
      detail: "GET /v1/lists/41 was answered with 200 and no challenge, so the PUT could not be signed.",
    });
    expect(server.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  it("is not sent when all reads are public", async () => {
    const server = await bench.play(response("200 OK", "public"));
    const { result } = await bench.send(server.origin, { ...put, challengeTarget });
    expect(result).toMatchObject({ status: null, failure: { code: "invalid-challenge" } });
    expect(result.failure?.detail).toContain("GET /v1/lists/41 was answered with 200 and GET /v1/contacts");
    expect(server.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
  });

  it("is not repeated when it is refused: three wire requests are the maximum", async () => {
    const server = await bench.start((request, socket) =>
      socket.write(
        request.login === null && request.target === put.requestTarget
          ? response("200 OK", "public")
          : unauthorized(`n${request.method}`, ",stale=true"),
      ),
    );
    const { result } = await bench.send(server.origin, { ...put, challengeTarget });
    expect(result).toMatchObject({ status: 401, login: "nonce-loop" });
    expect(server.requests).toHaveLength(3);
  });
});
