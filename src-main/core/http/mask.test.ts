import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mask, maskField, maskHeaders } from "./mask.ts";

describe("maskField", () => {
  it.each([
    ["Cookie", "a=1; b=2", `a=${mask}; b=${mask}`],
    ["cookie", "bare", mask],
    ["Set-Cookie", "PHPSESSID=abc; path=/; HttpOnly", `PHPSESSID=${mask}; path=/; HttpOnly`],
    ["Set-Cookie", "a=b=c", `a=${mask}`],
    ["Authorization", "Basic dXNlcjpwYXNz", mask],
    [
      "Authorization",
      'Digest username="u", response="abc", opaque="o"',
      `Digest username="u", response="${mask}", opaque="o"`,
    ],
    ["Proxy-Authorization", "Bearer x", mask],
    ["Authentication-Info", 'rspauth = "abc", nc=00000001', `rspauth = "${mask}", nc=00000001`],
    ["Content-Type", "text/csv", "text/csv"],
  ])("%s: %s", (name, value, masked) => {
    expect(maskField(name, value)).toBe(masked);
  });

  it("lets no cookie value through, whatever its name and neighbours", () => {
    const token = fc.stringMatching(/^[A-Za-z0-9]{1,10}$/u);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(token, fc.stringMatching(/^secret[A-Za-z0-9=]{0,10}$/u)), { minLength: 1 }),
        (cookies) => {
          const field = cookies.map(([name, value]) => `${name}=${value}`).join("; ");
          expect(maskField("Cookie", field)).not.toContain("=secret");
        },
      ),
    );
  });
});

describe("maskHeaders", () => {
  it("keeps order and names and hides a secret wherever it occurs", () => {
    expect(
      maskHeaders(
        [
          ["X-B", "x abc y abc"],
          ["x-b", ""],
        ],
        ["abc"],
      ),
    ).toEqual([
      ["X-B", `x ${mask} y ${mask}`],
      ["x-b", ""],
    ]);
  });
});
