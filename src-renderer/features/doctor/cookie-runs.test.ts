import { expect, it } from "vitest";
import { cookieRuns } from "./cookie-runs.ts";

it.each([
  ["login-opens", "good", true],
  ["session-alone", "careful", false],
  ["session-blocks", "bad", false],
] as const)("%s is listed as %s", (code, tone, good) => {
  expect(cookieRuns.isGood({ code, tone, title: "", explanation: "", tell: "" })).toBe(good);
});
