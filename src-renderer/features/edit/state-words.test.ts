import { describe, expect, test } from "vitest";
import {
  changeKind,
  itemState,
  run as runShape,
  type ChangeKind,
  type ItemState,
  type ReviewItem,
} from "#shared/edits.ts";
import {
  carriedOutWords,
  exactAge,
  journalWord,
  movedWords,
  outcomeWord,
  preparingReviewWords,
  reviewReadWords,
  subjectOf,
} from "./state-words.ts";

const kinds = changeKind.options;
const states = itemState.options;
const runStates = runShape.shape.state.options;
const sent = [undefined, false, true] as const;

function item(kind: ChangeKind, state: ReviewItem["state"], wasRead?: boolean): ReviewItem {
  return {
    draftId: null,
    kind,
    method: "PUT",
    designator: "contacts/1",
    title: "",
    state,
    ...(wasRead === undefined ? {} : { wasRead }),
    reason: "",
    fields: [],
    bytes: "",
    bodyBytes: 0,
    losses: [],
    undo: { kind: "exact", message: "" },
    wipe: null,
  };
}

describe("how old the values in Review are", () => {
  const now = 100_000;
  const words = (...items: ReviewItem[]): string => reviewReadWords({ items, readAt: now - 4_000 }, now);

  test("nothing is said to have been read unless it was", () => {
    for (const kind of kinds) {
      for (const state of ["ready", "moved", "unchanged", "gone", "refused"] as const) {
        for (const wasRead of sent) {
          const said = words(item(kind, state, wasRead));
          const isRead = wasRead ?? (kind !== "create" && state !== "refused");
          expect([kind, state, wasRead, said.startsWith("Read again")]).toEqual([kind, state, wasRead, isRead]);
        }
      }
    }
  });

  test.each([
    [[item("create", "ready", false)], "Not read: a new record"],
    [[item("create", "ready", false), item("create", "refused", false)], "Not read: new records"],
    [[item("update", "ready", true)], "Read again 4 s ago"],
    [[item("update", "refused", false)], "Could not be read"],
    [[item("update", "ready", true), item("create", "ready", false)], "Read again 4 s ago, 1 new"],
    [
      [item("update", "ready", true), item("delete", "refused", false), item("create", "ready", false)],
      "Read again 4 s ago, 1 new, 1 unread",
    ],
    [[], ""],
  ])("%#", (items, said) => expect(words(...items)).toBe(said));

  test("while a review is being made", () => {
    const reading = "Reading the records again. Nothing is written.";
    const preparing = "Preparing the review. Nothing is written.";
    for (const kind of kinds) expect(preparingReviewWords([kind])).toBe(kind === "create" ? preparing : reading);
    expect(preparingReviewWords(["create", "update"])).toBe(reading);
    expect(preparingReviewWords([])).toBe(preparing);
    expect(preparingReviewWords(null)).toBe(preparing);
  });

  test("somebody else changed it after it was read, or after it was written", () => {
    expect(movedWords({ undoes: null })).toContain("after you read it");
    expect(movedWords({ undoes: "run/0" })).not.toContain("read");
  });

  test("ages", () => {
    expect([-5, 0, 59_400, 60_000, 3_600_000].map((age) => exactAge(age))).toEqual([
      "0 s ago",
      "0 s ago",
      "59 s ago",
      "1 min ago",
      "1 h ago",
    ]);
  });
});

describe("one word for the outcome of a write", () => {
  const designators: Readonly<Record<ChangeKind, string>> = {
    update: "contacts/1",
    create: "contacts",
    delete: "contacts/1",
    "delete-all": "contacts",
  };
  /** All possible values, so a new state of any of the three fails a row below. */
  const all = kinds.flatMap((kind) =>
    states.flatMap((state) =>
      runStates.flatMap((runState) =>
        sent.map((wasSent) => ({ kind, designator: designators[kind], state, runState, wasSent })),
      ),
    ),
  );

  test("every combination has one", () => {
    expect(all).toHaveLength(4 * 8 * 4 * 3);
    for (const facts of all) expect(outcomeWord(facts), JSON.stringify(facts)).toMatch(/^[A-Z][a-z ]+$/u);
  });

  test("a deletion is never stored, and a new record is created", () => {
    for (const facts of all.filter(({ state }) => state === "stored" || state === "altered")) {
      const word = outcomeWord(facts);
      if (facts.kind !== "update") expect(word, JSON.stringify(facts)).not.toContain("Stored");
      if (facts.wasSent === false && facts.state === "stored") expect(word).toMatch(/already$/u);
    }
    const stored = (kind: ChangeKind, designator: string): string =>
      outcomeWord({ kind, designator, state: "stored", wasSent: true, runState: "finished" });
    expect(kinds.map((kind) => stored(kind, designators[kind]))).toEqual(["Stored", "Created", "Deleted", "Deleted"]);
    expect(stored("create", "groups/7/agents")).toBe("Added");
    expect(stored("delete", "lists/3/contacts/9")).toBe("Removed");
  });

  test("nothing is being sent or waiting in a commit that is not running", () => {
    for (const facts of all) {
      const word = outcomeWord(facts);
      if (word === "Sending") expect([facts.state, facts.runState]).toEqual(["sending", "running"]);
      if (word === "Waiting") expect(["running", "paused"]).toContain(facts.runState);
    }
  });

  test("the journal takes the state of the commit from the window, else it has ended", () => {
    const entry = {
      entryId: "run/0",
      connectionId: "one",
      at: 0,
      kind: "update" as const,
      method: "PUT" as const,
      designator: "contacts/1",
      title: "",
      state: "sending" as ItemState,
      wasSent: true,
      message: "",
      changes: [],
      undo: { kind: "not" as const, message: "" },
      undone: false,
      undoes: null,
    };
    expect(journalWord(entry, { state: "running" })).toBe("Sending");
    expect(journalWord(entry, { state: "paused" })).toBe("Cut off");
    expect(journalWord(entry, undefined)).toBe("Cut off");
  });
});

test("what was carried out is counted by kind", () => {
  const done = (kind: ChangeKind, designator: string, state: ItemState = "stored", wasSent = true) => ({
    draftId: null,
    kind,
    method: "PUT" as const,
    designator,
    title: "",
    wasSent,
    outcome: { state, message: "", status: 200, proof: [], designator, at: 0 },
  });
  expect(carriedOutWords([])).toBe("");
  for (const state of states) {
    const words = carriedOutWords([done("update", "contacts/1", state)]);
    expect([state, words]).toEqual([state, state === "stored" || state === "altered" ? "1 change stored" : ""]);
  }
  expect(
    carriedOutWords([
      done("update", "contacts/1"),
      done("update", "contacts/2", "altered"),
      done("create", "contacts"),
      done("create", "groups/7/agents"),
      done("delete", "contacts/3"),
      done("delete", "groups/7/agents/1"),
      done("delete", "contacts/4", "stored", false),
      done("delete-all", "groups"),
      done("update", "contacts/5", "refused"),
    ]),
  ).toBe(
    "2 changes stored, 1 record created, 1 member added, 1 record deleted, 1 member removed, 1 change not needed any more, 1 collection emptied",
  );
  expect(subjectOf({ kind: "delete-all", designator: "groups/7/agents" })).toBe("collection");
});
