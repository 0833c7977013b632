import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { parseChallenges } from "./challenge-grammar.ts";
import { recoverChallenges } from "./challenge-recovery.ts";
import { explainRefusal, selectChallenge } from "./challenge-selection.ts";

/** One character is one byte, as on the wire. */
const cases = z
  .object({
    recovered: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        fields: z.array(z.string()),
        read: z.object({
          realm: z.string(),
          nonce: z.string(),
          qop: z.string().nullable(),
          opaque: z.string().nullable(),
        }),
        damage: z.array(z.string()).optional(),
      }),
    ),
    refused: z.array(z.object({ title: z.string(), field: z.string(), reason: z.string().optional() })),
  })
  .parse(JSON.parse(readFileSync(new URL("cases/damaged-challenges.json", import.meta.url), "utf8")));

describe("a damaged challenge", () => {
  it.each(cases.recovered)("$id, $title, is read and described", ({ fields, read, damage }) => {
    const { challenge } = selectChallenge(fields);
    expect(challenge).toMatchObject(read);
    expect(challenge?.damage.length).toBeGreaterThan(0);
    if (damage !== undefined) expect(challenge?.damage).toEqual(damage);
  });

  it.each(cases.refused)("is refused: $title", ({ field, reason }) => {
    expect(selectChallenge([field]).problem).toBe("bad-challenge");
    if (reason !== undefined) expect(explainRefusal([field]).at(-1)).toBe(reason);
  });

  it.each([
    ["md-5", "MD5", "md-5"],
    ["MD_5", "MD5", "MD_5"],
    ["md5sess", "MD5-sess", "md5sess"],
    ["SHA256", "SHA-256", "SHA256"],
    ["sha2-256", "SHA-256", "sha2-256"],
    ["SHA-512/256", "SHA-512-256", "SHA-512-256"],
    ["SHA512-256-SESS", "SHA-512-256-sess", "SHA512-256-SESS"],
    ["SHA-256, MD5", "SHA-256", "SHA-256"],
    ["SHA-1, MD5", "MD5", "MD5"],
  ])("names its algorithm %s: computed as %s, sent back as %s", (received, computed, sent) => {
    const { challenge } = selectChallenge([`Digest realm="r", nonce="n", qop="auth", algorithm="${received}"`]);
    const { hash, session } = challenge?.algorithm ?? { hash: "", session: false };
    expect([session ? `${hash}-sess` : hash, challenge?.algorithmName]).toEqual([computed, sent]);
    expect(challenge?.damage).toHaveLength(1);
  });

  it.each(["", "SHA-1", "SHA-384", "MD4", "SHA-1-banana", "MD55", "AES"])(
    "is not computed for the algorithm %j",
    (algorithm) => {
      const { problem } = selectChallenge([`Digest realm="r", nonce="n", qop="auth", algorithm="${algorithm}"`]);
      expect(problem).toBe("unsupported-algorithm");
    },
  );

  it.each([
    ["opaque", 'opaque="a", OPAQUE="b"', "opaque", "b", "with different values of which the last one counts"],
    ["nonce three times", 'nonce="x", nonce="z", nonce="z"', "nonce", "z", "with different values of which the last"],
    ["qop", 'qop="auth", qop="auth"', "qop", "auth", "always with the same value"],
  ] as const)("with a parameter more than once takes the last value and says so: %s", (_, twice, name, last, words) => {
    const { challenge } = selectChallenge([`Digest realm="r", nonce="n", qop="auth", ${twice}`]);
    expect(challenge?.[name]).toBe(last);
    expect(challenge?.damage).toEqual([expect.stringContaining(words)]);
    expect(challenge?.damage[0]).toContain(` ${name} is given more than once`);
  });

  it("becomes a second one where the scheme is repeated, and a repeated unknown parameter does no harm", () => {
    const two = ['Digest realm="a", nonce="1", qop="auth", Digest realm="b", nonce="2", qop="auth"'];
    expect(selectChallenge(two).challenge).toMatchObject({ realm: "a", nonce: "1", damage: [] });
    expect(selectChallenge(['Digest realm="a", nonce="1", x=1, x=2']).challenge).toMatchObject({ damage: [] });
  });

  it("is passed over for a sound one in any other field", () => {
    const fields = ['Digest realm="a" nonce="1"', 'Basic realm="b"', 'Digest realm="c", nonce="3"'];
    expect(selectChallenge(fields).challenge).toMatchObject({ realm: "c", damage: [] });
  });
});

const wireText = (from: number, to: number, without = "") =>
  fc.string({
    unit: fc
      .integer({ min: from, max: to })
      .map((code) => String.fromCharCode(code))
      .filter((character) => character !== "\x7f" && !without.includes(character)),
    maxLength: 24,
  });
/** Anything that a quoted string can contain, and what a hostile server would put there. */
const anyText = fc.oneof(
  wireText(0x20, 0xff),
  fc
    .array(fc.constantFrom('"', "\\", ",", ";", "=", " ", "nonce", "realm=", "Digest ", "Basic", "'", "qop=auth"), {
      maxLength: 8,
    })
    .map((parts) => parts.join("")),
);
/** Words like those in realm names: nothing in them is a mark, a separator or a parameter. */
const plainText = fc
  .array(fc.stringMatching(/^[A-Za-z0-9.!()-]{1,8}$/u), { minLength: 1, maxLength: 4 })
  .map((words) => words.join(" "));
const hex = fc.stringMatching(/^[0-9a-f]{8,32}$/u);
const escape = (text: string): string => text.replaceAll(/["\\]/gu, String.raw`\$&`);
const quote = (text: string): string => `"${escape(text)}"`;
const schemeBeside = fc.constantFrom("", "Negotiate, ", 'Basic realm="x", ', "NTLM, ");

interface Values {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string;
}

const readOf = (fields: readonly string[]) => {
  const { challenge } = selectChallenge(fields);
  return challenge === null ? null : { realm: challenge.realm, nonce: challenge.nonce, opaque: challenge.opaque };
};

describe("properties of the two readings", () => {
  it("a sound challenge is read by the grammar alone, whatever its values contain", () => {
    fc.assert(
      fc.property(
        anyText,
        anyText.filter((nonce) => nonce !== ""),
        anyText,
        schemeBeside,
        fc.constantFrom(", ", ",", " , ", ",, "),
        (realm, nonce, opaque, beside, comma) => {
          const parameters = [
            `realm=${quote(realm)}`,
            `nonce=${quote(nonce)}`,
            `opaque=${quote(opaque)}`,
            'qop="auth"',
          ];
          const field = `${beside}Digest ${parameters.join(comma)}`;
          const { challenge } = selectChallenge([field]);
          expect(challenge).toMatchObject({ realm, nonce, opaque, qop: "auth", damage: [] });
          const strict = parseChallenges(field).find(({ scheme }) => scheme === "digest")?.parameters;
          expect(strict?.get("realm")).toBe(realm);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("other separators give the original values, whatever they contain", () => {
    const separator = fc.constantFrom(" ", "; ", ";", ", ", ",;", " ; ", "", "\t");
    fc.assert(
      fc.property(
        anyText,
        hex,
        anyText,
        fc.array(separator, { minLength: 3, maxLength: 3 }),
        schemeBeside,
        (realm, nonce, opaque, [first = "", second = "", third = ""], beside) => {
          const field = `${beside}Digest realm=${quote(realm)}${first}nonce=${quote(nonce)}${second}opaque=${quote(opaque)}${third}qop="auth"`;
          expect(readOf([field])).toEqual({ realm, nonce, opaque });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("other quotes give the original words", () => {
    const marks = fc.constantFrom(
      ["'", "'"],
      ["", ""],
      ['""', '""'],
      ['"', '""'],
      ["\x93", "\x94"],
      ["\xe2\x80\x9c", "\xe2\x80\x9d"],
      ["\xe2\x80\x98", "\xe2\x80\x99"],
      [String.raw`\"`, String.raw`\"`],
      ["&quot;", "&quot;"],
      ["", '"'],
      ['"', ""],
    );
    fc.assert(
      fc.property(
        fc.record({ realm: plainText, nonce: hex, opaque: hex }),
        fc.array(marks, { minLength: 3, maxLength: 3 }),
        fc.constantFrom(", ", " ", "; "),
        ({ realm, nonce, opaque }: Values, chosen, separator) => {
          // A quote that is never closed and one that was never opened enclose one sound value between them.
          fc.pre(
            !(
              chosen.some(([open, close]) => open !== "" && close === "") &&
              chosen.some(([open, close]) => open === "" && close !== "")
            ),
          );
          const written = [realm, nonce, opaque].map((value, index) => {
            const [open = "", close = ""] = chosen[index] ?? [];
            return `${["realm", "nonce", "opaque"][index]}=${open}${value}${close}`;
          });
          expect(readOf([`Digest ${written.join(separator)}${separator}qop="auth"`])).toEqual({ realm, nonce, opaque });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("a challenge that lost or gained some characters gives the original values or nothing", () => {
    const mark = fc.constantFrom('"', ",", ";", " ", "'", "=", "\\", "junk");
    fc.assert(
      fc.property(
        fc.record({ realm: plainText, nonce: hex, opaque: hex }),
        fc.nat({ max: 200 }),
        fc.option(mark, { nil: null }),
        ({ realm, nonce, opaque }, place, inserted) => {
          const sound = `Digest realm="${realm}", nonce="${nonce}", opaque="${opaque}", qop="auth"`;
          const structural = Array.from(sound.matchAll(/[",]/gu), ({ index }) => index);
          const at = structural[place % structural.length] ?? 0;
          const damaged =
            inserted === null
              ? sound.slice(0, at) + sound.slice(at + 1)
              : sound.slice(0, at) + inserted + sound.slice(at);
          const read = readOf([damaged]);
          const byGrammar = parseChallenges(damaged).filter(({ malformed }) => !malformed);
          // What the grammar accepts is not damaged to it: a mark inside the quotes is part of the value.
          if (read === null || byGrammar.some(({ parameters }) => parameters.get("nonce") !== undefined)) return;
          expect(read).toEqual({ realm, nonce, opaque });
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it("never throws, and whatever it reads can be sent without breaking a header", () => {
    const hostile = fc.string({
      unit: fc.oneof(
        fc.constantFrom(
          "Digest ",
          "realm=",
          "nonce=",
          "qop",
          "=",
          '"',
          "'",
          "\\",
          ",",
          ";",
          " ",
          "&quot;",
          "\0",
          "\r\n",
        ),
        fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code)),
      ),
      maxLength: 400,
    });
    fc.assert(
      fc.property(hostile, (field) => {
        const values = recoverChallenges(field).flatMap(({ parameters }) => [...parameters.values()]);
        // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
        expect(values.filter((value) => /[\u0000-\u0008\u000a-\u001f\u007f]/u.test(value))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["unclosed values", "Digest ", 'realm="a '],
    ["unknown names in single quotes", "Digest ", "a='b',"],
    ["single quotes", "Digest realm=", "'"],
    ["typographic quotes", "Digest realm=", "\xe2\x80\x9c"],
    ["spaces", "Digest realm=a", " "],
    ["semicolons", "Digest a=b", ";"],
    ["words", "Digest ", "aa "],
    ["list words", "Digest qop=auth", ",auth"],
    ["names without a sign", "Digest ", "nonce "],
    ["spaces after names", "Digest ", "nonce          "],
    ["schemes", "", "Digest "],
    ["line endings", "Digest a=b", "\r\n "],
    ["backslashes", 'Digest realm="', "\\"],
    ["equals signs", "Digest realm", "="],
  ])("searches a hostile field a bounded number of times: %s", (_, before, unit) => {
    const searched = vi.spyOn(RegExp.prototype, "exec");
    try {
      const counts = [4_096, 16_384].map((length) => {
        searched.mockClear();
        recoverChallenges(before + unit.repeat(length / unit.length));
        return searched.mock.calls.length;
      });
      const [short = 0, long = 0] = counts;
      expect(long).toBeLessThan(5 * short + 100);
    } finally {
      searched.mockRestore();
    }
  });
});
