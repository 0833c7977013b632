import { afterAll, expect, test } from "vitest";
import { clientHeader, pastedLegs, rightValues } from "./client-doubles.ts";
import { findings, type FindingCode } from "./findings.ts";
import { mutationNonceUse, mutations, pastedMutation } from "./mutations.ts";
import { checkHeader } from "./check-header.ts";

let named = 0;
afterAll(() => {
  // The line that reports how many of the planted mistakes were identified correctly.
  process.stdout.write(`header check: ${String(named)} of ${String(mutations.length)}\n`);
});

test.each(mutations)("$name: $code", (mutation) => {
  const { login, input, code } = mutation;
  const { username, password } = { ...rightValues, ...login };
  const given = { text: pastedMutation(mutation), method: null, url: null, nonceUse: mutationNonceUse };
  const headerCheck = checkHeader(given, { login: { userName: username, password }, lastChallenge: null });
  const differing = headerCheck.rows.filter(({ state }) => state === "differs");
  const isSwapped = code === "name-password-swapped";
  expect(differing.map((row) => row.input)).toEqual(isSwapped ? ["username", "password"] : [input]);
  expect(headerCheck.code).toBe(code);
  expect(headerCheck.outcome).not.toBe("matches");
  if (findings[code].defect !== null) expect(headerCheck.defects[0]?.code).toBe(code);
  // All but the last of these prove the password right. Without a header or a whole response nothing does.
  const unproven: readonly FindingCode[] = ["authorization-missing", "response-malformed", "not-reproduced"];
  const isProven = !unproven.includes(code) && !isSwapped;
  if (isProven) expect(headerCheck.rows.find((row) => row.input === "password")?.state).toBe("right");
  named++;
});

test("at least twenty mistakes are planted, and every listed code is one of them or is found elsewhere", () => {
  expect(mutations.length).toBeGreaterThanOrEqual(20);
  const planted = new Set(mutations.map(({ code }) => code));
  const elsewhere = [
    "scheme-unknown",
    "parameter-missing",
    "cnonce-differs",
    "charset-utf-8",
    "letters-composed",
    "password-differs",
  ];
  const codes = Object.keys(findings) as FindingCode[];
  expect(codes.filter((code) => !planted.has(code))).toEqual(elsewhere);
});

test("a correct header matches", () => {
  const given = { text: pastedLegs(clientHeader()), method: null, url: null, nonceUse: 10 };
  const login = { userName: rightValues.username, password: rightValues.password };
  const headerCheck = checkHeader(given, { login, lastChallenge: null });
  expect(headerCheck).toMatchObject({ outcome: "matches", code: "matches", marks: [], defects: [] });
  expect(headerCheck.rows.map(({ state }) => state)).toEqual(headerCheck.rows.map(() => "right"));
});
