import fc from "fast-check";
import { expect, test } from "vitest";
import { computeAnswer, serialiseAnswer } from "../../digest/answer.ts";
import { selectChallenge } from "../../digest/challenge-selection.ts";
import { fromWire } from "../../digest/wire-text.ts";
import { vectorsOfKind } from "../../digest/vectors.ts";
import { clientHeader, pastedLegs, rightValues, serverChallenge, type ClientChange } from "./client-doubles.ts";
import { checkHeader } from "./check-header.ts";

const text = fc.string({
  unit: fc.constantFrom(...Array.from("abcXYZ019 ,=-_.äé€e\u0301\u212b")),
  minLength: 1,
  maxLength: 12,
});

test("whatever our own engine computes matches, for every algorithm, qop and charset", () => {
  fc.assert(
    fc.property(
      fc.record({
        realm: text,
        userName: text.map((name) => `u${name}u`),
        password: text,
        algorithm: fc.constantFrom("", "MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"),
        qop: fc.constantFrom("auth", "auth,auth-int", ""),
        userhash: fc.boolean(),
        extendedUserName: fc.boolean(),
        quoteQop: fc.boolean(),
        utf8: fc.boolean(),
        latin1: fc.boolean(),
        method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
        uri: fc.constantFrom("/v1/contacts", "/v1/contacts.json?a=b%20c", "/"),
        nonceCount: fc.integer({ min: 1, max: 0xffff_ffff }),
      }),
      ({ realm, userName, password, algorithm, qop, userhash, utf8, method, uri, nonceCount, ...switches }) => {
        fc.pre(qop !== "" || !algorithm.endsWith("-sess"));
        const parts = [
          `realm="${Buffer.from(realm).toString("latin1")}", nonce="4c487da82df10=", opaque="x"`,
          ...(qop === "" ? [] : [`qop="${qop}"`]),
          ...(algorithm === "" ? [] : [`algorithm=${algorithm}`]),
          ...(utf8 ? ["charset=UTF-8"] : []),
          ...(userhash ? ["userhash=true"] : []),
        ];
        const { challenge } = selectChallenge([`Digest ${parts.join(", ")}`]);
        if (challenge === null) throw new Error("the challenge was not read");
        const credentials = { userName, password, ...switches };
        const answer = computeAnswer({
          challenge,
          credentials,
          method,
          uri,
          body: new Uint8Array(),
          cnonce: "MjMx",
          nonceCount,
        });
        const header = serialiseAnswer(
          answer.parameters.map((parameter) => ({ ...parameter, value: fromWire(parameter.value) })),
        );
        const pasted = `${method} ${uri} HTTP/1.1\nAuthorization: ${header}\n\n`;
        const headerCheck = checkHeader(
          { text: pasted, method: null, url: null, nonceUse: nonceCount },
          { login: { userName, password, latin1: switches.latin1 }, lastChallenge: challenge },
        );
        expect(headerCheck.rows.filter(({ state }) => state !== "right")).toEqual([]);
        expect(headerCheck.outcome).toBe("matches");
      },
    ),
    { numRuns: 300 },
  );
});

const usuallyQuoted = ["username", "realm", "nonce", "uri", "response", "cnonce", "opaque"];

test.each(vectorsOfKind("response").map((vector) => [vector.id, vector.title, vector] as const))(
  "test vector %s matches, and with a wrong password it does not: %s",
  (_, __, { input, challenge, expect: { params = {}, quoted = usuallyQuoted } }) => {
    const quote = (value: string): string => `"${value.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
    const parameters = Object.entries(params).map(([name, value]) =>
      quoted.includes(name) ? `${name}=${quote(value)}` : `${name}=${value}`,
    );
    const pasted = [
      "HTTP/1.1 401 Unauthorized",
      ...(challenge ?? []).map((value) => `WWW-Authenticate: ${value}`),
      "",
      `${input?.method ?? ""} ${params["uri"] ?? ""} HTTP/1.1`,
      `Authorization: Digest ${parameters.join(", ")}`,
      "",
      input?.body_utf8 ?? "",
    ];
    const given = { text: pasted.join("\n"), method: null, url: null, nonceUse: null };
    const login = { userName: input?.username ?? "", password: input?.password ?? "" };
    const headerCheck = checkHeader(given, { login, lastChallenge: null });
    expect(headerCheck.rows.filter(({ state }) => state === "differs")).toEqual([]);
    expect(headerCheck.outcome).toBe("matches");
    const wrong = checkHeader(given, { login: { ...login, password: `${login.password}x` }, lastChallenge: null });
    expect(wrong.code).toBe("not-reproduced");
  },
);

test("up to three simultaneous mistakes are all reported, and the password is proven", () => {
  const mistakes: Readonly<Record<string, ClientChange>> = {
    uri: { uri: "/v1/contacts.json" },
    nc: { nc: "00000010" },
    method: { method: "POST" },
    realm: { realm: "Rezora API, Europe" },
    username: { username: "HOAK-agent-0412" },
  };
  const some = fc.subarray(Object.keys(mistakes), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(some, fc.boolean(), (inputs, shown) => {
      const hashed = Object.assign({}, ...inputs.map((input) => mistakes[input])) as ClientChange;
      // When shown, the header says what was hashed. Otherwise it says what the right value would have been.
      const pasted = pastedLegs(
        clientHeader(hashed, shown ? hashed : {}),
        serverChallenge({ realm: rightValues.realm }),
      );
      fc.pre(shown || !inputs.includes("realm"));
      fc.pre(shown || !inputs.includes("username"));
      const login = { userName: rightValues.username, password: rightValues.password };
      const headerCheck = checkHeader(
        { text: pasted, method: null, url: null, nonceUse: 10 },
        { login, lastChallenge: null },
      );
      const differing = headerCheck.rows.filter(({ state }) => state === "differs").map(({ input }) => input);
      expect(new Set(differing)).toEqual(new Set(inputs));
      expect(headerCheck.rows.find(({ input }) => input === "password")?.state).toBe("right");
    }),
  );
});

test.each([
  ["NFC, as charset=UTF-8 wants it", "nfc", "utf8", "nfd", false, ", charset=UTF-8", "matches"],
  ["NFD, although charset=UTF-8 wants NFC", "nfd", "utf8", "nfd", false, ", charset=UTF-8", "letters-decomposed"],
  ["NFD without a charset, as it is on file", "nfd", "utf8", "nfd", false, "", "matches"],
  ["Latin-1 by the option", "nfc", "latin1", "nfc", true, "", "matches"],
  ["Latin-1 by the option, decomposed on file", "nfc", "latin1", "nfd", true, "", "matches"],
  ["UTF-8 against the option", "nfc", "utf8", "nfc", true, "", "charset-utf-8"],
  ["UTF-8, which outweighs the option", "nfc", "utf8", "nfc", true, ", charset=UTF-8", "matches"],
  ["Latin-1, although the server asks for UTF-8", "nfc", "latin1", "nfc", true, ", charset=UTF-8", "charset-latin-1"],
  ["Latin-1 without the option", "nfc", "latin1", "nfc", false, "", "charset-latin-1"],
] as const)("hashes as the connection does: %s", (_, theirs, charset, onFile, latin1, extra, code) => {
  const forms = { nfc: "zoë-pässwörd", nfd: "zoë-pässwörd".normalize("NFD") };
  const text = pastedLegs(clientHeader({ password: forms[theirs], charset }), `${serverChallenge()}${extra}`);
  const login = { userName: rightValues.username, password: forms[onFile], latin1 };
  const headerCheck = checkHeader({ text, method: null, url: null, nonceUse: 10 }, { login, lastChallenge: null });
  expect(headerCheck.code).toBe(code);
  expect(headerCheck.outcome === "matches").toBe(code === "matches");
});
