import { createServer as createPlain } from "node:net";
import { createServer, type TlsOptions } from "node:tls";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listen } from "../../http/loopback.ts";
import { createTestAuthority, trust, type CertificateName, type TestAuthority } from "../cases/certificates.ts";
import { createDoctorBench, type DoctorBench } from "../cases/doctor-bench.ts";
import type { Script } from "../cases/scripted-server.ts";
import { asksForCertificate, protocolOf } from "./handshake-bytes.ts";
import { lookAtTls } from "./look-at-tls.ts";

let authority: TestAuthority;
let bench: DoctorBench;
let distrust: () => void;

beforeAll(async () => {
  authority = await createTestAuthority();
  distrust = trust(authority.root);
  bench = await createDoctorBench(authority);
});
afterAll(async () => {
  distrust();
  await bench.close();
});

/** Words of the library and of its sources, which belong in the evidence only. */
const libraryWords = /error:|routines|openssl|\.c:|ssl\/|_[A-Z]{3,}|ERR_|EPROTO/iu;

async function verdictOf(script: Script): Promise<{ code: string; said: string; evidence: string }> {
  const { verdict, steps } = await bench.diagnose(script);
  if (verdict === null) throw new Error("there is no verdict");
  const said = `${verdict.title} ${verdict.explanation} ${verdict.tell}`;
  const sentences = steps.map(({ sentence }) => sentence).join(" ");
  expect(`${said} ${sentences}`).not.toMatch(libraryWords);
  return { code: verdict.code, said, evidence: JSON.stringify(steps.map(({ evidence }) => evidence)) };
}

describe("a certificate", () => {
  const cases: readonly (readonly [CertificateName, string, RegExp])[] = [
    ["good", "valid-agent", /The login works/u],
    ["future", "tls-not-yet-valid", /valid from 2099-01-01 00:00:00 UTC; this computer has 2026-11-23 12:00:00 UTC/u],
    ["past", "tls-expired", /valid until 2021-01-01 00:00:00 UTC; this computer has 2026-11-23 12:00:00 UTC/u],
    ["elsewhere", "tls-untrusted", /for `oak\.example` and `www\.oak\.example` and not for `localhost`/u],
    ["self-signed", "tls-untrusted", /self-signed/u],
    [
      "no-intermediate",
      "tls-untrusted",
      /issued by “Oak issuing authority”.+does not send the intermediate certificate/u,
    ],
    ["weak", "tls-untrusted", /too weak to be relied on/u],
  ];
  test.each(cases)("%s is %s", async (certificate, code, words) => {
    // OpenSSL would not serve the weak certificate otherwise.
    const options: TlsOptions = certificate === "weak" ? { ciphers: "DEFAULT@SECLEVEL=0" } : {};
    const found = await verdictOf({ tls: { certificate, options }, host: "localhost" });
    expect(found.code, found.evidence).toBe(code);
    expect(found.said).toMatch(words);
    if (code !== "valid-agent") expect(found.said).toContain("Your user name and password were not sent");
  });

  test("under an untrusted root is reported with its issuer", async () => {
    distrust();
    try {
      const found = await verdictOf({ tls: { certificate: "good" }, host: "localhost" });
      expect(found.code).toBe("tls-untrusted");
      expect(found.said).toContain("“Oak test root”");
      expect(found.evidence).toContain("issuer Oak test root");
    } finally {
      distrust = trust(authority.root);
    }
  });
});

describe("a client certificate the server asks for", () => {
  test.each(["TLSv1.3", "TLSv1.2"] as const)("in %s", async (version) => {
    const options: TlsOptions = {
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: version,
      maxVersion: version,
    };
    const found = await verdictOf({ tls: { certificate: "good", options }, host: "localhost" });
    expect(found.code).toBe("client-certificate-wanted");
  });

  test("from a web server that says so in a page", async () => {
    const page = "<html><title>400 No required SSL certificate was sent</title></html>";
    const unsigned = `HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nContent-Length: ${page.length}\r\n\r\n${page}`;
    expect((await verdictOf({ unsigned })).code).toBe("client-certificate-wanted");
  });

  test("but does not require is not a reason", async () => {
    const options: TlsOptions = { requestCert: true, rejectUnauthorized: false };
    const found = await verdictOf({ tls: { certificate: "good", options }, host: "localhost" });
    expect(found.code).toBe("valid-agent");
  });
});

describe("https and http mixed up", () => {
  test.each([
    ["nginx", "HTTP/1.1 400 Bad Request", "<title>400 The plain HTTP request was sent to HTTPS port</title>"],
    ["Apache", "HTTP/1.1 400 Bad Request", "Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />"],
    ["Go", "HTTP/1.0 400 Bad Request", "Client sent an HTTP request to an HTTPS server.\n"],
    ["Tomcat", "HTTP/1.1 400", "Bad Request\r\nThis combination of host and port requires TLS.\r\n"],
    ["IIS", "HTTP/1.1 403 Forbidden", "<h2>403.4 - Forbidden: SSL is required to view this resource.</h2>"],
  ])("%s says that it expects https", async (_name, status, page) => {
    const unsigned = `${status}\r\nContent-Length: ${page.length}\r\n\r\n${page}`;
    expect((await verdictOf({ unsigned })).code).toBe("https-expected");
  });

  test.each([
    ["HTTP/1.1 400 Bad Request", "<a href='https://support.example/tls'>Bad request</a>", "unexpected-answer"],
    ["HTTP/1.1 403 Forbidden", "Your address is not allowed.", "forbidden"],
  ])("%s with %s does not", async (status, page, code) => {
    const unsigned = `${status}\r\nContent-Length: ${page.length}\r\n\r\n${page}`;
    expect((await verdictOf({ unsigned })).code).toBe(code);
  });

  test("http to a TLS port, whatever its certificate", async () => {
    for (const certificate of ["good", "self-signed", "past"]) {
      const found = await verdictOf({ tls: { certificate }, scheme: "http" });
      expect(found).toMatchObject({ code: "https-expected" });
      expect(found.said).toContain("Change the base URL to https");
    }
  });

  test("http to a TLS server that is silent until it sees a handshake", async () => {
    const secure = createServer(authority.certificates.good);
    secure.on("tlsClientError", () => undefined);
    const front = createPlain((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", (chunk) => {
        if (chunk[0] !== 22) return;
        socket.pause();
        socket.unshift(chunk);
        secure.emit("connection", socket);
      });
    });
    const port = await listen(front);
    const found = await verdictOf({ scheme: "http", port });
    expect(found.code).toBe("https-expected");
    front.close();
  });

  test("https to a plain port", async () => {
    // Some wait for the end of a request that never comes, others respond to what they cannot parse.
    const silent = await verdictOf({ scheme: "https" });
    expect(silent.code).toBe("tls-failed");
    expect(silent.said).toContain("The port speaks plain http: the base URL must begin with http.");
    expect(bench.lastServer()?.requests.map((head) => head.split("\r\n", 1)[0])).toEqual(["GET / HTTP/1.1"]);
    const bad = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    const spoken = await verdictOf({ scheme: "https", anything: bad });
    expect(spoken.said).toContain("The port speaks plain http: the base URL must begin with http.");
  });

  test("a connection that is closed or reset by a server without TLS is reported only as that", async () => {
    const server = createPlain((socket) => socket.end());
    const port = await listen(server);
    const sighting = await lookAtTls({
      hostname: "127.0.0.1",
      port,
      idleTimeoutMs: 5_000,
      signal: new AbortController().signal,
    });
    expect(sighting).toMatchObject({ speaks: "nothing", certificate: null, asksForCertificate: false });
    server.close();
  });
});

test("old versions of TLS are reported as old", async () => {
  const options: TlsOptions = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" };
  const found = await verdictOf({ tls: { certificate: "good", options }, host: "localhost" });
  expect(found.code).toBe("tls-failed");
  expect(found.said).toContain("only versions of TLS");
});

test("nothing is sent on the connection that inspects a certificate, and a cancelled inspection ends", async () => {
  let received = 0;
  const server = createServer(authority.certificates.good, (socket) => {
    socket.on("data", (chunk: Buffer) => {
      received += chunk.length;
    });
  });
  const port = await listen(server);
  const place = { hostname: "127.0.0.1", port, idleTimeoutMs: 5_000, signal: new AbortController().signal };
  const sighting = await lookAtTls(place);
  expect(sighting).toMatchObject({ speaks: "tls", distrust: "", problem: "" });
  expect(sighting.certificate).toMatchObject({ subject: "localhost", issuer: "Oak test root" });
  expect(received).toBe(0);
  expect((await lookAtTls({ ...place, signal: AbortSignal.abort() })).speaks).toBe("nothing");
  server.close();
});

test("no sequence of bytes makes the readers throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const handshake = Uint8Array.from([22, 3, 3, 0, 60, ...bytes]);
      for (const each of [bytes, handshake]) {
        expect(["tls", "http", "other", "nothing"]).toContain(protocolOf(each));
        expect(typeof asksForCertificate(each)).toBe("boolean");
      }
    }),
  );
});

test("bytes are distinguished by how they begin, even when truncated", () => {
  const of = (...bytes: number[]): string => protocolOf(Uint8Array.from(bytes));
  expect(of()).toBe("nothing");
  expect([of(21), of(21, 3, 1, 0, 2, 2, 70), of(22, 3, 3)]).toEqual(["tls", "tls", "tls"]);
  expect([of(22, 9), of(83, 83, 72)]).toEqual(["other", "other"]);
  expect(protocolOf(Buffer.from("HTTP/1.1 400"))).toBe("http");
  // A CertificateRequest that spans two records, after a message of three bytes.
  const bytes = Buffer.from("1603030007020000030a0b0c16030300060d00000400001603030002aabb", "hex");
  expect(asksForCertificate(bytes)).toBe(true);
  for (let length = 0; length < 14; length += 1) expect(asksForCertificate(bytes.subarray(0, length))).toBe(false);
});
