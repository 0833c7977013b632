import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Draft } from "#shared/edits.ts";
import type { Reply } from "#shared/reply.ts";
import { committed, discard, draftOf, dropDraftsOf, editField, put, saveNow, undo, useEdits } from "./edits.ts";
import { noDrafts } from "./draft-changes.ts";
import { useShell } from "./shell.ts";

const record = {
  connectionId: "one",
  designator: "contacts/1",
  title: "",
  base: [
    ["name", "Jane"],
    ["title", ""],
  ],
  sent: ["name", "title"],
} as const;
const id = "one contacts/1";

interface Saving {
  readonly value: string;
  /** Replies as the main process does. */
  answer(savedAt: number): Promise<void>;
  fail(): Promise<void>;
}

let savings: Saving[];
let discarded: string[];
let isFailing: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  savings = [];
  discarded = [];
  isFailing = false;
  useEdits.setState({ ...noDrafts, unsaved: new Set(), failed: new Set() });
  useShell.setState({ notices: [] });
  const saveDraft = (draft: Omit<Draft, "savedAt">): Promise<Reply<Draft>> =>
    new Promise((resolve) => {
      const settle = async (reply: Reply<Draft>): Promise<void> => {
        resolve(reply);
        await vi.advanceTimersByTimeAsync(0);
      };
      savings.push({
        value: new Map(draft.change.fields).get("title") ?? "",
        answer: (savedAt) => settle({ ok: true, value: { ...draft, savedAt } }),
        fail: () => settle(failure),
      });
    });
  const discardDrafts = async ({ draftIds }: { draftIds: string[] }): Promise<Reply<Record<string, never>>> => {
    if (isFailing) return failure;
    discarded.push(...draftIds);
    return { ok: true, value: {} };
  };
  vi.stubGlobal("window", { api: { saveDraft, discardDrafts } });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const failure = { ok: false, error: { code: "storage-failed", message: "No room on the disk." } } as const;
const type = (value: string): void => editField(record, id, "title", value);
const isUnsaved = (): boolean => useEdits.getState().unsaved.has(id);
const isFailed = (): boolean => useEdits.getState().failed.has(id);
const titleNow = (): string | undefined => new Map(draftOf(id)?.change.fields).get("title");
/** Long enough for typed text to be saved. */
const pass = (): Promise<unknown> => vi.advanceTimersByTimeAsync(500);

test("letters typed in a row are saved once, within the second", async () => {
  for (const value of ["L", "Le", "Lead"]) type(value);
  expect([savings.length, isUnsaved()]).toEqual([0, true]);
  await pass();
  expect(savings.map(({ value }) => value)).toEqual(["Lead"]);
  await savings[0]?.answer(7);
  expect([isUnsaved(), draftOf(id)?.savedAt]).toEqual([false, 7]);
});

test("text typed during a save is kept and saved as well", async () => {
  type("Lead");
  await pass();
  type("Leader");
  await savings[0]?.answer(7);
  expect([titleNow(), isUnsaved()]).toEqual(["Leader", true]);
  await pass();
  await savings[1]?.answer(8);
  expect([savings[1]?.value, isUnsaved(), draftOf(id)?.savedAt]).toEqual(["Leader", false, 8]);
});

test("a failed save is reported, and the next change tries again", async () => {
  type("Lead");
  await pass();
  await savings[0]?.fail();
  expect([isFailed(), isUnsaved(), titleNow()]).toEqual([true, true, "Lead"]);
  expect(useShell.getState().notices).toMatchObject([{ title: "No room on the disk." }]);
  type("Leader");
  expect(isFailed()).toBe(true);
  await pass();
  await savings[1]?.answer(7);
  expect([isFailed(), isUnsaved(), savings[1]?.value]).toEqual([false, false, "Leader"]);
});

test("a draft that could not be saved is not reviewed", async () => {
  type("Lead");
  const saved = saveNow([id]);
  const refused = expect(saved).rejects.toThrow("No room on the disk.");
  await savings[0]?.fail();
  await refused;
  expect(isFailed()).toBe(true);
});

test("a draft that is discarded during a save is deleted from disk as well", async () => {
  type("Lead");
  await pass();
  discard([id]);
  await savings[0]?.answer(7);
  expect(draftOf(id)).toBeUndefined();
  await pass();
  expect([discarded, isUnsaved()]).toEqual([[id], false]);
});

test("a discard that could not be saved is reported as well", async () => {
  type("Lead");
  await pass();
  await savings[0]?.answer(7);
  isFailing = true;
  discard([id]);
  await pass();
  expect([isFailed(), isUnsaved()]).toEqual([true, true]);
});

test("committed text is removed; text typed since the commit began is kept and saved", async () => {
  type("Lead");
  await pass();
  await savings[0]?.answer(7);
  committed([id], 10);
  expect(draftOf(id)).toBeUndefined();

  type("Chief");
  committed([id], 10);
  expect(titleNow()).toBe("Chief");
  await pass();
  await savings[1]?.answer(12);
  committed([id], 10);
  expect([titleNow(), isUnsaved()]).toEqual(["Chief", false]);
});

test("drafts of a removed connection are removed and no longer saved", async () => {
  type("Lead");
  dropDraftsOf("another");
  expect(titleNow()).toBe("Lead");
  dropDraftsOf("one");
  await pass();
  expect([draftOf(id), savings.length, isUnsaved()]).toEqual([undefined, 0, false]);
});

test("a discarded draft is deleted from disk and can be restored exactly", async () => {
  editField(record, id, "title", "Partner");
  const unread = { format: "json", text: '{"data":{' } as const;
  const typed = draftOf(id);
  if (typed === undefined) throw new Error("no draft");
  put([{ draftId: id, draft: { ...typed, unread } }]);
  const before = draftOf(id);
  discard([id]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(discarded).toEqual([id]);
  undo();
  expect(draftOf(id)).toBe(before);
  expect(draftOf(id)).toMatchObject({ draftId: id, unread, change: { base: record.base } });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(savings.at(-1)?.value).toBe("Partner");
});

test("a draft discarded before its connection was removed cannot be restored", () => {
  editField(record, id, "title", "Partner");
  discard([id]);
  dropDraftsOf("one");
  undo();
  expect(draftOf(id)).toBeUndefined();
});
