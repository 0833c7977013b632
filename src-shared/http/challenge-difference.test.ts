import fc from "fast-check";
import { expect, test } from "vitest";
import { differenceOfChallenges } from "./challenge-difference.ts";

const legWith = (status: number, ...challenges: readonly string[]) => ({
  status,
  responseHeaders: challenges.map((value) => ["WWW-Authenticate", value] as const),
});
const parameters = fc.record({
  realm: fc.constantFrom("A", "a", "", 'quoted \\" one', "Zoë"),
  algorithm: fc.constantFrom("MD5", "SHA-256", "MD5-sess"),
  qop: fc.constantFrom("auth", "auth-int"),
  domain: fc.constantFrom("/", "/v2"),
});
type Values = typeof parameters extends fc.Arbitrary<infer Value> ? Value : never;
const written = (values: Values, nonce: string, order: number): string => {
  const all = [...Object.entries(values), ["nonce", nonce] as const].map(([name, value]) => `${name}="${value}"`);
  return `Digest ${[...all.slice(order), ...all.slice(0, order)].join(", ")}`;
};

test("names what differs, and nothing else, whatever the order", () => {
  fc.assert(
    fc.property(parameters, parameters, fc.nat({ max: 5 }), (one, other, order) => {
      const found = differenceOfChallenges([
        legWith(401, written(one, "1", 0)),
        legWith(401, 'Basic realm="x"', written(other, "2", order)),
      ]);
      const names = (["realm", "algorithm", "qop", "domain"] as const).filter((name) => one[name] !== other[name]);
      const differing = found?.kind === "parameters" ? found.differing.map(({ name }) => name) : [];
      expect(differing).toEqual(names);
      expect(found === null).toBe(names.length === 0);
    }),
  );
});

test.each([
  [
    "the login was accepted",
    [legWith(401, 'Digest realm="A", nonce="1"'), legWith(200, 'Digest realm="B", nonce="2"')],
  ],
  ["there is one response", [legWith(401, 'Digest realm="A", nonce="1"')]],
  ["there is none", []],
  ["the first was no 401", [legWith(200, 'Digest realm="A", nonce="1"'), legWith(401, 'Digest realm="B", nonce="2"')]],
  ["nobody asked for Digest", [legWith(401, "Basic"), legWith(401, "NTLM")]],
  ["one cannot be read", [legWith(401, 'Digest realm="A", nonce="1"'), legWith(401, 'Digest realm="B, nonce="2"')]],
  ["the second has no challenge", [legWith(401, 'Digest realm="A", nonce="1"'), legWith(401)]],
])("nothing where %s", (_, legs) => {
  expect(differenceOfChallenges(legs)).toBeNull();
});

test("another scheme", () => {
  const legs = [legWith(401, "Basic", 'Digest realm="A", nonce="1"'), legWith(401, "Negotiate, NTLM")];
  expect(differenceOfChallenges(legs)).toEqual({
    kind: "scheme",
    before: ["basic", "digest"],
    after: ["negotiate", "ntlm"],
  });
});
