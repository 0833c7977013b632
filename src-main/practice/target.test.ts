import { expect, test } from "vitest";
import { decideFormat } from "#shared/rezora/format-rule.ts";
import { chooseFormat, parseTarget, type AnswerFormat } from "./target.ts";

test("precedence: suffix, then Accept, then CSV; the application's chip agrees", () => {
  const accepts: readonly (readonly [string | null, AnswerFormat])[] = [
    [null, "csv"],
    ["", "csv"],
    ["*/*", "csv"],
    ["text/html", "csv"],
    ["application/*", "csv"],
    ["application/json", "json"],
    ["application/xml", "xml"],
    ["text/csv", "csv"],
    ["text/csv;q=0.5, application/xml;q=0.6", "xml"],
    ["application/json;q=0, application/xml;q=0.1", "xml"],
    ["application/json;q=0", "csv"],
    ["APPLICATION/JSON; charset=UTF-8", "json"],
    ["application/xml, application/json", "xml"],
    ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "xml"],
  ];
  for (const [accept, expected] of accepts) {
    expect(chooseFormat(null, accept ?? undefined), `${accept}`).toBe(expected);
    expect(decideFormat("contacts", "", accept).format, `${accept}`).toBe(expected);
    for (const suffix of ["json", "xml", "csv"] as const) {
      expect(chooseFormat(suffix, accept ?? undefined)).toBe(suffix);
      expect(decideFormat("contacts", suffix, accept).format).toBe(suffix);
    }
  }
});

test("a target is split into decoded segments, without suffix and query", () => {
  expect(parseTarget("/v1/contacts")).toEqual({ segments: ["contacts"], suffix: null });
  expect(parseTarget("/v1/lists/41/contacts.xml?a=.json")).toEqual({
    segments: ["lists", "41", "contacts"],
    suffix: "xml",
  });
  expect(parseTarget("/v1/agents/%31.json")).toEqual({ segments: ["agents", "1"], suffix: "json" });
  expect(parseTarget("/v1/a%2Fb")).toEqual({ segments: ["a/b"], suffix: null });
  for (const outside of ["/", "/v1", "/v1/", "/v2/contacts", "/v1/%zz", "*"])
    expect(parseTarget(outside), outside).toBeNull();
});
