import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { vectorsOfKind } from "../digest/vectors.ts";
import { lenient, createBench } from "./bench.ts";
import {
  challenge,
  response,
  testCredentials,
  unauthorized,
  type LoopbackServer,
  type ReceivedRequest,
} from "./loopback.ts";

const bench = createBench();
const ok = response("200 OK", "ok");

function summary(requests: readonly ReceivedRequest[]): string[] {
  return requests.map(({ method, target, login }) =>
    [method, target, login?.get("nonce") ?? "-", login?.get("nc") ?? "-"].join(" "),
  );
}

/** The test logs in once, as the first step of the other cases describes; its requests are not counted. */
async function loggedIn(server: LoopbackServer): Promise<void> {
  const { result } = await bench.send(server.origin);
  expect(result).toMatchObject({ status: 200, login: "accepted" });
}

const played = new Set<string>();
function vector(id: string, run: () => Promise<void>): void {
  const known = vectorsOfKind("sequence").find((candidate) => candidate.id === id);
  played.add(id);
  it(`${id} ${known?.title ?? "is not among the vectors"}`, async () => {
    expect(known).toBeDefined();
    await run();
  });
}

describe("sequences", () => {
  vector("S01", async () => {
    const server = await bench.play(unauthorized("n1"), ok);
    const { result, text, wireRequests } = await bench.send(server.origin);
    expect(result).toMatchObject({ status: 200, login: "accepted", failure: null, warnings: [] });
    expect([text, wireRequests]).toEqual(["ok", 2]);
    expect(summary(server.requests)).toEqual(["GET /x - -", "GET /x n1 00000001"]);
    expect(result.legs.map(({ purpose, status }) => [purpose, status])).toEqual([
      ["ask", 401],
      ["answer", 200],
    ]);
  });

  vector("S02", async () => {
    const server = await bench.play(unauthorized("n1"), ok);
    await loggedIn(server);
    const { result } = await bench.send(server.origin);
    expect(result.legs.map(({ purpose }) => purpose)).toEqual(["signed"]);
    expect(summary(server.requests).slice(2)).toEqual(["GET /x n1 00000002"]);
  });

  vector("S03", async () => {
    const server = await bench.play(unauthorized("n1"), ok, unauthorized("n2", ",stale=true"), ok);
    await loggedIn(server);
    const { result } = await bench.send(server.origin);
    expect(result).toMatchObject({ status: 200, login: "accepted" });
    expect(result.legs.map(({ purpose }) => purpose)).toEqual(["signed", "retry"]);
    expect(summary(server.requests).slice(2)).toEqual(["GET /x n1 00000002", "GET /x n2 00000001"]);
  });

  vector("S04", async () => {
    const server = await bench.play(unauthorized("n1"), unauthorized("n2"));
    const { result } = await bench.send(server.origin);
    expect(result).toMatchObject({ status: 401, login: "credentials-rejected" });
    expect(summary(server.requests)).toEqual(["GET /x - -", "GET /x n1 00000001"]);
  });

  vector("S05", async () => {
    const server = await bench.play(unauthorized("n1"), ok, unauthorized("n2"), ok);
    await loggedIn(server);
    const { result } = await bench.send(server.origin);
    expect(result).toMatchObject({ status: 200, login: "accepted" });
    expect(summary(server.requests).slice(2)).toEqual(["GET /x n1 00000002", "GET /x n2 00000001"]);
  });

  vector("S06", async () => {
    const server = await bench.play(unauthorized("n1"), ok, unauthorized("n2"), unauthorized("n3"), ok);
    await loggedIn(server);
    const { result } = await bench.send(server.origin, { requestTarget: "/company" });
    expect(result).toMatchObject({ status: 401, login: "not-permitted" });
    expect(summary(server.requests).slice(2)).toEqual(["GET /company n1 00000002", "GET /company n2 00000001"]);
    await loggedIn(server);
    expect(summary(server.requests).slice(4)).toEqual(["GET /x n3 00000001"]);
  });

  vector("S07", async () => {
    const server = await bench.start((_, socket, number) => socket.write(unauthorized(`n${number}`, ",stale=true")));
    const { result } = await bench.send(server.origin);
    expect(result).toMatchObject({ status: 401, login: "nonce-loop" });
    expect(server.requests).toHaveLength(3);
  });

  vector("S08", async () => {
    const next = response("200 OK", "ok", 'Authentication-Info: nextnonce="n5"');
    const server = await bench.play(unauthorized("n1"), next, ok);
    await loggedIn(server);
    await loggedIn(server);
    expect(summary(server.requests)).toEqual(["GET /x - -", "GET /x n1 00000001", "GET /x n5 00000001"]);
  });

  vector("S09", async () => {
    const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
    let proof = (request: ReceivedRequest): string => {
      const field = (name: string): string => request.login?.get(name) ?? "";
      const ha1 = md5("api_user:Rezora API:Circle Of Life");
      return md5([ha1, field("nonce"), field("nc"), field("cnonce"), "auth", md5(`:${field("uri")}`)].join(":"));
    };
    const server = await bench.start((request, socket) =>
      socket.write(
        request.login === null
          ? unauthorized("n1")
          : response("200 OK", "ok", `Authentication-Info: rspauth="${proof(request)}", qop=auth`),
      ),
    );
    expect((await bench.send(server.origin)).result.warnings).toEqual([]);
    proof = () => "0".repeat(32);
    const { result } = await bench.send(server.origin);
    expect(result).toMatchObject({ status: 200, login: "accepted" });
    expect(result.warnings).toEqual([expect.stringContaining("Server not proven")]);
  });

  vector("S10", async () => {
    const other = await bench.play(ok);
    const away = response("302 Found", "", `Location: ${other.origin}/x`);
    const server = await bench.play(unauthorized("n1"), away);
    const { result } = await bench.send(server.origin);
    expect(result).toMatchObject({ status: 302, redirect: { location: `${other.origin}/x`, requestTarget: null } });
    expect([server.requests.length, other.requests.length]).toEqual([2, 0]);
  });

  // The https rule is a pure function and is tested in redirect.test.ts. This tests that nothing is followed.
  vector("S11", async () => {
    const server = await bench.play(unauthorized("n1"), response("302 Found", "", "Location: ftp://same.test/x"));
    const { result } = await bench.send(server.origin);
    expect(result.redirect?.requestTarget).toBeNull();
    expect(server.requests).toHaveLength(2);
  });

  vector("S12", async () => {
    const server = await bench.play(unauthorized("n1"), response("302 Found", "", "Location: /b?c=d"), ok);
    const { result } = await bench.send(server.origin, { requestTarget: "/a" });
    expect(server.requests).toHaveLength(2);
    await bench.send(server.origin, { requestTarget: result.redirect?.requestTarget ?? "" });
    expect(summary(server.requests).slice(1)).toEqual(["GET /a n1 00000001", "GET /b?c=d n1 00000002"]);
    expect(server.requests[2]?.login?.get("uri")).toBe("/b?c=d");
  });

  vector("S13", async () => {
    const withCookie = response("401 Unauthorized", "", challenge("n1"), "Set-Cookie: PHPSESSID=abc; path=/");
    const server = await bench.start((request, socket) => {
      const cookie = request.headers.find(([name]) => name === "Cookie")?.[1];
      socket.write(request.login !== null && cookie === "PHPSESSID=abc" ? ok : withCookie);
    });
    const { result } = await bench.send(server.origin);
    expect(result).toMatchObject({ status: 200 });
    expect(server.requests).toHaveLength(2);
    await bench.send(server.origin);
    expect(server.requests[2]?.headers.map(([name]) => name)).not.toContain("Cookie");
  });

  vector("S14", async () => {
    const server = await bench.start(lenient);
    await loggedIn(server);
    await Promise.all(Array.from({ length: 16 }, () => bench.send(server.origin)));
    const counts = server.requests.slice(2).map(({ login }) => Number.parseInt(login?.get("nc") ?? "", 16));
    expect(counts).toEqual(Array.from({ length: 16 }, (_, index) => index + 2));
  });

  vector("S15", async () => {
    const server = await bench.start((request, socket) =>
      socket.write(request.login === null ? unauthorized("n7") : ok),
    );
    await loggedIn(server);
    await bench.send(server.origin, { credentials: { ...testCredentials, password: "edited" } });
    expect(summary(server.requests).slice(2)).toEqual(["GET /x - -", "GET /x n7 00000001"]);
    bench.forgetSession("connection");
    await bench.send(server.origin);
    expect(summary(server.requests).slice(4)).toEqual(["GET /x - -", "GET /x n7 00000001"]);
  });

  vector("S16", async () => {
    const server = await bench.play(unauthorized("n1"), response("500 Internal Server Error", "sorry"));
    const { result, text } = await bench.send(server.origin, { method: "POST", body: Buffer.from("a=b") });
    expect(result).toMatchObject({ status: 500, login: "none", failure: null });
    expect(text).toBe("sorry");
    expect(summary(server.requests)).toEqual(["GET /x - -", "POST /x n1 00000001"]);
    expect(server.requests.map(({ body }) => body)).toEqual(["", "a=b"]);
  });

  vector("S17", async () => {
    const [a, b] = [await bench.play(unauthorized("a1"), ok), await bench.play(unauthorized("b1"), ok)];
    for (const server of [a, b, a, b]) await bench.send(server.origin);
    expect(new Set(a.requests.map(({ login }) => login?.get("nonce")))).toEqual(new Set([undefined, "a1"]));
    expect(new Set(b.requests.map(({ login }) => login?.get("nonce")))).toEqual(new Set([undefined, "b1"]));
  });

  vector("S18", async () => {
    const server = await bench.start(lenient);
    await loggedIn(server);
    bench.restart();
    await loggedIn(server);
    expect(server.requests).toHaveLength(4);
  });

  it("are all played", () => {
    expect(played).toEqual(new Set(vectorsOfKind("sequence").map(({ id }) => id)));
  });
});

describe("the cost of a login", () => {
  it("is one wire request for 20 reads", async () => {
    const server = await bench.start(lenient);
    let wireRequests = 0;
    for (let count = 0; count < 20; count++) wireRequests += (await bench.send(server.origin)).wireRequests;
    expect([server.requests.length, wireRequests]).toEqual([21, 21]);
    expect(new Set(server.requests.map(({ connection }) => connection)).size).toBe(1);
  });

  it("is one wire request for 16 reads that start together", async () => {
    const server = await bench.start(lenient);
    await Promise.all(Array.from({ length: 16 }, () => bench.send(server.origin)));
    expect(server.requests.filter(({ login }) => login === null)).toHaveLength(1);
    expect(new Set(server.requests.map(({ login }) => login?.get("nc"))).size).toBe(17);
  });
});
