import { describe, expect, it } from "vitest";
import type { Connection } from "#shared/connection.ts";
import { inSight, paletteSections, type PaletteInput } from "./entries.ts";

const connection: Connection = {
  connectionId: "one",
  name: "Harbour & Oak",
  label: "",
  colour: "teal",
  baseUrl: "http://api.rezora.com",
  apiVersion: "v1",
  userName: "a",
  gapMs: 500,
  unlockMinutes: 15,
  idleTimeoutSeconds: 30,
  quoteQop: false,
  extendedUserName: false,
  practice: null,
  practiceFault: null,
  hasPassword: true,
  passwordNeeded: false,
  level: { level: "agent", evidence: "", observedAt: 0 },
  unlockedUntil: null,
  unencrypted: true,
  unencryptedAcknowledged: true,
};
const other: Connection = { ...connection, connectionId: "two", name: "Lakeside" };
const run = (): void => undefined;
const input: PaletteInput = {
  typed: "",
  offered: new Map([
    ["lock.now", { run, notNow: "Writes are locked already." }],
    ["writes.unlock", { run }],
    ["view.xml", { run }],
  ]),
  connection,
  connections: [connection, other],
  recent: [
    { connectionId: "one", designator: "contacts/7", title: "Jane Smith" },
    { connectionId: "two", designator: "contacts/8", title: "Not here" },
  ],
};
const sectionsOf = (typed: string) =>
  Object.fromEntries(
    paletteSections({ ...input, typed }).map(({ title, entries }) => [title, entries.map((entry) => entry.title)]),
  );

describe("the palette", () => {
  it("offers what can be done here, grouped", () => {
    expect(sectionsOf("")).toMatchObject({
      Records: ["Jane Smith"],
      Resources: ["contacts", "lists", "agents", "groups"],
      Connections: ["Lakeside, agent"],
    });
  });

  it("makes first what is in sight without scrolling, in the same order", () => {
    const all = paletteSections(input);
    const shown = inSight(all);
    const titles = shown.flatMap(({ title, entries }) => [title, ...entries.map((entry) => entry.title)]);
    const wanted = all.flatMap(({ title, entries }) => [title, ...entries.map((entry) => entry.title)]);
    expect(titles.length).toBeGreaterThanOrEqual(13);
    expect(titles).toEqual(wanted.slice(0, titles.length));
    expect(wanted.length).toBeGreaterThan(titles.length);
    expect(inSight(all.slice(0, 1))).toEqual(all.slice(0, 1));
  });

  it("puts last what is of no use now, with the reason", () => {
    const actions = paletteSections(input).find(({ title }) => title === "Actions")?.entries ?? [];
    expect(actions.at(-1)).toMatchObject({ title: "Lock writes now", off: "Writes are locked already." });
    const resources = paletteSections(input).find(({ title }) => title === "Resources")?.entries ?? [];
    expect(resources.map(({ off }) => off !== undefined)).toEqual([false, false, true, true]);
  });

  it("narrows to actions or records by the first character", () => {
    expect(Object.keys(sectionsOf(">unl"))).toEqual(["Actions"]);
    expect(sectionsOf(">unl")["Actions"]).toEqual(["Unlock writes…"]);
    expect(Object.keys(sectionsOf("#ja"))).toEqual(["Records"]);
  });

  it("opens a record by its designator, typed as it is", () => {
    const [records] = paletteSections({ ...input, typed: "contacts/99" });
    expect(records?.entries[0]).toMatchObject({ action: { kind: "visit", designator: "contacts/99" }, off: undefined });
    const [company] = paletteSections({ ...input, typed: "groups/5" });
    expect(company?.entries[0]?.off).toBe("Not for an agent account.");
  });

  it("offers no command that nobody answers", () => {
    expect(sectionsOf("request")["Actions"]).toBeUndefined();
  });
});
