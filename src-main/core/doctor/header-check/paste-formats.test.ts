import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HeaderCheckRequest } from "#shared/header-check.ts";
import { pasteFormats, type PlantedRequest } from "../paste/paste-formats.ts";
import { traceAscii } from "../paste/tool-formats.ts";
import { clientHeader, rightValues, type ClientChange } from "./client-doubles.ts";
import { requestTargetIn } from "./request-address.ts";
import { checkHeader } from "./check-header.ts";

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const word = (characters: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(characters)), minLength, maxLength });

/** What a right client sends, with as much variation in every part as real clients have. */
const signed = fc
  .record({
    method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
    path: word(`${letters}._-`, 1, 20),
    query: word(`${letters}=&-`, 1, 40),
    username: word(`${letters}-_.`, 1, 16),
    realm: word(`${letters} ,()`, 0, 20).map((text) => `R${text}R`),
    nonce: word(`${letters}+/=`, 8, 40),
    cnonce: word(letters, 1, 48),
    nc: fc.integer({ min: 1, max: 0xffff }).map((count) => count.toString(16).padStart(8, "0")),
    opaque: word(letters, 1, 32),
    algorithm: fc.constantFrom(null, "MD5", "SHA-256"),
    password: word(`${letters} !$`, 1, 16),
  })
  .map(({ path, query, ...values }) => ({ ...values, uri: `/v1/${path}?${query}` }));

type Signed = ClientChange & { readonly method: string; readonly uri: string };

function planted(sent: Signed, hashed: ClientChange, written: ClientChange): PlantedRequest {
  return {
    method: sent.method,
    url: `https://api.rezora.com${sent.uri}`,
    authorization: clientHeader(hashed, written),
  };
}

function check(
  text: string,
  values: ClientChange,
  given: Partial<HeaderCheckRequest> = {},
): ReturnType<typeof checkHeader> {
  const { username: userName, password } = { ...rightValues, ...values };
  return checkHeader(
    { text, method: null, url: null, nonceUse: null, ...given },
    { login: { userName, password }, lastChallenge: null },
  );
}

/** A fold is the client's own mistake and has its own test. */
const formats = pasteFormats.filter(({ name }) => name !== "folded");

describe.each(formats)("$name", ({ has, write }) => {
  test("a correct header is called right only when everything was seen", () => {
    fc.assert(
      fc.property(signed, (values) => {
        const text = write(planted(values, values, values));
        const headerCheck = check(text, values);
        expect(headerCheck.rows.filter(({ state }) => state === "differs")).toEqual([]);
        if (has === "header") {
          expect(headerCheck.outcome).toBe("not-enough");
          expect(headerCheck.missing).toEqual(expect.arrayContaining(["method", "url"]));
          const known = check(text, values, { method: values.method, url: values.uri });
          expect(known.outcome).toBe(known.missing.length === 0 ? "matches" : "not-enough");
        } else {
          expect(headerCheck).toMatchObject({ outcome: "matches", method: values.method });
          expect(requestTargetIn(headerCheck.url)).toBe(values.uri);
        }
      }),
      { numRuns: 12 },
    );
  });

  test.skipIf(has === "header")("a lost query, a wrong method and a wrong password are noticed", () => {
    fc.assert(
      fc.property(signed, (values) => {
        const lost = { ...values, uri: values.uri.split("?", 1)[0] ?? "" };
        expect(check(write(planted(values, lost, lost)), values).code).toBe("uri-lacks-query");
        const other = { ...values, method: values.method === "GET" ? "POST" : "GET" };
        expect(check(write(planted(values, other, other)), values).code).toBe("method-mismatch");
      }),
      { numRuns: 5 },
    );
    fc.assert(
      fc.property(signed, (values) => {
        const headerCheck = check(write(planted(values, values, values)), { ...values, password: "quite another one" });
        expect(headerCheck).toMatchObject({ outcome: "differs", code: "not-reproduced" });
        expect(headerCheck.title).not.toMatch(/another/u);
        expect(headerCheck.rows.find(({ input }) => input === "password")?.state).toBe("unknown");
      }),
      { numRuns: 1 },
    );
  });
});

const damages = fc.oneof(
  fc.record({ kind: fc.constant("delete" as const), length: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant("insert" as const), text: fc.string({ minLength: 1, maxLength: 4 }) }),
  fc.record({ kind: fc.constant("cut" as const) }),
  fc.record({ kind: fc.constant("double" as const), length: fc.integer({ min: 1, max: 40 }) }),
);

test("whatever is done to a text, it is called right only when every input is unchanged", () => {
  const whole = formats.filter(({ has }) => has === "all");
  fc.assert(
    fc.property(signed, fc.constantFrom(...whole), fc.nat(), damages, (values, format, place, damage) => {
      const text = format.write(planted(values, values, values));
      const at = place % text.length;
      const damaged = {
        delete: () => text.slice(0, at) + text.slice(at + ("length" in damage ? damage.length : 0)),
        insert: () => text.slice(0, at) + ("text" in damage ? damage.text : "") + text.slice(at),
        cut: () => text.slice(0, at),
        double: () => text.slice(0, at + ("length" in damage ? damage.length : 0)) + text.slice(at),
      }[damage.kind]();
      const headerCheck = check(damaged, values);
      expect(`${headerCheck.title} ${headerCheck.explanation}`).not.toMatch(/password is another/u);
      if (headerCheck.outcome !== "matches") return;
      const sent = new Map(headerCheck.rows.map(({ input, theirs }) => [input, theirs]));
      expect(sent.get("uri")).toBe(values.uri);
      expect(sent.get("method")).toBe(values.method);
      expect(requestTargetIn(headerCheck.url)).toBe(values.uri);
      for (const input of ["username", "realm", "nonce", "nc", "cnonce"] as const) {
        expect(sent.get(input)).toBe(values[input]);
      }
    }),
    { numRuns: 200 },
  );
});

const head = [
  `GET ${rightValues.uri} HTTP/1.1`,
  "Host: api.rezora.com",
  `Authorization: ${clientHeader()}`,
  "Accept: */*",
].join("\n");
const broken = (columns: number): string[] =>
  head.split("\n").flatMap((line) => line.match(new RegExp(`.{1,${String(columns)}}`, "gu")) ?? []);

describe.each([
  ["alone", (line: string) => line],
  ["without the space at their ends", (line: string) => line.trimEnd()],
  ["quoted in a mail", (line: string) => `> ${line}`],
  ["with times", (line: string, index: number) => `2026-11-30T12:00:00.${String(100 + index)}Z app[12]: ${line}`],
])("lines that a log broke, %s", (_, print) => {
  test("are joined at any width, or the verdict says that nothing proves how they were sent", () => {
    for (let columns = 32; columns < 240; columns++) {
      const headerCheck = check(broken(columns).map(print).join("\n"), {});
      const unsure =
        headerCheck.outcome === "not-enough" && headerCheck.missing.every((each) => ["lines", "rest"].includes(each));
      expect(headerCheck.outcome === "matches" || unsure, `${String(columns)} columns: ${headerCheck.code}`).toBe(true);
    }
  });
});

test("a dump that lacks a line or its end is not enough information, and nothing in it counts as a mistake", () => {
  const lines = traceAscii(`${head.replaceAll("\n", "\r\n")}\r\n\r\n`).split("\n");
  for (let lost = 4; lost < 8; lost++) {
    for (const text of [lines.toSpliced(lost, 1).join("\n"), lines.slice(0, lost).join("\n")]) {
      const headerCheck = check(text, {});
      expect(headerCheck).toMatchObject({ outcome: "not-enough", defects: [] });
      expect(headerCheck.missing).toContain("rest");
    }
  }
});

describe("what a log hides or shortens is not the client's mistake", () => {
  test.each([
    ["the whole value", () => "Authorization: [REDACTED]"],
    ["the value with asterisks", () => "Authorization: Digest ********"],
    ["the response", () => `Authorization: ${clientHeader().replace(/(?<=response=")[0-9a-f]*/u, "***")}`],
    ["the middle of the nonce", () => `Authorization: ${clientHeader().replace("4c487da82df10", "4c48…f10")}`],
    ["the end", () => `Authorization: ${clientHeader().slice(0, 150)}...`],
    ["the end of a quoted value", () => `Authorization: ${clientHeader().slice(0, 160)}`],
    ["Wireshark's mark", () => `Authorization […]: ${clientHeader().slice(0, 120)}`],
  ])("%s", (_, line) => {
    const headerCheck = check(`GET ${rightValues.uri} HTTP/1.1\nHost: api.rezora.com\n${line()}`, {});
    expect(headerCheck).toMatchObject({ outcome: "not-enough", defects: [] });
    expect(headerCheck.missing).toContain("rest");
    expect(`${headerCheck.title} ${headerCheck.explanation}`).not.toMatch(/\bright\b/iu);
  });
});
