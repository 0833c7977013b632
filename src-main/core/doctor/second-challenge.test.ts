import { expect, test } from "vitest";
import type { HeaderPair } from "#shared/http/headers.ts";
import { differenceInWords } from "./second-challenge.ts";

const first = 'Digest realm="Rezora API", nonce="1", qop="auth", opaque="o"';

function difference(second: readonly string[], before: readonly string[] = [first]): string {
  const headers = (values: readonly string[]): HeaderPair[] => values.map((value) => ["WWW-Authenticate", value]);
  return differenceInWords([
    { status: 401, responseHeaders: headers(before) },
    { status: 401, responseHeaders: headers(second) },
  ]);
}

test.each([
  [[first]],
  [['Digest realm="Rezora API", nonce="2", qop="auth", opaque="other"']],
  [['digest qop=auth, algorithm=MD5, nonce="2", realm="Rezora API"']],
  [['Digest realm="Rezora API", nonce="2", qop="auth-int,auth"']],
  [['Basic realm="Staging"', 'Digest realm="Rezora API", nonce="2", qop="auth"']],
  [['Digest realm="Other", nonce="2", qop="auth", Digest realm="Rezora API", nonce="3", qop="auth"']],
  [['Digest realm="Rezora API, nonce="2"']],
  [[]],
] as const)("no difference: %j", (second) => {
  expect(difference(second)).toBe("");
});

test.each([
  [['Digest realm="Other site", nonce="2", qop="auth"'], "the realm “Rezora API”", "the realm “Other site”"],
  [['Digest realm="rezora api", nonce="2", qop="auth"'], "“Rezora API”", "“rezora api”"],
  [['Digest realm="", nonce="2", qop="auth"'], "the realm “Rezora API”", "the realm (empty)"],
  [['Basic realm="Staging"'], "offered Digest", "offers only Basic"],
  [["Negotiate, NTLM"], "offered Digest", "offers only Negotiate and NTLM"],
  [['Digest realm="Rezora API", nonce="2", qop="auth", algorithm=SHA-256'], "the algorithm MD5", "“SHA-256”"],
  [['Digest realm="Rezora API", nonce="2"'], "the qop “auth”", "the qop (none)"],
  [['Digest realm="Rezora API", nonce="2", qop="auth", domain="/v2"'], "space (none)", "space “/v2”"],
  [
    ['Digest realm="B", nonce="2", qop="auth", algorithm=SHA-256'],
    "the realm “Rezora API” and the algorithm MD5",
    "the realm “B” and the algorithm “SHA-256”",
  ],
] as const)("a difference: %j", (second, before, after) => {
  const words = difference(second);
  expect(words).toContain(before);
  expect(words).toContain(after);
  expect(words).toMatch(
    /^The first 401 (?:offered|asked for) .+, the 401 to the login (?:offers only|asks for) .+\.$/u,
  );
  expect(words).not.toMatch(/ {2}|“”/u);
});
