import { describe, expect, it } from "vitest";
import { bodyCases, findUntrueFacts, prepareSubject } from "./body-facts.ts";
import cases from "./text.json" with { type: "json" };

describe("texts that were once read, sorted or found incorrectly", () => {
  it.each(bodyCases.parse(cases))("$id: $what", (body) => {
    expect(findUntrueFacts(prepareSubject(body), body)).toEqual([]);
  });
});
