import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseChallenges } from "../../digest/challenge-grammar.ts";
import { toWire } from "../../digest/wire-text.ts";
import { requestTargetIn } from "../header-check/request-address.ts";
import { readCredentials } from "./credentials.ts";
import { pasteFormats } from "./paste-formats.ts";
import { maxCharacters, readPaste } from "./read-paste.ts";
import { TracedText } from "./traced-text.ts";

const word = (characters: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(characters)), minLength: 1, maxLength });
const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

const planted = fc
  .record({
    method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
    path: word(`${letters}/._-`, 20),
    query: fc.option(word(`${letters}=&%20-`, 20)),
    username: word(`${letters}-_.@`, 16),
    realm: word(`${letters} ,=()`, 20).map((text) => `R${text}R`),
    nonce: word(`${letters}+/=`, 24),
    cnonce: word(letters, 16),
    nc: fc.integer({ min: 1, max: 0xffff }).map((count) => count.toString(16).padStart(8, "0")),
    response: word("0123456789abcdef", 1).chain((digit) => fc.constant(digit.repeat(32))),
    opaque: word(letters, 32),
  })
  .map(({ method, path, query, ...parameters }) => {
    const target = `/v1/${path.replaceAll("//", "/")}${query === null ? "" : `?${query}`}`;
    const values = { ...parameters, uri: target };
    const quoted = Object.entries(values).map(([name, value]) =>
      name === "nc" ? `nc=${value}` : `${name}="${value}"`,
    );
    return {
      method,
      url: `https://api.rezora.com${target}`,
      target,
      values,
      authorization: `Digest ${quoted.join(", ")}`,
    };
  });

describe.each(pasteFormats)("$name", ({ has, isVerbatim = true, write }) => {
  test("returns method, address, and every value with its position", () => {
    fc.assert(
      fc.property(planted, (request) => {
        const text = write(request);
        const read = readPaste(text);
        const credentials = read.authorization === null ? null : readCredentials(read.authorization.value);
        const values = [...(credentials?.parameters.values() ?? [])];
        expect(Object.fromEntries(values.map(({ name, value }) => [name, value]))).toEqual(request.values);
        expect(credentials?.scheme).toBe("digest");
        for (const { name, range } of values) {
          const marked = text.slice(range?.start, range?.end);
          if (isVerbatim) expect(marked).toContain(request.values[name as keyof typeof request.values]);
        }
        if (has !== "header") expect(requestTargetIn(read.target)).toBe(request.target);
        if (has !== "header") expect(read.method).toBe(request.method);
        if (has === "header") expect(read.target).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});

test("reads well-formed text exactly as the grammar does, quotes and backslashes included", () => {
  const value = fc.string({ unit: fc.constantFrom(...Array.from('ab "\\,=;ü')), maxLength: 12 });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom("username", "realm", "nonce", "uri", "opaque")),
      fc.array(value, { minLength: 5 }),
      (names, values) => {
        const quoted = names.map(
          (name, index) => `${name}="${(values[index] ?? "").replaceAll(/["\\]/gu, String.raw`\$&`)}"`,
        );
        const field = `Digest ${[...quoted, "nc=00000001"].join(", ")}`;
        const [expected] = parseChallenges(toWire(field));
        const read = readCredentials(TracedText.of(field));
        const asGrammar = new Map([...read.parameters.values()].map((one) => [one.name, toWire(one.value)]));
        expect(asGrammar).toEqual(expected?.parameters);
      },
    ),
  );
});

describe("never throws, whatever is pasted", () => {
  const scraps = fc.constantFrom(
    ...'curl |-H |-u|--data|Authorization: |Digest |Basic |username=|realm="|nonce=\'|\\"|\\x22|^"|`"|“|”|$\'|\r\n|\n |\n\n|GET /a HTTP/1.1|=|,|"|\'|\\|&quot;|https://|{|}|:|> |\0|\ud800|﻿|😀|Invoke-WebRequest |-Uri |WWW-Authenticate: Digest '.split(
      "|",
    ),
  );
  it("fragments of formats", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(scraps, fc.string({ unit: "binary", maxLength: 6 })), { maxLength: 60 }),
        (pieces) => {
          const text = pieces.join("");
          const read = readPaste(text);
          const range = read.authorization?.value.range ?? null;
          if (range !== null) {
            expect(range.start).toBeGreaterThanOrEqual(0);
            expect(range.end).toBeLessThanOrEqual(text.length);
          }
          if (read.authorization !== null) readCredentials(read.authorization.value);
        },
      ),
      { numRuns: 3_000 },
    );
  });
  it.each([
    ["quotes", '"'],
    ["backslashes", "\\"],
    ["open values", 'Digest realm="'],
    ["commands", "curl -H '"],
    ["header names", "authorization: "],
    ["folds", "Authorization: Digest a=\n "],
    ["request lines", "GET / HTTP/1.1\n"],
    ["escaped quotes", 'username=\\"'],
    ["blanks", " "],
    ["ansi quotes", "curl $'"],
  ])("as many %s as fit", (_, scrap) => {
    const text = scrap.repeat(Math.ceil(maxCharacters / scrap.length) + 1);
    expect(() => {
      const { authorization } = readPaste(text);
      if (authorization !== null) readCredentials(authorization.value);
    }).not.toThrow();
  });
});
