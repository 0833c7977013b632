import { expect, test } from "vitest";
import type { PracticeAccount } from "./accounts.ts";
import { DigestLogin } from "./digest.ts";
import { authorize } from "./test-client.ts";

const account: PracticeAccount = { userName: "ann", password: "pa:ss é", level: "agent" };

function start() {
  const login = new DigestLogin([account]);
  const nonce = /nonce="([^"]+)"/u.exec(login.challenge())?.[1] ?? "";
  /** Node passes headers with one character per byte. */
  const check = (header: string | undefined, method = "GET") =>
    login.check(header && Buffer.from(header, "utf8").toString("latin1"), method).account;
  return { login, nonce, check };
}

test("the challenge is the manual's: 13 hex digits, md5 of the realm, no stale, no algorithm", () => {
  const { login } = start();
  const opaque = "e24302732637d79c61441bbe483ec0b7";
  expect(login.challenge()).toMatch(
    new RegExp(`^Digest realm="Rezora API",qop="auth",nonce="[0-9a-f]{13}",opaque="${opaque}"$`, "u"),
  );
  const nonces = Array.from({ length: 1_000 }, () => login.challenge());
  expect(new Set(nonces).size).toBe(1_000);
});

test("a correct response is accepted, with qop and nc quoted or not", () => {
  const { nonce, check } = start();
  expect(check(authorize(account, "GET", "/v1/lists", nonce, 1))).toBe(account);
  expect(check(authorize(account, "GET", "/v1/lists", nonce, 2, { qop: '"auth"', nc: '"00000002"' }))).toBe(account);
  expect(check(authorize(account, "PUT", "/v1/lists/1", nonce, 3), "PUT")).toBe(account);
});

test("everything else is refused", () => {
  const { nonce, check } = start();
  const right = authorize(account, "GET", "/v1/lists", nonce, 1);
  for (const part of ["username", "nonce", "uri", "cnonce", "nc", "qop", "response"])
    expect(check(authorize(account, "GET", "/v1/lists", nonce, 1, { [part]: "" })), `without ${part}`).toBeNull();
  for (const part of ["username", "nonce", "uri", "cnonce", "response"])
    expect(check(authorize(account, "GET", "/v1/lists", nonce, 1, { [part]: '"other"' })), `other ${part}`).toBeNull();
  expect(check(authorize({ ...account, password: "wrong" }, "GET", "/v1/lists", nonce, 1))).toBeNull();
  expect(check(authorize({ ...account, userName: "bob" }, "GET", "/v1/lists", nonce, 1))).toBeNull();
  expect(check(authorize(account, "GET", "/v1/lists", "4c487da82df10", 1))).toBeNull();
  expect(check(right, "DELETE")).toBeNull();
  expect(check(undefined)).toBeNull();
  expect(check("Basic YW5uOnBhc3M=")).toBeNull();
  expect(check(right)).toBe(account);
});

test("a count is accepted once; a late one within 64 is accepted, an older one is not", () => {
  const { nonce, check } = start();
  const accepts = (nc: number) => check(authorize(account, "GET", "/", nonce, nc)) !== null;
  expect([accepts(0), accepts(1), accepts(1), accepts(10), accepts(5), accepts(5), accepts(10)]).toEqual([
    false,
    true,
    false,
    true,
    true,
    false,
    false,
  ]);
  expect([accepts(200), accepts(137), accepts(136), accepts(6)]).toEqual([true, true, false, false]);
});

test("a wrong response does not use up a count", () => {
  const { nonce, check } = start();
  expect(check(authorize({ ...account, password: "wrong" }, "GET", "/", nonce, 1))).toBeNull();
  expect(check(authorize(account, "GET", "/", nonce, 1))).toBe(account);
});

test("only the last 10,000 nonces are remembered", () => {
  const { login, nonce, check } = start();
  for (let count = 0; count < 9_999; count += 1) login.challenge();
  expect(check(authorize(account, "GET", "/", nonce, 1))).toBe(account);
  login.challenge();
  expect(check(authorize(account, "GET", "/", nonce, 2))).toBeNull();
});
