import { expect, test } from "vitest";
import { differingHeaders } from "./compare-headers.ts";

test("headers are compared by name without case, all values of one together", () => {
  const left = [
    ["Content-Type", "application/json"],
    ["Vary", "Accept"],
    ["X-Pool", "a"],
  ] as const;
  const right = [
    ["content-type", "text/html"],
    ["vary", "Accept"],
    ["Allow", "GET"],
    ["Allow", "PUT"],
  ] as const;
  expect(differingHeaders(left, right)).toEqual([
    { name: "Allow", left: null, right: "GET, PUT" },
    { name: "Content-Type", left: "application/json", right: "text/html" },
    { name: "X-Pool", left: "a", right: null },
  ]);
});

test("headers that change from one response to the next are left out", () => {
  expect(differingHeaders([["Date", "one"]], [["Set-Cookie", "PHPSESSID=••••••••"]])).toEqual([]);
});
