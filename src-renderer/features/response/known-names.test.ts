import { describe, expect, it } from "vitest";
import { resourceAt } from "#shared/rezora/catalog.ts";
import { countKnown, namesOffer } from "./known-names.ts";

const agents = resourceAt("agents");

describe("what is said about names that were not fetched", () => {
  it.each([
    [{ total: 10, known: 10, missing: null, fetchedAt: "11:40" }, null],
    [
      { total: 10, known: 9, missing: "1280", fetchedAt: "11:40" },
      {
        title: "9 of 10 names are known",
        message: "from the agents fetched at 11:40.",
        button: "Fetch the other one",
        designator: "agents/1280",
      },
    ],
    [
      { total: 10, known: 7, missing: "1280", fetchedAt: "11:40" },
      {
        title: "7 of 10 names are known",
        message: "from the agents fetched at 11:40.",
        button: "Fetch agents again",
        designator: "agents",
      },
    ],
    [
      { total: 1, known: 0, missing: "1280", fetchedAt: "11:40" },
      {
        title: "The names are not known.",
        message: "The agents fetched at 11:40 are others.",
        button: "Fetch the other one",
        designator: "agents/1280",
      },
    ],
    [
      { total: 3, known: 0, missing: "1280", fetchedAt: null },
      {
        title: "The names are not known.",
        message: "The agents were not fetched.",
        button: "Fetch agents",
        designator: "agents",
      },
    ],
    [
      { total: 3, known: 1, missing: "1280", fetchedAt: null },
      {
        title: "1 of 3 names are known.",
        message: "The agents were not fetched.",
        button: "Fetch agents",
        designator: "agents",
      },
    ],
  ])("%o", (known, offer) => {
    expect(namesOffer(agents, known)).toEqual(offer);
  });

  it("counts each id once", () => {
    expect(countKnown(new Set(["1", "2", "3"]), (id) => id !== "2")).toEqual({ total: 3, known: 2, missing: "2" });
    expect(countKnown(new Set(), () => false)).toEqual({ total: 0, known: 0, missing: null });
  });
});
