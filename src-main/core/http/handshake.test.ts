import { describe, expect, it } from "vitest";
import { createBench, lenient } from "./bench.ts";
import { challenge, response, testCredentials, unauthorized, type ReceivedRequest } from "./loopback.ts";
import { verifyAuthorization } from "../digest/self-check.ts";

const bench = createBench();
const ok = response("200 OK", "ok");
const post = { method: "POST", body: Buffer.from("first_name=Zoë") } as const;

const asked = (...lines: readonly string[]): string => response("401 Unauthorized", "please log in", ...lines);
const header = ({ headers }: ReceivedRequest, wanted: string): string =>
  headers.find(([name]) => name === wanted)?.[1] ?? "";

describe("a challenge that cannot be answered", () => {
  it.each([
    ["basic-only", ['WWW-Authenticate: Basic realm="r"']],
    ["no-challenge", []],
    ["malformed-challenge", ['WWW-Authenticate: Digest realm="r, nonce="n']],
    ["unsupported-algorithm", ['WWW-Authenticate: Digest realm="r", nonce="n", algorithm=SHA-1-banana']],
    ["unsupported-qop", ['WWW-Authenticate: Digest realm="r", nonce="n", qop="auth-conf"']],
  ] as const)("is %s: the 401 is the answer and nothing more is sent", async (verdict, lines) => {
    const server = await bench.play(asked(...lines));
    const { result, text } = await bench.send(server.origin);
    expect(result).toMatchObject({ status: 401, login: verdict, failure: null, warnings: [] });
    expect([text, server.requests.length]).toEqual(["please log in", 1]);

    const write = await bench.send(server.origin, post);
    expect(write.result).toMatchObject({ status: 401, login: verdict, body: { receivedBytes: 0 } });
    expect(write.result.warnings).toEqual([expect.stringContaining("The POST was not sent")]);
    expect(server.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
  });

  it("is skipped when another line can be answered", async () => {
    const server = await bench.play(asked('WWW-Authenticate: Basic realm="r"', challenge("n1")), ok);
    expect((await bench.send(server.origin)).result.login).toBe("accepted");
  });
});

describe("a resource that asks for no login", () => {
  it("is read without one", async () => {
    const server = await bench.play(ok);
    expect((await bench.send(server.origin)).result).toMatchObject({ status: 200, login: "not-asked" });
  });

  it.each([200, 404, 405, 500])("is not written to: GET %d brought no challenge to sign for", async (status) => {
    const server = await bench.play(response(`${status} Whatever`, "x"));
    const { result, text } = await bench.send(server.origin, { ...post, method: "PUT" });
    expect(result).toMatchObject({ status: null, failure: { code: "invalid-challenge" }, login: "not-asked" });
    expect(result.failure?.detail).toContain(String(status));
    expect(text).toBe("");
    expect(server.requests.map(({ method }) => method)).toEqual(["GET"]);
  });
});

describe("without a password", () => {
  it("reads are sent without a login, writes are not sent", async () => {
    const server = await bench.play(unauthorized("n1"));
    const { result } = await bench.send(server.origin, { credentials: null });
    expect(result).toMatchObject({ status: 401, login: "no-password" });
    await expect(bench.send(server.origin, { ...post, credentials: null })).rejects.toMatchObject({
      code: "password-needed",
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each(["a\r\nX-Evil: 1", "a\0b", "a:b", "a\ud800"])(
    "refuses the user name %j before anything is sent",
    async (userName) => {
      const server = await bench.start(lenient);
      await expect(bench.send(server.origin, { credentials: { ...testCredentials, userName } })).rejects.toMatchObject({
        code: "invalid-user-name",
      });
      expect(server.requests).toHaveLength(0);
    },
  );

  it.each(["x", "/a b", "/a\r\nHost: evil", "/ü", "http://evil.test/"])(
    "refuses the target %j",
    async (requestTarget) => {
      const server = await bench.start(lenient);
      await expect(bench.send(server.origin, { requestTarget })).rejects.toMatchObject({ code: "invalid-designator" });
      expect(server.requests).toHaveLength(0);
    },
  );
});

describe("the request-target", () => {
  it.each([
    ["/v1/../../admin?x=%5B%5D&y=%2e%2e#fragment", "/v1/../../admin?x=%5B%5D&y=%2e%2e"],
    ["", "/"],
    ['/a"b\\c', '/a"b\\c'],
  ])("%s goes out as %s and is signed so", async (requestTarget, wire) => {
    const server = await bench.start(lenient);
    await bench.send(server.origin, { requestTarget });
    const [, signed] = server.requests;
    expect([signed?.target, signed?.login?.get("uri")]).toEqual([wire, wire]);
  });
});

describe("a refusal of a remembered nonce", () => {
  it("without a challenge costs one request for a new one", async () => {
    const server = await bench.play(unauthorized("n1"), ok, asked(), unauthorized("n2"), ok);
    await bench.send(server.origin);
    const { result } = await bench.send(server.origin, post);
    expect(result).toMatchObject({ status: 200, login: "accepted" });
    expect(result.legs.map(({ purpose }) => purpose)).toEqual(["signed", "fetch-challenge", "retry"]);
  });

  it("with the same nonce again is about the resource and is not retried", async () => {
    const server = await bench.play(unauthorized("n1"), ok, unauthorized("n1"));
    await bench.send(server.origin);
    const { result } = await bench.send(server.origin);
    expect(result).toMatchObject({ login: "not-permitted" });
    expect(result.legs).toHaveLength(1);
  });

  it("repeats a write only because a 401 proves that it was not executed", async () => {
    const server = await bench.play(unauthorized("n1"), ok, unauthorized("n2", ",stale=true"), ok);
    await bench.send(server.origin);
    const { result } = await bench.send(server.origin, post);
    expect(result).toMatchObject({ status: 200 });
    expect(server.requests.slice(2).map(({ method, login }) => [method, login?.get("nonce")])).toEqual([
      ["POST", "n1"],
      ["POST", "n2"],
    ]);
  });

  it.each([400, 403, 404, 405, 409, 500, 501, 503])("but never after %d", async (status) => {
    const server = await bench.play(unauthorized("n1"), ok, response(`${status} No`, "no", "Retry-After: 0"));
    await bench.send(server.origin);
    const { result } = await bench.send(server.origin, post);
    expect(result).toMatchObject({ status, login: "accepted" });
    expect(server.requests).toHaveLength(3);
  });
});

describe("at most three wire requests", () => {
  it.each([
    ["401 for ever", () => unauthorized("same")],
    ["a new nonce each time", (number: number) => unauthorized(`n${number}`)],
    ["a stale storm", (number: number) => unauthorized(`n${number}`, ",stale=true")],
    ["a stale storm on one nonce", () => unauthorized("same", ",stale=true")],
    ["a realm that changes", (n: number) => asked(`WWW-Authenticate: Digest realm="r${n}", nonce="n${n}", qop="auth"`)],
  ])("for %s, fresh and remembered, read and write", async (_, answer) => {
    for (const change of [{}, post]) {
      bench.restart();
      let friendly = true;
      const server = await bench.start((request, socket, number) =>
        socket.write(friendly && request.login !== null ? ok : answer(number)),
      );
      await bench.send(server.origin);
      friendly = false;
      const remembered = await bench.send(server.origin, change);
      bench.restart();
      const fresh = await bench.send(server.origin, change);
      for (const { result } of [remembered, fresh]) {
        expect(result.status).toBe(401);
        expect(result.legs.length).toBeLessThanOrEqual(3);
        expect(["credentials-rejected", "not-permitted", "nonce-loop"]).toContain(result.login);
      }
    }
  });

  it("and the login that was accepted once is kept", async () => {
    const server = await bench.play(unauthorized("n1"), ok, unauthorized("n2"), unauthorized("n3"), ok);
    await bench.send(server.origin);
    expect((await bench.send(server.origin)).result.login).toBe("not-permitted");
    expect((await bench.send(server.origin)).result.login).toBe("accepted");
  });
});

describe("what proves a login", () => {
  it.each([400, 500, 502])("is not %d after a signed request", async (status) => {
    const server = await bench.play(
      unauthorized("n1"),
      response(`${status} No`),
      unauthorized("n2"),
      unauthorized("n3"),
    );
    expect((await bench.send(server.origin)).result.login).toBe("none");
    expect((await bench.send(server.origin)).result.login).toBe("credentials-rejected");
  });
});

describe("cookies", () => {
  it("go back within the exchange, the user's own first, and are masked", async () => {
    const server = await bench.play(
      asked(challenge("n1"), "Set-Cookie: PHPSESSID=secret1; path=/", "Set-Cookie: gone=secret2; Max-Age=0"),
      ok,
    );
    const { result } = await bench.send(server.origin, { headers: [["Cookie", "mine=secret3"]] });
    expect(server.requests.map((request) => header(request, "Cookie"))).toEqual([
      "mine=secret3",
      "mine=secret3; PHPSESSID=secret1",
    ]);
    expect(JSON.stringify(result)).not.toContain("secret");
  });
});

describe("secrets", () => {
  it("are in nothing that leaves the client, even when the server echoes them", async () => {
    const server = await bench.start((request, socket) =>
      socket.write(
        request.login === null
          ? unauthorized("n1")
          : response(
              "200 OK",
              "",
              `X-Echo: ${header(request, "Authorization")}`,
              'Authentication-Info: rspauth="0123456789abcdef0123456789abcdef", nextnonce="n2"',
            ),
      ),
    );
    const { result, progress } = await bench.send(server.origin);
    const used = server.requests[1]?.login?.get("response") ?? "";
    expect(used).toMatch(/^[0-9a-f]{32}$/u);
    const shown = JSON.stringify([result, progress]);
    for (const secret of [used, "Circle", "6e0bb9bb2f047f97e3de87d07177abb9", "0123456789abcdef0123456789abcdef"]) {
      expect(shown).not.toContain(secret);
    }
    expect(shown).toContain('response=\\"••••••••\\"');
    expect(result.legs[1]?.digest?.derivation).toMatchObject({ selfChecked: true, hexDigits: 32, nc: "00000001" });
  });
});

describe("a login outside ASCII", () => {
  it.each([
    ["Jäsøn Doe", "pässwörd €"],
    ["日本", "пароль"],
    ['quo"te\\back', ' blank "both" ends '],
  ])("is signed over its UTF-8 bytes: %s", async (userName, password) => {
    const server = await bench.start(lenient);
    const credentials = { ...testCredentials, userName, password };
    const { result } = await bench.send(server.origin, { ...post, credentials });
    expect(result.login).toBe("accepted");
    const request = server.requests.at(-1);
    expect(Buffer.from(request?.login?.get("username") ?? "", "latin1").toString()).toBe(userName);
    const authorization = request === undefined ? "" : header(request, "Authorization");
    const wire = { authorization, method: "POST", requestTarget: "/x", body: post.body };
    expect(verifyAuthorization(wire, credentials)).toBe(true);
    expect(result.legs.at(-1)?.digest?.parameters[0]).toMatchObject({ name: "username", value: userName });
  });
});

describe("auth-int", () => {
  it("signs the body and checks the server's proof over the response", async () => {
    const { createHash } = await import("node:crypto");
    const md5 = (text: string | Uint8Array): string => createHash("md5").update(text).digest("hex");
    const ha1 = md5("api_user:r:Circle Of Life");
    let tampered = "";
    const server = await bench.start((request, socket) => {
      const field = (name: string): string => request.login?.get(name) ?? "";
      if (request.login === null) {
        socket.write(asked('WWW-Authenticate: Digest realm="r", nonce="n1", qop="auth-int"'));
        return;
      }
      const kd = (ha2: string): string =>
        md5([ha1, field("nonce"), field("nc"), field("cnonce"), "auth-int", ha2].join(":"));
      const entity = md5(Buffer.from(request.body, "latin1"));
      const right = field("response") === kd(md5(`${request.method}:${field("uri")}:${entity}`));
      const body = "stored";
      const rspauth = kd(md5(`:${field("uri")}:${md5(body)}`));
      socket.write(
        response(right ? "200 OK" : "403 Forbidden", body + tampered, `Authentication-Info: rspauth="${rspauth}"`),
      );
    });
    const { result } = await bench.send(server.origin, post);
    expect(result).toMatchObject({ status: 200, warnings: [] });
    tampered = "!";
    const again = await bench.send(server.origin, post);
    expect(again.result.warnings).toEqual([expect.stringContaining("Server not proven")]);
  });
});

describe("the switches of a connection", () => {
  it("quote qop and extend the user name", async () => {
    const server = await bench.start(lenient);
    const credentials = { ...testCredentials, userName: "Zoë", quoteQop: true, extendedUserName: true };
    await bench.send(server.origin, { credentials });
    const sent = server.requests[1];
    expect(sent === undefined ? "" : header(sent, "Authorization")).toMatch(
      /^Digest username\*=UTF-8''Zo%C3%AB, .*, qop="auth", /u,
    );
  });
});
