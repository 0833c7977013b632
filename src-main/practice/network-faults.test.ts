import { lookup } from "node:dns/promises";
import { X509Certificate } from "node:crypto";
import { createConnection } from "node:net";
import { connect } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCertificate } from "./certificate.ts";
import { createPracticeServer } from "./server.ts";

const server = createPracticeServer();
beforeAll(async () => {
  await server.start();
});
afterAll(() => server.stop());

/** What a socket receives for one request until it ends, or the code of the error if there is one. */
async function talk(baseUrl: string, enough = Number.POSITIVE_INFINITY): Promise<{ text: string; ended: string }> {
  const { port } = new URL(baseUrl);
  return new Promise((resolve) => {
    const socket = createConnection(Number(port), "127.0.0.1");
    let text = "";
    socket.setEncoding("latin1");
    socket.on("connect", () => socket.write("GET /v1/contacts HTTP/1.1\r\nHost: x\r\n\r\n"));
    socket.on("data", (piece: string) => {
      text += piece;
      if (text.length < enough) return;
      socket.destroy();
      resolve({ text, ended: "enough" });
    });
    socket.on("error", (error) => resolve({ text, ended: "code" in error ? String(error.code) : "error" }));
    socket.on("end", () => resolve({ text, ended: "closed" }));
  });
}

test("name-not-found leads to a name that can never exist", async () => {
  const { hostname } = new URL(await server.faultyAddress("name-not-found"));
  await expect(lookup(hostname)).rejects.toThrow();
});

test("refused, reset, closed, not HTTP, headers that stop, bytes that trickle", async () => {
  expect(await talk(await server.faultyAddress("refused"))).toEqual({ text: "", ended: "ECONNREFUSED" });
  expect(await talk(await server.faultyAddress("reset"))).toEqual({ text: "", ended: "ECONNRESET" });
  expect(await talk(await server.faultyAddress("closed"))).toEqual({ text: "", ended: "closed" });
  expect((await talk(await server.faultyAddress("not-http"), 10)).text).toMatch(/^SSH-2\.0-/u);
  expect((await talk(await server.faultyAddress("headers-hang"), 30)).text).toBe(
    "HTTP/1.1 401 Unauthorized\r\nServer: Apa",
  );
  expect((await talk(await server.faultyAddress("trickle"), 28)).text).toBe("HTTP/1.1 200 OK\r\nX-Slow: HHH");
});

test.each([
  ["tls-untrusted", "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ["tls-expired", "CERT_HAS_EXPIRED"],
  ["tls-not-yet-valid", "CERT_NOT_YET_VALID"],
] as const)("%s breaks a real handshake, and serves who does not check", async (fault, code) => {
  const { port } = new URL(await server.faultyAddress(fault));
  const refused = await new Promise<string>((resolve) => {
    connect({ port: Number(port), host: "127.0.0.1" }).on("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code ?? ""),
    );
  });
  expect(refused).toBe(code);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect({ port: Number(port), host: "127.0.0.1", rejectUnauthorized: false });
    socket.on("secureConnect", () => socket.write("GET /v1/contacts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    socket.once("data", (piece: Buffer) => resolve(piece.toString("latin1")));
    socket.on("error", reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/u);
});

test("tls-failed responds with http to https", async () => {
  const baseUrl = await server.faultyAddress("tls-failed");
  expect(baseUrl).toMatch(/^https:/u);
  expect((await talk(baseUrl, 12)).text).toMatch(/^HTTP\/1\.1 401/u);
});

test("a silent server ends with the practice server", async () => {
  const own = createPracticeServer();
  await own.start();
  const silent = talk(await own.faultyAddress("timed-out"));
  await own.stop();
  expect((await silent).text).toBe("");
});

test("a certificate has the right names and dates, and a signature by its own key", () => {
  const made = createCertificate(new Date("2026-01-02T03:04:05.678Z"), new Date("2049-12-31T23:59:59Z"));
  const read = new X509Certificate(made.cert);
  expect(read.subject).toBe("CN=Rezora practice server");
  expect(read.subjectAltName).toBe("DNS:localhost, IP Address:127.0.0.1");
  expect([read.validFrom, read.validTo]).toEqual(["Jan  2 03:04:05 2026 GMT", "Dec 31 23:59:59 2049 GMT"]);
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(createCertificate(new Date(), new Date()).cert).not.toBe(made.cert);
});
