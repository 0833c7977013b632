import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBaseUrl } from "./base-url.ts";

/** The platform's own parser as oracle; this folder is compiled without its types. */
const { URL } = globalThis as unknown as {
  readonly URL: new (text: string) => Readonly<Record<"origin" | "host" | "pathname", string>>;
};

function accepted(text: string) {
  const result = parseBaseUrl(text);
  if (!result.ok) throw new Error(`${text}: ${result.reason}`);
  return result.value;
}

describe("accepted", () => {
  test("host, port and origin in wire form", () => {
    expect(accepted(" HTTP://API.Rezora.com:80/ ")).toEqual({
      scheme: "http",
      host: "api.rezora.com",
      port: 80,
      origin: "http://api.rezora.com",
      authority: "api.rezora.com",
      basePath: "",
      loopback: false,
    });
    expect(accepted("https://h.example:8443/rezora/").origin).toBe("https://h.example:8443");
    expect(accepted("https://h.example:8443/rezora/").basePath).toBe("/rezora");
    expect(accepted("https://h.example").port).toBe(443);
  });
  test("IPv6", () => {
    expect(accepted("http://[::1]:8099")).toMatchObject({ host: "::1", authority: "[::1]:8099", loopback: true });
    for (const address of [
      "::",
      "fe80::1",
      "2001:db8:0:0:0:0:0:1",
      "::ffff:127.0.0.1",
      "1::8",
      "1:2:3:4:5:6:7:8",
      "1:2:3:4:5:6:1.2.3.4",
    ])
      expect(accepted(`http://[${address}]/`).host).toBe(address);
  });
  test("only an address that is certainly this computer counts as loopback", () => {
    for (const host of ["localhost", "127.0.0.1", "127.8.9.10", "[::1]", "[0:0:0:0:0:0:0:1]"])
      expect(accepted(`http://${host}`).loopback, host).toBe(true);
    for (const host of ["api.rezora.com", "127.example", "localhost.example", "10.0.0.1", "[::2]", "127.0.0.1.example"])
      expect(accepted(`http://${host}`).loopback, host).toBe(false);
  });
});

test("refused with a reason", () => {
  const refused: readonly (readonly [string, RegExp])[] = [
    ["", /Enter/u],
    ["api.rezora.com", /http:\/\//u],
    ["ftp://h", /Only http/u],
    ["javascript://h", /Only http/u],
    ["http:/h", /http:\/\//u],
    ["http://", /host name is missing/u],
    ["http://:80", /host name is missing/u],
    ["http://user:pw@h", /fields of their own/u],
    ["http://user@h", /fields of their own/u],
    ["http://h?x", /query/u],
    ["http://h/#x", /fragment/u],
    ["http://h:0", /port/u],
    ["http://h:65536", /port/u],
    ["http://h:", /port/u],
    ["http://h:+80", /port/u],
    ["http://::1", /brackets/u],
    ["http://[::1", /brackets/u],
    ["http://[fe80::1%25eth0]", /IPv6/u],
    ["http://[1:2:3]", /IPv6/u],
    ["http://[1::2::3]", /IPv6/u],
    ["http://[1:2:3:4:5:6:7:8:9]", /IPv6/u],
    ["http://[::12345]", /IPv6/u],
    ["http://[1.2.3.4::]", /IPv6/u],
    ["http://127.1", /IPv4/u],
    ["http://2130706433", /IPv4/u],
    ["http://0x7f.1", /IPv4/u],
    ["http://1.2.3.256", /IPv4/u],
    ["http://01.2.3.4", /IPv4/u],
    ["http://api.rezorа.com", /Latin and Cyrillic.*ASCII form/u],
    ["http://аpi.rezora.com", /Cyrillic and Latin.*ASCII form/u],
    ["http://rezοra.com", /Latin and Greek/u],
    ["http://m%C3%BCnchen.example", /host name/u],
    ["http://ü%2f.example", /host name/u],
    ["http://a℀b.example", /host name/u],
    ["http://１２７.0.0.1", /IPv4/u],
    ["http://ü.127", /host name|IPv4/u],
    ["http://ü..example", /host name/u],
    ["http://a..b", /host name/u],
    ["http://-a", /host name/u],
    ["http://a b", /host name/u],
    ["http://h%2f", /host name/u],
    ["http://h\\evil.example", /path/u],
    ["http://h/a//b", /path/u],
    ["http://h/../b", /dot/u],
    ["http://h/%2E%2e", /dot/u],
    ["http://h/a b", /path/u],
    ["http://h/v1", /field of its own/u],
    ["http://h/api/v1/", /field of its own/u],
  ];
  for (const [text, reason] of refused) {
    const result = parseBaseUrl(text);
    expect(result.ok, text).toBe(false);
    if (!result.ok) expect(result.reason, text).toMatch(reason);
  }
});

test("property: what is accepted leads where a browser's parser says", () => {
  fc.assert(
    fc.property(
      fc.webUrl({ withQueryParameters: false, withFragments: false, validSchemes: ["http", "https"] }),
      (text) => {
        const result = parseBaseUrl(text);
        if (!result.ok) return;
        const url = new URL(text);
        expect(result.value.origin).toBe(url.origin);
        expect(result.value.authority).toBe(url.host);
        expect(url.pathname.replace(/\/+$/u, "")).toBe(result.value.basePath);
      },
    ),
  );
});

test.each([
  ["http://müller.example", "xn--mller-kva.example"],
  ["https://MÜLLER.Example:8443/rezora", "xn--mller-kva.example"],
  ["http://mu\u0308ller.example", "xn--mller-kva.example"],
  ["http://straße.example", "xn--strae-oqa.example"],
  ["http://例え.jp", "xn--r8jz45g.jp"],
  ["http://東京タワーabc.jp", "xn--abc-tl4bpjwc921zmo2b.jp"],
  ["http://почта.example", "xn--80a1acny.example"],
  ["http://한국.example", "xn--3e0b707e.example"],
])("converts the host of %s and keeps what was written", (text, host) => {
  const value = accepted(text);
  expect(value.host).toBe(host);
  expect(value.authority.startsWith(host)).toBe(true);
  expect(new URL(value.origin).host).toBe(value.authority);
  expect(value.writtenHost).toBe(/\/\/([^:/]*)/u.exec(text)?.[1]?.toLowerCase());
  // What is stored is read again in the same way.
  expect(accepted(value.origin)).toMatchObject({ host, origin: value.origin });
});

test("property: an invisible character is named, with its position, wherever it is", () => {
  const characters =
    "\u0000\t\r\n\u007f\u0085\u00a0\u00ad\u034f\u061c\u115f\u180e\u2000\u2009\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u202f\u205f\u2060\u2064\u2066\u2069\u2800\u3000\u3164\ufe0f\ufeff\u{e0001}\u{e0041}\u{e0100}";
  const hidden = fc.constantFrom(...Array.from(characters));
  const url = "http://api.example.com:8080/rezora";
  fc.assert(
    fc.property(hidden, fc.integer({ min: 1, max: url.length }), (character, at) => {
      const text = url.slice(0, at) + character + url.slice(at);
      const result = parseBaseUrl(text);
      // White space around an address is not part of it.
      if (text.trim() === url) return;
      expect(result.ok).toBe(false);
      if (result.ok) return;
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      expect(result.reason).toContain(`(U+${code}), character ${at + 1}.`);
      expect(result.reason).toContain("invisible");
    }),
  );
});
