import { createHash } from "node:crypto";

/** What a client hashes and what it writes into its header: the same values, unless it has a defect. */
export interface ClientValues {
  readonly method: string;
  readonly uri: string;
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly nc: string | null;
  readonly cnonce: string | null;
  readonly qop: string | null;
  readonly algorithm: string | null;
  readonly opaque: string | null;
  readonly charset: "utf8" | "latin1";
  readonly password: string;
}

export const rightValues: ClientValues = {
  method: "GET",
  uri: "/v1/contacts.json?since=2010-07-01",
  username: "hoak-agent-0412",
  realm: "Rezora API",
  nonce: "4c487da82df10",
  nc: "0000000a",
  cnonce: "MjMxATNz4fQe",
  qop: "auth",
  algorithm: null,
  opaque: "e24302732637d79c61441bbe483ec0b7",
  charset: "utf8",
  password: "practice",
};

export type ClientChange = Partial<ClientValues>;

/** The response over these values, implemented independently of the code under test (RFC 2617 §3.2.2). */
export function clientResponse(values: ClientValues): string {
  const [hash = "MD5", session] = (values.algorithm ?? "MD5").split("-sess");
  const name = { MD5: "md5", "SHA-256": "sha256", "SHA-512-256": "sha512-256" }[hash] ?? "md5";
  const H = (text: string, charset: BufferEncoding = "utf8") =>
    createHash(name).update(Buffer.from(text, charset)).digest("hex");
  const secret = H(`${values.username}:${values.realm}:${values.password}`, values.charset);
  const ha1 = session === undefined ? secret : H(`${secret}:${values.nonce}:${values.cnonce ?? ""}`);
  const ha2 = H(`${values.method}:${values.uri}`);
  return values.qop === null
    ? H(`${ha1}:${values.nonce}:${ha2}`)
    : H(`${ha1}:${values.nonce}:${values.nc ?? ""}:${values.cnonce ?? ""}:${values.qop}:${ha2}`);
}

/** An Authorization header of a client that hashes one thing and may write another. */
export function clientHeader(hashed: ClientChange = {}, written: ClientChange = hashed): string {
  const response = clientResponse({ ...rightValues, ...hashed });
  const { username, realm, nonce, uri, qop, nc, cnonce, opaque, algorithm } = { ...rightValues, ...written };
  const quote = (text: string) => `"${text.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
  const parameters = [
    `username=${quote(username)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(uri)}`,
    ...(qop === null ? [] : [`qop=${/,/u.test(qop) ? quote(qop) : qop}`]),
    ...(nc === null ? [] : [`nc=${nc}`]),
    ...(cnonce === null ? [] : [`cnonce=${quote(cnonce)}`]),
    `response="${response}"`,
    ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
    ...(algorithm === null ? [] : [`algorithm=${algorithm}`]),
  ];
  return `Digest ${parameters.join(", ")}`;
}

/** The challenge that belongs to `rightValues`. */
export function serverChallenge(change: ClientChange = {}): string {
  const { realm, nonce, qop, opaque, algorithm } = { ...rightValues, ...change };
  const quote = (text: string) => `"${text.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
  const parameters = [
    `realm=${quote(realm)}`,
    ...(qop === null ? [] : [`qop="${qop}"`]),
    `nonce=${quote(nonce)}`,
    ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
    ...(algorithm === null ? [] : [`algorithm=${algorithm}`]),
  ];
  return `Digest ${parameters.join(",")}`;
}

/** Both legs of a login as users paste them; without a challenge only the second. */
export function pastedLegs(
  authorization: string | null,
  challenge: string | null = serverChallenge(),
  requestLine = `GET ${rightValues.uri} HTTP/1.1`,
): string {
  const answer = challenge === null ? "" : `HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: ${challenge}\r\n\r\n`;
  const header = authorization === null ? "" : `Authorization: ${authorization}\r\n`;
  return `${answer}${requestLine}\r\nHost: api.rezora.com\r\n${header}Accept: application/json\r\n\r\n`;
}
