import { describe, expect, it } from "vitest";
import { selectChallenge, type DigestChallenge } from "./challenge-selection.ts";
import { DigestSession } from "./session.ts";

let counter = 0;
const random = {
  bytes: (length: number) => new Uint8Array(length).fill(counter++),
  uuid: () => "unused",
};

function challenge(nonce: string, realm = "r"): DigestChallenge {
  const { challenge: read } = selectChallenge([`Digest realm="${realm}", nonce="${nonce}", qop="auth"`]);
  if (read === null) throw new Error("the test's challenge is broken");
  return read;
}

function session(nonce: string): DigestSession {
  const created = new DigestSession(random);
  created.adopt(challenge(nonce));
  return created;
}

function used(of: DigestSession) {
  const use = of.use();
  if (use === null) throw new Error("no nonce to use");
  return use;
}

describe("DigestSession", () => {
  it("needs a challenge first", () => {
    const empty = new DigestSession(random);
    expect([empty.hasNonce, empty.use()]).toEqual([false, null]);
  });

  it("counts the uses of a nonce and keeps its cnonce", () => {
    const one = session("n1");
    const uses = [used(one), used(one), used(one)];
    expect(uses.map(({ nonceCount }) => nonceCount)).toEqual([1, 2, 3]);
    expect(new Set(uses.map(({ cnonce }) => cnonce)).size).toBe(1);
  });

  it("restarts the count for a new nonce and continues it for the same one", () => {
    const one = session("n1");
    const before = used(one);
    one.adopt(challenge("n1"));
    expect(used(one)).toMatchObject({ nonceCount: 2, cnonce: before.cnonce });
    one.adopt(challenge("n2"));
    const after = used(one);
    expect(after).toMatchObject({ nonceCount: 1, challenge: { nonce: "n2" } });
    expect(after.cnonce).not.toBe(before.cnonce);
  });

  it("takes a cnonce from the random source: 12 bytes", () => {
    expect(Buffer.from(used(session("n1")).cnonce, "base64url")).toHaveLength(12);
  });

  it("asks for a new challenge instead of overflowing nc", () => {
    const one = new DigestSession(random, 2);
    one.adopt(challenge("n1"));
    expect([one.use()?.nonceCount, one.use()?.nonceCount, one.hasNonce, one.use()]).toEqual([1, 2, false, null]);
  });

  it("uses nextnonce only for the nonce it follows", () => {
    const one = session("n1");
    const late = used(one);
    one.replaceNonce(late, "n2");
    expect(used(one)).toMatchObject({ nonceCount: 1, challenge: { nonce: "n2" } });
    one.replaceNonce(late, "n3");
    one.dropNonce(late);
    expect(used(one)).toMatchObject({ nonceCount: 2, challenge: { nonce: "n2" } });
  });

  it("remembers for which realm the login was accepted", () => {
    const one = session("n1");
    expect(one.isProven("r")).toBe(false);
    one.accepted(used(one));
    one.dropNonce(used(one));
    expect([one.isProven("r"), one.isProven("other"), one.hasNonce]).toEqual([true, false, false]);
  });
});
