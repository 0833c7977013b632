import { expect, test } from "vitest";
import type { Stop } from "../../state/stops.ts";
import { connectionChange, stopWords } from "./walking.ts";

const nameOf = (id: string): string | undefined => ({ one: "Harbour", two: "Oak agent" })[id];
const at = (designator: string | null, connectionId = "one", page: Stop["page"] = "explore"): Stop => ({
  page,
  connectionId,
  location: designator === null ? null : { method: "GET", designator },
});
const form = (method: "POST" | "PUT" | "DELETE", designator: string): Stop => ({
  page: "explore",
  connectionId: "one",
  location: { method, designator },
});

test.each([
  ["the same connection", at("lists"), at("contacts"), "Back to contacts"],
  ["another connection", at("lists"), at("contacts", "two"), "Back to contacts on Oak agent"],
  ["another connection with nothing open", at("lists"), at(null, "two"), "Back to Oak agent"],
  ["a page", at("lists"), at("lists", "one", "doctor"), "Back to Doctor"],
  ["the welcome page", at("lists"), at(null, "two", "welcome"), "Back to Welcome"],
  ["a form", at("lists"), form("PUT", "contacts/7"), "Back to Edit contacts/7"],
  ["the form of a new record", at("lists"), form("POST", "contacts"), "Back to New in contacts"],
  ["a connection without a name here", at("lists"), at("contacts", "gone"), "Back to contacts"],
  ["nothing", at("lists"), undefined, "Back"],
])("the tooltip of Back to %s", (_case, from, to, words) => {
  expect(stopWords("Back", from, to, nameOf)).toBe(words);
});

test.each([
  ["back to another", at("lists"), at("contacts", "two"), -1, "Back on Oak agent."],
  ["forward to another", at("lists"), at("contacts", "two"), 1, "Forward on Oak agent."],
  ["within one", at("lists"), at("contacts"), -1, null],
  ["to no connection", at("lists"), { ...at(null), connectionId: null }, -1, null],
  ["from nowhere", undefined, at("contacts"), -1, null],
])("a step %s", (_case, from, to, steps, words) => {
  expect(connectionChange(from, to, steps, nameOf)).toBe(words);
});
