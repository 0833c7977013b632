import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createBench } from "./bench.ts";
import { challenge, response, testCredentials, type Responder } from "./loopback.ts";

const bench = createBench();

/** Verifies the login using bytes that the test chooses. */
function expectBytes(extra: string, userName: Uint8Array, password: Uint8Array): Responder {
  const md5 = (text: string | Uint8Array): string => createHash("md5").update(text).digest("hex");
  const ha1 = md5(Buffer.concat([userName, Buffer.from(":Rezora API:"), password]));
  return (request, socket) => {
    const field = (name: string): string => request.login?.get(name) ?? "";
    const ha2 = md5(`${request.method}:${field("uri")}`);
    const right = md5([ha1, field("nonce"), field("nc"), field("cnonce"), "auth", ha2].join(":"));
    const isNamed = Buffer.from(field("username"), "latin1").equals(userName);
    const good = request.login !== null && isNamed && field("response") === right;
    socket.write(good ? response("200 OK", "ok") : response("401 Unauthorized", "", challenge("n1", extra)));
  };
}

describe("letters outside ASCII", () => {
  it("are composed where the challenge says charset=UTF-8", async () => {
    const stored = Buffer.from("Zo\u00eb-w\u00fcnsche");
    const server = await bench.start(expectBytes(", charset=UTF-8", stored, stored));
    const typed = "Zoe\u0308-wu\u0308nsche";
    const { result } = await bench.send(server.origin, {
      credentials: { ...testCredentials, userName: typed, password: typed },
    });
    expect(result).toMatchObject({ status: 200, login: "accepted" });
  });

  it("are hashed in Latin-1 where the connection is set to it, and otherwise in UTF-8", async () => {
    const stored = Buffer.from("p\u00e4ssw\u00f6rd", "latin1");
    const server = await bench.start(expectBytes("", stored, stored));
    const credentials = { ...testCredentials, userName: "p\u00e4ssw\u00f6rd", password: "p\u00e4ssw\u00f6rd" };
    expect((await bench.send(server.origin, { credentials })).result.login).toBe("credentials-rejected");
    const { result } = await bench.send(server.origin, { credentials: { ...credentials, latin1: true } });
    expect(result).toMatchObject({ status: 200, login: "accepted" });
  });
});
