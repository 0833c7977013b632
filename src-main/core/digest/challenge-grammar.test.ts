import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parseChallenges, parseParameters } from "./challenge-grammar.ts";
import { selectChallenge } from "./challenge-selection.ts";

const parameterName = fc.stringMatching(/^[a-z][a-z0-9-]{0,11}$/u);
/** Everything a quoted string may contain on the wire: every byte above 0x7f, and no control character but the tab. */
const wireValue = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
});
const blanks = fc.constantFrom("", " ", "\t", "  \t ");
const scheme = fc.constantFrom("Digest", "dIGEST", "Basic", "Negotiate", "Bearer");

const challenge = fc.record({
  scheme,
  parameters: fc.uniqueArray(fc.tuple(parameterName, wireValue), {
    selector: ([name]) => name,
    minLength: 1,
    maxLength: 8,
  }),
});

function quoted(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the challenge grammar", () => {
  it("reads back any challenges in any layout", () => {
    fc.assert(
      fc.property(fc.array(challenge, { maxLength: 5 }), blanks, blanks, (challenges, around, before) => {
        const field = challenges
          .map(({ scheme: name, parameters }) => {
            const list = parameters.map(([key, value]) => `${key}${before}=${around}${quoted(value)}`);
            return `${name} ${list.join(`${around},${before}`)}`;
          })
          .join(`${before},,${around}`);
        const expected = challenges.map(({ scheme: name, parameters }) => ({
          scheme: name.toLowerCase(),
          token68: null,
          parameters: new Map(parameters),
          repeated: new Map(),
          malformed: false,
        }));
        expect(parseChallenges(field)).toEqual(expected);
      }),
    );
  });

  it("never throws, and whatever it reads can be sent without breaking a header", () => {
    const hostile = fc.string({
      unit: fc.oneof(
        fc.constantFrom("Digest ", "realm", "nonce", "=", '"', "\\", ",", " ", "\t", "a", "\0", "\r\n", "\u007f"),
        fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code)),
      ),
      maxLength: 400,
    });
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 4 }), (lines) => {
        const values = lines.flatMap(parseChallenges).flatMap(({ parameters }) => [...parameters.values()]);
        // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
        expect(values.filter((value) => /[\u0000-\u0008\u000a-\u001f\u007f]/u.test(value))).toEqual([]);
        const { problem } = selectChallenge(lines);
        expect([
          null,
          "no-challenge",
          "no-digest-offered",
          "bad-challenge",
          "unsupported-algorithm",
          "unsupported-qop",
        ]).toContain(problem);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["one long token", "Digest ", "a"],
    ["one long quoted string that is never closed", 'Digest realm="', "a"],
    ["quotes", "Digest ", '"'],
    ["backslashes", 'Digest realm="', "\\"],
    ["equals signs", "Digest a", "="],
    ["commas", "Digest ", ","],
    ["blanks", "Digest a", " "],
    ["blanks after a token68", "Digest a=", " "],
    ["schemes", "", "a "],
    ["schemes in a list", "", "a, "],
    ["schemes and padding", "", "a == "],
    ["parameters", "Digest ", "a=b,"],
    ["empty parameters", "Digest ", 'a="",'],
    ["broken parameters", "Digest ", 'a="b"c"",'],
    ["escaped quotes", "Digest ", String.raw`"\",`],
  ])("looks at every character a fixed number of times: %s", (_, before, unit) => {
    const read = vi.spyOn(String.prototype, "charCodeAt");
    const worst = 8;
    for (const length of [4_096, 65_536]) {
      read.mockClear();
      const field = before + unit.repeat(length / unit.length);
      parseChallenges(field);
      expect(read.mock.calls.length).toBeGreaterThan(field.length / 2);
      expect(read.mock.calls.length).toBeLessThan(worst * field.length);
    }
  });

  it("continues after a broken challenge", () => {
    const { challenge: selected } = selectChallenge(['Basic realm=x"y"z, Digest realm="r", nonce="n"']);
    expect(selected).toMatchObject({ realm: "r", nonce: "n" });
  });

  it.each(["\r\n", "\\\r\n", "\0", "\\\0", "\u007f"])("accepts no control character, escaped or not: %j", (evil) => {
    expect(selectChallenge([`Digest realm="a${evil}b", nonce="n"`]).problem).toBe("bad-challenge");
    expect(selectChallenge([`Digest realm=a${evil}b, nonce="n"`]).challenge?.realm ?? "").not.toContain(evil);
  });

  it("keeps Apache's nonce whole, quoted or not", () => {
    const nonce = "Pzb5Ktk+BQA=3b2ee3c1b0ae33f8c2ed83bbac2d7f56a7a3dcd0";
    for (const value of [nonce, `"${nonce}"`]) {
      expect(selectChallenge([`Digest realm="r", nonce=${value}, qop="auth"`]).challenge?.nonce).toBe(nonce);
    }
  });
});

describe("selectChallenge", () => {
  it("skips challenges that cannot be answered", () => {
    const lines = [
      'Digest realm="r", nonce="1", algorithm=SHA-3',
      'Digest realm="r", nonce="2", qop="auth-conf"',
      'Digest realm="r", qop="auth"',
      'Digest realm="r", nonce="4", qop="auth-int, auth"',
      'Digest realm="r", nonce="5"',
    ];
    expect(selectChallenge(lines).challenge).toMatchObject({ nonce: "4", qop: "auth" });
    expect(selectChallenge(lines.slice(0, 3)).problem).toBe("unsupported-algorithm");
    expect(selectChallenge(lines.slice(1, 3)).problem).toBe("unsupported-qop");
  });
});

describe("parseParameters", () => {
  it("reads Authentication-Info and refuses what is not a list of parameters", () => {
    expect(parseParameters('nextnonce="a,b" , qop = auth,, NC=00000001')).toEqual(
      new Map([
        ["nextnonce", "a,b"],
        ["qop", "auth"],
        ["nc", "00000001"],
      ]),
    );
    for (const broken of ['nextnonce="a', "nextnonce", '="a"', 'a="b" c']) expect(parseParameters(broken)).toBeNull();
  });
});
