import { describe, expect, test } from "vitest";
import { requestKey, type Draft, type Place } from "../../state/place.ts";
import { emptyWorkspace, newDraft, open } from "../../state/transitions.ts";
import { lostLine } from "./lost-lines.ts";

const connectionId = "c";

function places(designator: string, part: Partial<Draft> = {}): Map<string, Place> {
  const opened = open(emptyWorkspace, connectionId, newDraft(designator));
  const key = requestKey(connectionId, "GET", designator);
  const place = opened.places.get(key);
  if (place === undefined) throw new Error("no place");
  return new Map(opened.places).set(key, { ...place, draft: { ...place.draft, ...part } });
}

const moved = (draft: Draft): Map<string, Place> => {
  const there = places("lists");
  const key = requestKey(connectionId, "GET", "lists");
  const place = there.get(key);
  return place === undefined ? there : there.set(key, { ...place, draft });
};

describe("a request line that was typed into", () => {
  const pristine = places("contacts");
  test.each([
    ["replaced by a fresh one", places("contacts", { designator: "contacts/12" }), pristine, true],
    ["its body replaced", places("contacts", { body: "a=1" }), pristine, true],
    ["its headers replaced", places("contacts", { headers: [["X", "1"]] }), pristine, true],
    ["not typed into", pristine, places("contacts"), false],
    ["only in another format", places("contacts", { suffix: "json" }), pristine, false],
    ["gone with its connection", places("contacts", { body: "a=1" }), new Map<string, Place>(), false],
    ["the same", places("contacts", { body: "a=1" }), places("contacts", { body: "a=1" }), false],
  ])("%s", (_, before, now, isLost) => {
    expect(lostLine(before, now) !== null).toBe(isLost);
  });

  test("a line that became the location it leads to is not lost", () => {
    const before = places("contacts", { designator: "lists" });
    const [typed] = before.values();
    if (typed === undefined) throw new Error("no place");
    expect(lostLine(before, new Map([...pristine, ...moved(typed.draft)]))).toBeNull();
    expect(lostLine(before, pristine)?.draft).toBe(typed.draft);
  });
});
