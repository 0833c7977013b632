import { describe, expect, it } from "vitest";
import { bodyCases, findUntrueFacts, openCase } from "./body-facts.ts";
import cases from "./csv.json" with { type: "json" };

describe("CSV bodies that were once read wrongly", () => {
  it.each(bodyCases.parse(cases))("$id: $what", (body) => {
    expect(findUntrueFacts(openCase(body), body)).toEqual([]);
  });
});
