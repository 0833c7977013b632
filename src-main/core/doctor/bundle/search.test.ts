import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { searchForSecrets } from "./search.ts";
import { spellings } from "./spellings.ts";

const password = fc.string({ unit: "binary", minLength: 6, maxLength: 40 }).filter((text) => text.trim() !== "");
const hash = fc.stringMatching(/^[0-9a-f]{32}$/u);
const around = fc.string({ unit: "grapheme-ascii", maxLength: 200 });

describe.each(spellings)("$name", ({ spell }) => {
  test("is found, whatever surrounds it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(password, hash), around, around, async (secret, before, after) => {
        for (const spelling of spell(secret).filter((text) => text !== "")) {
          const pieces = [{ part: "verdict" as const, text: `${before}${spelling}${after}` }];
          const { hits } = await searchForSecrets(pieces, [{ kind: "password", text: secret }]);
          expect(hits).toEqual([{ part: "verdict", secret: "password" }]);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("can be written for some secret", () => {
    const samples = ["Grün & <Wächter>", "8b1a9953c4611296A827ABF8C47804D7"];
    expect(samples.flatMap((secret) => spell(secret))).not.toEqual([]);
  });
});

describe("base64", () => {
  test("is found in the middle of a longer text", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 9 }),
        password,
        fc.uint8Array({ maxLength: 9 }),
        fc.constantFrom("base64" as const, "base64url" as const),
        async (before, secret, after, alphabet) => {
          const text = Buffer.concat([before, Buffer.from(secret), after]).toString(alphabet);
          const { hits } = await searchForSecrets([{ part: "body", text }], [{ kind: "password", text: secret }]);
          expect(hits).toHaveLength(1);
        },
      ),
    );
  });
});

describe("a search", () => {
  const secrets = [
    { kind: "password", text: "Canary-7f3e9d1b" },
    { kind: "HA1", text: "8b1a9953c4611296a827abf8c47804d7" },
    { kind: "HA1", text: "8b1a9953c4611296a827abf8c47804d7" },
  ] as const;

  test("reads addresses that are encoded only in part", async () => {
    const text = JSON.stringify({ url: "/v1/contacts?x=C%61nary%2d7f3e%39d1b" });
    expect((await searchForSecrets([{ part: "handshake", text }], secrets)).hits).toHaveLength(1);
  });

  test("finds nothing where there is nothing, and counts each secret once", async () => {
    const found = await searchForSecrets([{ part: "verdict", text: "canary-7F3E9D1B, Canary" }], secrets);
    expect(found).toMatchObject({ secrets: 2, kinds: ["password", "HA1"], hits: [] });
    expect(found.spellings).toBe(33);
  });

  test("reports a secret in a part for that part alone, and one only in the file for the file", async () => {
    const pieces = [
      { part: "verdict" as const, text: "Canary-7f3e9d1b" },
      { part: "file" as const, text: "Canary-7f3e9d1b 8B1A9953C4611296A827ABF8C47804D7" },
    ];
    expect((await searchForSecrets(pieces, secrets)).hits).toEqual([
      { part: "verdict", secret: "password" },
      { part: "file", secret: "HA1" },
    ]);
  });
});
