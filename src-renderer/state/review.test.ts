import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ItemState, Review, ReviewItem, Run } from "#shared/edits.ts";
import type { Reply } from "#shared/reply.ts";
import { noDrafts, putDrafts } from "./draft-changes.ts";
import { draftOf, useEdits } from "./edits.ts";
import {
  choose,
  choiceKey,
  closeReview,
  commit,
  leaveOut,
  openReview,
  useReview,
  watchRuns,
  type ReviewSubject,
} from "./review.ts";

interface Asked {
  readonly name: string;
  answer(value: unknown): Promise<void>;
  refuse(message: string): Promise<void>;
}

let asked: Asked[];
let tell: (run: Run) => void;
let stopWatching: () => void;

const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

const over: string[] = [];
beforeEach(async () => {
  vi.useFakeTimers();
  asked = [];
  const ask = (name: string) => (): Promise<Reply<unknown>> =>
    new Promise((resolve) => {
      asked.push({
        name,
        async answer(value) {
          resolve({ ok: true, value });
          await settled();
        },
        async refuse(message) {
          resolve({ ok: false, error: { code: "invalid-input", message } });
          await settled();
        },
      });
    });
  const names = [
    "reviewChanges",
    "reviewUndo",
    "narrowReview",
    "commitReview",
    "cancelCall",
    "discardDrafts",
    "listRuns",
  ];
  const on = (_name: string, listener: (run: Run) => void) => {
    tell = listener;
    return () => undefined;
  };
  vi.stubGlobal("window", { api: { ...Object.fromEntries(names.map((name) => [name, ask(name)])), on } });
  useReview.setState({ open: null, runs: new Map() });
  useEdits.setState({ ...noDrafts, unsaved: new Set(), failed: new Set() });
  stopWatching = watchRuns((ended) => over.push(ended.runId));
  await the("listRuns").answer([]);
});
afterEach(() => {
  stopWatching();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The latest call of a name. */
function the(name: string): Asked {
  const found = asked.findLast((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} was not asked`);
  return found;
}

const count = (name: string): number => asked.filter((each) => each.name === name).length;

function review(reviewId: string): Review {
  const wireRequests = { least: 3, most: 4 };
  const items: ReviewItem[] = [];
  return { reviewId, connectionId: "one", readAt: 0, items, wireRequests, gapMs: 0, undoes: null };
}

function run(revision: number, states: readonly ItemState[], state: Run["state"] = "running"): Run {
  const items = states.map((itemState, index) => ({
    draftId: `one contacts/${String(index)}`,
    kind: "update" as const,
    method: "PUT" as const,
    designator: `contacts/${String(index)}`,
    title: "",
    outcome: {
      state: itemState,
      message: "",
      status: 200,
      proof: [],
      designator: `contacts/${String(index)}`,
      at: 0,
    },
  }));
  return { runId: "run", revision, connectionId: "one", startedAt: 10, state, reason: "", items, undoes: null };
}

function addDraft(index: number, kind: "update" | "delete" = "update", savedAt = 5): string {
  const draftId = `one contacts/${String(index)}`;
  const fields = kind === "delete" ? [] : [["name", "Jane"] as const];
  const change = { kind, designator: `contacts/${String(index)}`, title: "", base: null, fields, bodyFormat: "json" };
  const draft = {
    draftId,
    connectionId: "one",
    change: { ...change, bodyFormat: "json" as const },
    unread: null,
    savedAt,
  };
  useEdits.setState((state) => putDrafts(state, [{ draftId, draft }]));
  return draftId;
}

const drafts = (...draftIds: string[]) => ({ kind: "drafts", connectionId: "one", draftIds }) as const;

const deletion = (draftId: string) => ({ ...drafts(draftId), dropsWhenClosed: true }) as const;

async function shown(reviewId: string, subject: ReviewSubject = drafts()): Promise<void> {
  void openReview(subject);
  await settled();
  await the("reviewChanges").answer(review(reviewId));
}

test("the answer to a review that was closed, or followed by another, is not shown", async () => {
  void openReview(drafts());
  await settled();
  const first = the("reviewChanges");
  void openReview(drafts());
  await settled();
  await first.answer(review("first"));
  expect(useReview.getState().open?.state).toBe("reading");
  await the("reviewChanges").answer(review("second"));
  expect(useReview.getState().open).toMatchObject({ state: "shown", review: { reviewId: "second" } });
  void openReview(drafts());
  await settled();
  closeReview();
  await the("reviewChanges").answer(review("third"));
  expect(useReview.getState().open).toBeNull();
});

test("two presses commit once, and the second does not cover what the first began", async () => {
  await shown("first");
  const presses = [commit(), commit()];
  expect(count("commitReview")).toBe(1);
  await the("commitReview").answer(run(0, ["waiting"]));
  await Promise.all(presses);
  expect(useReview.getState().open).toMatchObject({ state: "committed", runId: "run" });
});

test("a commit of this window says once that it is over, whichever of its events and its answer comes first", async () => {
  over.length = 0;
  await shown("first");
  const press = commit();
  tell({ ...run(2, ["stored"], "finished"), runId: "own" });
  expect(over).toEqual([]);
  await the("commitReview").answer({ ...run(0, ["waiting"]), runId: "own" });
  await press;
  expect(over).toEqual(["own"]);
  tell({ ...run(3, ["stored"], "finished"), runId: "own" });
  expect(over).toEqual(["own"]);
});

test("the end of a commit of another window leads nowhere in this one", () => {
  over.length = 0;
  tell({ ...run(1, ["stored"], "finished"), runId: "other" });
  expect(over).toEqual([]);
});

test("a commit that is refused says why in the sheet, and can be tried again", async () => {
  await shown("first");
  void commit();
  await the("commitReview").refuse("Another commit is running on this connection.");
  const { open } = useReview.getState();
  expect(open?.state === "shown" && open.problem).toBe("Another commit is running on this connection.");
  void commit();
  expect(count("commitReview")).toBe(2);
  await the("commitReview").answer(run(0, ["waiting"]));
  expect(useReview.getState().open?.state).toBe("committed");
});

test("a sheet that was closed meanwhile stays closed; the run is known all the same", async () => {
  await shown("first");
  void commit();
  closeReview();
  await the("commitReview").answer(run(0, ["waiting"]));
  expect(useReview.getState().open).toBeNull();
  expect(useReview.getState().runs.has("run")).toBe(true);
});

test("a response older than the event before it is ignored", () => {
  tell(run(3, ["stored", "sending"]));
  tell(run(1, ["sending", "waiting"]));
  expect(useReview.getState().runs.get("run")?.revision).toBe(3);
  tell(run(4, ["stored", "stored"], "finished"));
  expect(useReview.getState().runs.get("run")?.state).toBe("finished");
});

test("drafts go as they are stored, and a new edit of the same record is not taken for the old one", () => {
  const [first, second] = [addDraft(0), addDraft(1)];
  tell(run(1, ["stored", "sending"]));
  expect([draftOf(first), draftOf(second) !== undefined]).toEqual([undefined, true]);
  // Begun while the rest of the run goes on.
  addDraft(0, "update", 9);
  tell(run(2, ["stored", "altered"], "finished"));
  expect([draftOf(first) !== undefined, draftOf(second)]).toEqual([true, undefined]);
});

test("closing drops a deletion that was only looked at, and keeps what was typed", async () => {
  const [edit, removal] = [addDraft(0), addDraft(1, "delete")];
  await shown("first", drafts(edit, removal));
  closeReview();
  expect([draftOf(edit), draftOf(removal)]).not.toContain(undefined);
  await shown("second", deletion(removal));
  closeReview();
  expect([draftOf(edit) !== undefined, draftOf(removal)]).toEqual([true, undefined]);
});

test("closing the report of a commit drops nothing", async () => {
  const removal = addDraft(1, "delete");
  await shown("first", deletion(removal));
  void commit();
  await the("commitReview").answer(run(0, ["waiting"]));
  closeReview();
  expect(draftOf(removal)).toBeDefined();
});

function itemOf(draftId: string): ReviewItem {
  const fields = [{ name: "email", base: "a", server: "b", mine: "c", state: "conflict" as const }];
  const undo = { kind: "exact" as const, message: "" };
  const about = {
    draftId,
    designator: draftId,
    title: "",
    reason: "",
    bytes: "",
    bodyBytes: 0,
    losses: [],
    wipe: null,
  };
  return { ...about, kind: "update", method: "PUT", state: "moved", fields, undo };
}

test("a change taken out leaves the answers of the others, and comes back with its own; nothing is read for it", async () => {
  const all = ["x", "y", "z"].map(itemOf);
  void openReview(drafts("x", "y", "z"));
  await settled();
  await the("reviewChanges").answer({ ...review("first"), items: all });
  choose(1, "email", "mine");
  choose(2, "email", "server");
  const leaving = leaveOut(["y"]);
  await settled();
  await the("narrowReview").answer({ ...review("narrow"), items: all.filter(({ draftId }) => draftId !== "y") });
  const putBack = await leaving;
  const { open } = useReview.getState();
  if (open?.state !== "shown") throw new Error("nothing is shown");
  expect([...open.choices]).toEqual([[choiceKey(1, "email"), "server"]]);
  choose(0, "email", "mine");
  putBack();
  const { open: back } = useReview.getState();
  if (back?.state !== "shown") throw new Error("nothing is shown");
  expect(back.review.reviewId).toBe("first");
  expect(new Map(back.choices)).toEqual(
    new Map([
      [choiceKey(0, "email"), "mine"],
      [choiceKey(1, "email"), "mine"],
      [choiceKey(2, "email"), "server"],
    ]),
  );
  expect(count("reviewChanges")).toBe(1);
});

test("the last change that is taken out closes the sheet", async () => {
  void openReview(drafts("x"));
  await settled();
  await the("reviewChanges").answer({ ...review("first"), items: [itemOf("x")] });
  await leaveOut(["x"]);
  expect(useReview.getState().open).toBeNull();
  expect(count("narrowReview")).toBe(0);
});

test("a deletion that was only looked at gives back the change it took the place of", async () => {
  const draftId = addDraft(7);
  const edited = draftOf(draftId);
  if (edited === undefined) throw new Error("no draft");
  addDraft(7, "delete");
  await shown("deletion", { ...deletion(draftId), replaced: edited });
  closeReview();
  expect(draftOf(draftId)).toBe(edited);
});
