import { expect, test } from "vitest";
import { explainStatus } from "./status.ts";

const eight = [200, 204, 400, 401, 404, 405, 500, 501];

test("the eight statuses of the API", () => {
  expect(eight.map((status) => explainStatus(status).meaning)).toEqual([
    "The request was handled successfully.",
    "No data for this resource.",
    "The data sent failed a validation test.",
    "Wrong user name or password, or this account may not use this resource.",
    "The resource does not exist.",
    "The method is not allowed on this resource.",
    "Internal error in the API.",
    "The method is not implemented yet.",
  ]);
  expect(eight.every((status) => explainStatus(status).documented)).toBe(true);
  expect(eight.filter((status) => explainStatus(status).advice === "")).toEqual([200]);
});

test("every other number is explained too, and never as documented", () => {
  for (let status = 0; status < 1_000; status += 1) {
    if (eight.includes(status)) continue;
    const { meaning, advice, documented } = explainStatus(status);
    expect(documented, `${status}`).toBe(false);
    expect(meaning).toMatch(/^[A-Z].+\.$/u);
    expect(advice).toMatch(/^[A-Z].+\.$/u);
    expect(meaning.includes("no HTTP status"), `${status}`).toBe(status < 100 || status > 599);
  }
  expect(explainStatus(302).meaning).toContain("another address");
  expect(explainStatus(304).meaning).not.toContain("another address");
  expect(explainStatus(418).meaning).toBe(explainStatus(499).meaning);
  expect(explainStatus(503).advice).toContain("Retry-After");
});
