import { expect, test } from "vitest";
import { cookieVerdictCodes } from "./cookie-test-names.ts";
import { verdictCodes } from "./doctor-names.ts";
import { verdictName } from "./verdict-names.ts";

test("every verdict has a plain name, and only the doctor's successful verdicts share one", () => {
  for (const code of [...verdictCodes, ...cookieVerdictCodes]) {
    expect(verdictName(code)).toMatch(/^[A-Z][A-Za-z, -]+$/u);
    expect(verdictName(code).length).toBeLessThanOrEqual(26);
  }
  const names = verdictCodes.map(verdictName);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual(["Works"]);
  expect(verdictName("refused-since")).toBe("Refused now");
  expect(verdictName("method-mismatch")).toBe("Method mismatch");
});
