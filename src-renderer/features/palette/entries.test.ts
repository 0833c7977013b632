import { describe, expect, it } from "vitest";
import type { Connection } from "#shared/connection.ts";
import { costOf, inSight, paletteSections, type PaletteInput } from "./entries.ts";

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
  found: [],
  here: null,
  isFetched: () => false,
  atHand: () => null,
};
const sectionsOf = (typed: string) =>
  Object.fromEntries(
    paletteSections({ ...input, typed }).map(({ title, entries }) => [title, entries.map((entry) => entry.title)]),
  );

describe("what a choice costs", () => {
  const fetched = (designator: string): boolean => designator === "contacts" || designator === "lists/4/contacts";
  const offered: PaletteInput["offered"] = new Map([
    ["view.xml", { run }],
    ["request.send", { run, cost: { least: 1, most: 2 } }],
  ]);
  const members = (collection: string) =>
    ({ text: "Add people", kind: "members", collection, notNow: undefined }) as const;

  it.each([
    [{ kind: "command", id: "view.xml" }, 0, 0],
    [{ kind: "command", id: "request.send" }, 1, 2],
    [{ kind: "command", id: "settings.open" }, 0, 0],
    [{ kind: "visit", designator: "contacts" }, 0, 0],
    [{ kind: "visit", designator: "contacts/7" }, 1, 2],
    [{ kind: "show-record", collection: "contacts", id: "7" }, 0, 0],
    [{ kind: "turn-to", connectionId: "two" }, 0, 0],
    [{ kind: "find-out", tool: "login" }, 0, 0],
    [{ kind: "make", offer: { text: "New contact", kind: "record", collection: "contacts", notNow: undefined } }, 0, 0],
    [{ kind: "make", offer: members("lists/4/contacts") }, 0, 0],
    [{ kind: "make", offer: members("lists/5/contacts") }, 1, 2],
  ] as const)("%o", (action, least, most) => {
    expect(costOf(action, { offered, isFetched: fetched })).toEqual({ least, most });
  });
});

describe("the palette", () => {
  it("offers the actions that are possible here, grouped", () => {
    expect(sectionsOf("")).toMatchObject({
      Records: ["Jane Smith"],
      Resources: ["contacts", "lists"],
      "Not now": ["Lock writes now", "New group", "agents", "groups"],
      Connections: ["Lakeside, agent"],
    });
  });

  it("renders the visible entries first, in the same order", () => {
    const all = paletteSections(input);
    const shown = inSight(all);
    const titles = shown.flatMap(({ title, entries }) => [title, ...entries.map((entry) => entry.title)]);
    const wanted = all.flatMap(({ title, entries }) => [title, ...entries.map((entry) => entry.title)]);
    expect(titles.length).toBeGreaterThanOrEqual(13);
    expect(titles).toEqual(wanted.slice(0, titles.length));
    expect(wanted.length).toBeGreaterThan(titles.length);
    expect(inSight(all.slice(0, 1))).toEqual(all.slice(0, 1));
  });

  it("puts unavailable entries last, with the reason", () => {
    const last = paletteSections(input).at(-1);
    expect(last?.title).toBe("Not now");
    expect(last?.entries.map(({ title, off }) => [title, off])).toEqual([
      ["Lock writes now", "Writes are locked already."],
      ["New group", "Not for an agent account."],
      ["agents", "Not for an agent account."],
      ["groups", "Not for an agent account."],
    ]);
    const before = paletteSections(input).slice(0, -1);
    expect(before.flatMap(({ entries }) => entries).every(({ off }) => off === undefined)).toBe(true);
  });

  it("puts a resource first whose whole name was typed, unless it cannot be used", () => {
    const first = (typed: string) => paletteSections({ ...input, typed })[0]?.entries[0]?.title;
    expect(first("contacts")).toBe("contacts");
    expect(first(" Contacts")).toBe("contacts");
    expect(first("lists")).toBe("lists");
    expect(first("contact")).toBe("New contact");
    expect(sectionsOf("groups")).toEqual({ "Not now": ["groups"] });
  });

  it("lists records that were found in the available responses, including matches outside the name", () => {
    const found = [
      { collection: "contacts", id: "9", title: "Zoë Brandt", email: "jones@x.example", age: "4 min ago" },
      { collection: "contacts", id: "7", title: "Jane Smith", email: "", age: "4 min ago" },
    ] as const;
    const records = paletteSections({ ...input, typed: "j", found }).find(({ title }) => title === "Records");
    expect(records?.entries.map(({ title, detail, cost, action }) => [title, detail, cost, action])).toEqual([
      [
        "Zoë Brandt",
        "contacts/9, jones@x.example, fetched 4 min ago",
        "no call",
        { kind: "show-record", collection: "contacts", id: "9" },
      ],
      [
        "Jane Smith",
        "contacts/7, fetched 4 min ago",
        "no call",
        { kind: "show-record", collection: "contacts", id: "7" },
      ],
    ]);
  });

  it("makes a record of the kind on screen first, with the keys for it", () => {
    const made = (here: string | null) =>
      paletteSections({ ...input, here, typed: "new" })
        .flatMap(({ entries }) => entries)
        .filter(({ action }) => action.kind === "make")
        .map(({ title, keys, off }) => [title, keys, off]);
    expect(made("lists")).toEqual([
      ["New list", "Mod+Shift+N", undefined],
      ["New contact", undefined, undefined],
      ["New group", undefined, "Not for an agent account."],
    ]);
    const people = paletteSections({ ...input, here: "lists/4", typed: "add people" })[0]?.entries[0];
    expect(people).toMatchObject({ title: "Add people", detail: "lists/4/contacts", keys: "Mod+Shift+N" });
  });

  it("narrows to actions or records by the first character", () => {
    expect(Object.keys(sectionsOf(">unl"))).toEqual(["Actions"]);
    expect(sectionsOf(">unl")["Actions"]).toEqual(["Unlock writes…"]);
    expect(Object.keys(sectionsOf("#ja"))).toEqual(["Records"]);
  });

  it("opens a record by its designator, exactly as typed", () => {
    const [records] = paletteSections({ ...input, typed: "contacts/99" });
    expect(records?.entries[0]).toMatchObject({ action: { kind: "visit", designator: "contacts/99" }, off: undefined });
    expect(records?.entries[0]?.cost).toBe("1 call, or 2 with the login");
    const [company] = paletteSections({ ...input, typed: "groups/5" });
    expect(company?.entries[0]?.off).toBe("Not for an agent account.");
  });

  it("does not offer a command without a handler", () => {
    expect(sectionsOf("request")["Actions"]).toBeUndefined();
  });
});
