import { nonceCount } from "./alternatives.ts";
import { charsetOf, sent, type HeaderCheckSubject } from "./subject.ts";
import type { HashedInputs } from "./hashed-inputs.ts";

/** The inputs of a right client's response, as far as they are known; otherwise what the header says. */
export function neededInputs(one: HeaderCheckSubject, password: string, proven: HashedInputs | null): HashedInputs {
  const { challenge } = one;
  const nc = sent(one, "nc") ?? "";
  const use = one.nonceUse ?? (/^[0-9a-f]{1,8}$/iu.test(nc) ? Number.parseInt(nc, 16) : 1);
  const qop = challenge === null ? (sent(one, "qop") ?? (nc === "" ? null : "auth")) : challenge.qop;
  return {
    method: one.method ?? proven?.method ?? "GET",
    uri: one.requestTarget ?? sent(one, "uri") ?? "/",
    username: one.login.userName,
    realm: challenge?.realm ?? sent(one, "realm") ?? "",
    nonce: (challenge?.answered === true ? challenge.nonce : sent(one, "nonce")) ?? "",
    nc: nonceCount(use),
    cnonce: sent(one, "cnonce") ?? "",
    qop: qop !== null && /,/u.test(qop) ? "auth" : qop,
    algorithm: challenge?.algorithm ?? one.algorithm ?? { hash: "MD5", session: false },
    charset: charsetOf(one.login, one.challenge, password),
    password,
    body: proven?.body ?? one.request.body ?? "",
  };
}
