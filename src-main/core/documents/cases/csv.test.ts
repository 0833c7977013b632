import { describe, expect, it } from "vitest";
import { bodyCases, findUntrueFacts, prepareSubject } from "./body-facts.ts";
import cases from "./csv.json" with { type: "json" };

describe("CSV bodies that were once read incorrectly", () => {
  it.each(bodyCases.parse(cases))("$id: $what", (body) => {
    expect(findUntrueFacts(prepareSubject(body), body)).toEqual([]);
  });
});
