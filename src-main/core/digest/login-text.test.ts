import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeAnswer, serialiseAnswer, type Credentials } from "./answer.ts";
import { selectChallenge } from "./challenge-selection.ts";
import { explainParameters } from "./derivation.ts";
import { loginEncodingOf } from "./login-text.ts";

const composed = "Zo\u00eb-w\u00fcnsche";
const decomposed = "Zoe\u0308-wu\u0308nsche";

function answerTo(extra: string, change: Partial<Credentials>) {
  const { challenge } = selectChallenge([`Digest realm="r", nonce="n", qop="auth"${extra}`]);
  if (challenge === null) throw new Error("the test's challenge is broken");
  const credentials = { userName: "u", password: "p", quoteQop: false, extendedUserName: false, ...change };
  const input = { challenge, credentials, method: "GET", uri: "/", body: new Uint8Array(), cnonce: "c", nonceCount: 1 };
  return { input, answer: computeAnswer(input) };
}

const ha1 = (userName: Uint8Array, password: Uint8Array): string =>
  createHash("md5").update(userName).update(":r:").update(password).digest("hex");
const utf8 = (text: string): Uint8Array => Buffer.from(text, "utf8");
const latin1 = (text: string): Uint8Array => Buffer.from(text, "latin1");

describe("the bytes of a login", () => {
  it.each([
    ["charset=UTF-8", ", charset=UTF-8", decomposed, false, utf8(composed)],
    ["charset in quotes and in lower case", ', charset="utf-8"', decomposed, false, utf8(composed)],
    [
      "charset=UTF-8 and the Latin-1 option: the server has said what it expects",
      ", charset=UTF-8",
      composed,
      true,
      utf8(composed),
    ],
    ["no charset: as typed", "", decomposed, false, utf8(decomposed)],
    ["another charset: as typed", ", charset=ISO-8859-1", decomposed, false, utf8(decomposed)],
    ["the Latin-1 option", "", composed, true, latin1(composed)],
    ["the Latin-1 option, decomposed", "", decomposed, true, latin1(composed)],
    ["the Latin-1 option and a letter that Latin-1 lacks", "", "pässwörd €", true, utf8("pässwörd €")],
  ] as const)("%s", (_, extra, text, option, bytes) => {
    const { answer } = answerTo(extra, { userName: text, password: text, latin1: option });
    expect(answer.ha1).toBe(ha1(bytes, bytes));
    const field = serialiseAnswer(answer.parameters);
    expect(field).toContain(`username="${Buffer.from(bytes).toString("latin1")}"`);
  });

  it("are those of the composed name in userhash and username*", () => {
    const hashed = answerTo(", charset=UTF-8, userhash=true", { userName: decomposed }).answer;
    const expected = createHash("md5").update(`${composed}:r`).digest("hex");
    expect(hashed.parameters[0]).toMatchObject({ name: "username", value: expected });
    const extended = answerTo(", charset=UTF-8", { userName: decomposed, extendedUserName: true }).answer;
    expect(extended.parameters[0]).toMatchObject({ name: "username*", value: "UTF-8''Zo%C3%AB-w%C3%BCnsche" });
  });

  it("are those of the composed text in -sess", () => {
    const { answer } = answerTo(", charset=UTF-8, algorithm=MD5-sess", { password: decomposed });
    const secret = ha1(utf8("u"), utf8(composed));
    expect(answer.ha1).toBe(createHash("md5").update(`${secret}:n:c`).digest("hex"));
  });

  it("are in the same encoding for both parts", () => {
    const login = { userName: "Łukasz", password: "pässwörd", latin1: true };
    expect(loginEncodingOf({ utf8: false }, login)).toBe("as-typed");
  });

  it("are explained when they are not simply those of the typed text", () => {
    const note = (extra: string, change: Partial<Credentials>): string => {
      const { input, answer } = answerTo(extra, change);
      return explainParameters(input, answer)[0]?.note ?? "";
    };
    expect(note(", charset=UTF-8", { userName: decomposed })).toBe("quoted, composed as charset=UTF-8 asks");
    expect(note("", { userName: composed, latin1: true })).toBe("quoted, in Latin-1 as this connection asks");
    expect(note(", charset=UTF-8", { userName: "plain" })).toBe("quoted");
  });

  it("are the same for every canonically equal login when the challenge names UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (userName, password) => {
        const forms = (["NFC", "NFD"] as const).map((form) =>
          answerTo(", charset=UTF-8", { userName: userName.normalize(form), password: password.normalize(form) }),
        );
        expect(forms[0]?.answer).toEqual(forms[1]?.answer);
      }),
    );
  });
});
