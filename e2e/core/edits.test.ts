import { rm } from "node:fs/promises";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Change, Draft, Review, Run } from "#shared/edits.ts";
import { draftIdOf } from "#shared/edits.ts";
import { resourceAt } from "#shared/rezora/catalog.ts";
import type { FieldPair } from "#shared/rezora/request-body.ts";
import { createPracticeServer, type PracticeServer } from "#practice/server.ts";
import { openCore, removeScripts, type CoreBench } from "../support/core-bench.ts";
import { connectBench, recordsOf, runOver, saveChange, updateOf, writesIn } from "../support/edit-bench.ts";

let practice: PracticeServer;
let core: CoreBench;
let agent: string;
let company: string;

beforeEach(async () => {
  practice = createPracticeServer();
  const { baseUrl } = await practice.start();
  core = await openCore();
  [agent, company] = [await connectBench(core, "agent", baseUrl), await connectBench(core, "company", baseUrl)];
});
afterEach(async () => {
  const writes = practice.log.filter(({ method }) => method !== "GET");
  expect(writes.filter(({ authenticated }) => !authenticated)).toEqual([]);
  await core.close();
  await practice.stop();
  await rm(core.folder, { recursive: true, force: true });
});
afterAll(removeScripts);

async function read(connectionId: string, designator: string): Promise<FieldPair[]> {
  return (await recordsOf(core, connectionId, designator))[0] ?? [];
}

async function update(designator: string, edit: Readonly<Record<string, string>>): Promise<Draft> {
  const change = await updateOf(core, agent, "contacts/ID", designator, edit);
  return saveChange(core, agent, { ...change, title: "Jane Smith" });
}

const save = (connectionId: string, change: Change): Promise<Draft> => saveChange(core, connectionId, change);

function reviewOf(...drafts: Draft[]): Promise<Review> {
  return core.call("reviewChanges", {
    connectionId: drafts[0]?.connectionId ?? "",
    draftIds: drafts.map(({ draftId }) => draftId),
  });
}

async function commit(
  review: Review,
  more: { choices?: { item: number; field: string; winner: "server" | "mine" }[]; typedName?: string } = {},
): Promise<Run> {
  const { reviewId } = review;
  return runOver(core, await core.call("commitReview", { reviewId, choices: [], typedName: "", ...more }));
}

const writes = () => writesIn(practice);

describe("a review without some of its changes", () => {
  test("reads nothing again, sends the others, and the whole one still holds when the change is back", async () => {
    const [one, other] = [
      await update("contacts/123456", { contact_email: "jane@new.example" }),
      await update("contacts/123457", { contact_email: "emile@new.example" }),
    ];
    const whole = await reviewOf(one, other);
    const calls = practice.log.length;
    const narrow = await core.call("narrowReview", { reviewId: whole.reviewId, leaveOut: [one.draftId] });
    expect(practice.log).toHaveLength(calls);
    expect(narrow.items.map(({ designator }) => designator)).toEqual(["contacts/123457"]);
    expect(narrow.readAt).toBe(whole.readAt);
    expect(narrow.wireRequests.most).toBeLessThan(whole.wireRequests.most);

    await core.call("discardDrafts", { draftIds: [one.draftId] });
    await expect(core.call("commitReview", { reviewId: whole.reviewId, choices: [], typedName: "" })).rejects.toThrow(
      "not as it was reviewed any more",
    );
    await core.call("saveDraft", { draftId: one.draftId, connectionId: agent, change: one.change, unread: null });
    expect((await commit(whole)).state).toBe("finished");
    expect(writes()).toEqual(["PUT /v1/contacts/123456", "PUT /v1/contacts/123457"]);
  });

  test("is not available once the review is over", async () => {
    await expect(core.call("narrowReview", { reviewId: "gone", leaveOut: ["x"] })).rejects.toThrow(
      "This review is over",
    );
  });
});

describe("update", () => {
  test("is shown, sent once, proven and undone: equal field by field", async () => {
    const before = await read(agent, "contacts/123456");
    const draft = await update("contacts/123456", { contact_email: "jane@new.example" });
    const review = await reviewOf(draft);
    expect(review.items).toMatchObject([
      {
        state: "ready",
        method: "PUT",
        fields: [{ name: "contact_email", server: "jane.smith@company.com", mine: "jane@new.example", state: "edit" }],
        undo: { kind: "exact" },
      },
    ]);
    expect(review.items[0]?.bytes).toContain('"contact_email":"jane@new.example"');
    expect(writes()).toEqual([]);

    const run = await commit(review);
    expect(run).toMatchObject({ state: "finished", items: [{ outcome: { state: "stored", status: 200 } }] });
    expect(writes()).toEqual(["PUT /v1/contacts/123456"]);
    expect(await core.call("listDrafts", {})).toEqual([]);

    const [entry] = await core.call("listJournal", { connectionId: agent, limit: 10 });
    expect(entry).toMatchObject({ state: "stored", undone: false, changes: [{ name: "contact_email" }] });
    const undo = await core.call("reviewUndo", { entryId: entry?.entryId ?? "" });
    expect(undo.items[0]?.fields).toMatchObject([{ name: "contact_email", mine: "jane.smith@company.com" }]);
    await commit(undo);
    expect(await read(agent, "contacts/123456")).toEqual(before);
    const [latest, first] = await core.call("listJournal", { connectionId: agent, limit: 10 });
    expect(latest?.undoes).toBe(first?.entryId);
    expect(first?.undone).toBe(true);
  });

  test("the list of the journal has only the beginning of a long value; a single write has all of it [security: long-value-journal]", async () => {
    const street = "1 Long Road, ".repeat(60_000);
    const draft = await update("contacts/123456", { contact_business_street: street });
    await commit(await reviewOf(draft));
    const entries = await core.call("listJournal", { connectionId: agent, limit: 500 });
    expect(JSON.stringify(entries).length).toBeLessThan(20_000);
    const [entry] = entries;
    expect(entry?.changes).toMatchObject([{ name: "contact_business_street", cut: true }]);
    const [change] = await core.call("getJournalChanges", { entryId: entry?.entryId ?? "" });
    expect(change?.after === street).toBe(true);
  });

  test("what the server normalises is reported", async () => {
    const draft = await update("contacts/123456", { contact_email: "Jane@New.Example", contact_title: "Lead" });
    const run = await commit(await reviewOf(draft));
    expect(run.items[0]?.outcome).toMatchObject({
      state: "altered",
      message: "Normalised by the server: contact_email.",
      proof: [
        { name: "contact_email", sent: "Jane@New.Example", stored: "jane@new.example", verdict: "normalised" },
        { name: "contact_title", verdict: "stored" },
      ],
    });
  });

  test("somebody else's change before Review: theirs is kept, a conflict is chosen", async () => {
    const draft = await update("contacts/123456", { contact_email: "mine@x.example" });
    const theirs = await update("contacts/123456", { contact_email: "theirs@x.example", contact_title: "Theirs" });
    await commit(await reviewOf(theirs));
    await core.call("saveDraft", draftInput(draft));
    const review = await reviewOf(draft);
    expect(review.items[0]).toMatchObject({
      state: "moved",
      fields: [
        { name: "contact_email", state: "conflict", server: "theirs@x.example", mine: "mine@x.example" },
        { name: "contact_title", state: "theirs", server: "Theirs" },
      ],
    });
    await expect(commit(review)).rejects.toThrow("choose which value wins");
    await commit(review, { choices: [{ item: 0, field: "contact_email", winner: "mine" }] });
    const after = new Map(await read(agent, "contacts/123456"));
    expect([after.get("contact_email"), after.get("contact_title")]).toEqual(["mine@x.example", "Theirs"]);
  });

  test("somebody else's change between Review and Commit is caught, and nothing is sent", async () => {
    const draft = await update("contacts/123456", { contact_title: "Mine" });
    const review = await reviewOf(draft);
    const theirs = await update("contacts/123456", { contact_title: "Theirs" });
    await commit(await reviewOf(theirs));
    await core.call("saveDraft", draftInput(draft));
    const run = await commit(review);
    expect(run).toMatchObject({ state: "stopped", items: [{ outcome: { state: "moved" } }] });
    expect(writes()).toHaveLength(1);
    expect(await core.call("listDrafts", {})).toHaveLength(1);
  });

  test("an unchanged form cannot be sent", async () => {
    const review = await reviewOf(await update("contacts/123456", {}));
    expect(review.items[0]?.state).toBe("unchanged");
    await expect(commit(review)).rejects.toThrow("nothing to send");
  });

  test("while locked nothing is sent and nothing is lost; a review is committed once", async () => {
    const draft = await update("contacts/123456", { contact_title: "Lead" });
    const review = await reviewOf(draft);
    await core.call("lockWrites", { connectionId: agent });
    await expect(commit(review)).rejects.toThrow("writes-locked");
    expect(writes()).toEqual([]);
    await core.call("unlockWrites", { connectionId: agent });
    expect((await commit(review)).state).toBe("finished");
    await expect(commit(review)).rejects.toThrow("This review is over");
    expect(writes()).toHaveLength(1);
  });

  test("the server's refusal is reported in its own words, and the draft stays", async () => {
    const draft = await update("contacts/123456", { contact_email: "nonsense" });
    const run = await commit(await reviewOf(draft));
    expect(run.items[0]?.outcome).toMatchObject({ state: "refused", status: 400 });
    expect(run.items[0]?.outcome.message).toContain("contact_email is not valid");
    expect(await core.call("listDrafts", {})).toHaveLength(1);
  });

  test("many records of one collection are read together, and the run stops at the first failure", async () => {
    const drafts: Draft[] = [];
    for (const id of ["123456", "123457", "123458", "123459", "123460"]) {
      drafts.push(await update(`contacts/${id}`, { contact_email: id === "123458" ? "nonsense" : `${id}@x.example` }));
    }
    const before = practice.log.length;
    const review = await reviewOf(...drafts);
    expect(practice.log.length - before).toBe(1);
    const run = await commit(review);
    expect(run.state).toBe("stopped");
    expect(run.items.map(({ outcome }) => outcome.state)).toEqual([
      "stored",
      "stored",
      "refused",
      "waiting",
      "waiting",
    ]);
    expect(writes()).toHaveLength(3);
    expect(await core.call("listDrafts", {})).toHaveLength(3);
  });
});

function draftInput({ draftId, connectionId, change, unread }: Draft) {
  return { draftId, connectionId, change, unread };
}

/** All values of one column of a collection. */
async function columnOf(connectionId: string, designator: string, column: string): Promise<string[]> {
  return (await recordsOf(core, connectionId, designator)).map((record) => new Map(record).get(column) ?? "");
}

describe("membership", () => {
  test("four agents are added to a group and removed again", async () => {
    const [group = ""] = await columnOf(company, "groups", "group_id");
    const collection = `groups/${group}/agents`;
    const before = await columnOf(company, collection, "user_id");
    const agents = await columnOf(company, "agents", "user_id");
    const ids = agents.filter((id) => !before.includes(id)).slice(0, 4);
    const drafts: Draft[] = [];
    for (const id of ids) {
      const fields: Change["fields"] = [["user_id", id]];
      const change: Change = {
        kind: "create",
        designator: collection,
        title: id,
        base: null,
        fields,
        bodyFormat: "text",
      };
      const draftId = draftIdOf(company, `${collection}/${id}`);
      drafts.push(await core.call("saveDraft", { draftId, connectionId: company, change, unread: null }));
    }
    const run = await commit(await reviewOf(...drafts));
    expect(run.items.map(({ outcome }) => [outcome.state, outcome.designator])).toEqual(
      ids.map((id) => ["stored", `${collection}/${id}`]),
    );
    expect(await columnOf(company, collection, "user_id")).toEqual([...before, ...ids]);
    for (const { entryId } of await core.call("listJournal", { connectionId: company, limit: 4 })) {
      await commit(await core.call("reviewUndo", { entryId }));
    }
    expect(await columnOf(company, collection, "user_id")).toEqual(before);
  });
});

describe("create and delete", () => {
  test("a new contact is proven by its id and undone by deleting it", async () => {
    const change: Change = {
      kind: "create",
      designator: "contacts",
      title: "New Person",
      base: null,
      fields: [
        ["contact_name", "New Person"],
        ["contact_email", "new@person.example"],
      ],
      bodyFormat: "xml",
    };
    const run = await commit(await reviewOf(await save(agent, change)));
    const { designator } = run.items[0]?.outcome ?? { designator: "" };
    expect(designator).toMatch(/^contacts\/\d+$/u);
    const [entry] = await core.call("listJournal", { connectionId: agent, limit: 1 });
    expect((await commit(await core.call("reviewUndo", { entryId: entry?.entryId ?? "" }))).state).toBe("finished");
    expect(await read(agent, designator)).toEqual([]);
  });

  test("a deleted contact is restored under another id, which Review announced", async () => {
    const change = {
      kind: "delete",
      designator: "contacts/123457",
      title: "",
      base: null,
      fields: [],
      bodyFormat: "json",
    } as const;
    const before = new Map(await read(agent, "contacts/123457"));
    const review = await reviewOf(await save(agent, change));
    expect(review.items[0]?.undo).toMatchObject({ kind: "new-id" });
    await commit(review);
    const [entry] = await core.call("listJournal", { connectionId: agent, limit: 1 });
    const run = await commit(await core.call("reviewUndo", { entryId: entry?.entryId ?? "" }));
    const after = new Map(await read(agent, run.items[0]?.outcome.designator ?? ""));
    for (const { name } of resourceAt("contacts").methods.POST.requestFields)
      expect(after.get(name)).toBe(before.get(name));
  });

  test("protected records are refused before anything is sent", async () => {
    const self = {
      kind: "delete",
      designator: "contacts/123449",
      title: "",
      base: null,
      fields: [],
      bodyFormat: "json",
    } as const;
    expect((await reviewOf(await save(agent, self))).items[0]).toMatchObject({
      state: "refused",
      reason: "The self contact cannot be deleted.",
    });
  });

  test("deleting a collection counts first, asks for its name, and can be undone record by record", async () => {
    const change = {
      kind: "delete-all",
      designator: "groups",
      title: "",
      base: null,
      fields: [],
      bodyFormat: "json",
    } as const;
    const review = await reviewOf(await save(company, change));
    expect(review.items[0]?.wipe).toEqual({ removes: 9, stays: 0, staysBecause: "", name: "groups" });
    await expect(commit(review)).rejects.toThrow("Type groups");
    expect((await commit(review, { typedName: "groups" })).state).toBe("finished");
    expect(writes()).toEqual(["DELETE /v1/groups"]);
    const [entry] = await core.call("listJournal", { connectionId: company, limit: 1 });
    const undo = await core.call("reviewUndo", { entryId: entry?.entryId ?? "" });
    expect(undo.items).toHaveLength(9);
    expect((await commit(undo)).state).toBe("finished");
  });

  test("the self contact stays when all contacts are deleted", async () => {
    const change = {
      kind: "delete-all",
      designator: "contacts",
      title: "",
      base: null,
      fields: [],
      bodyFormat: "json",
    } as const;
    const review = await reviewOf(await save(agent, change));
    expect(review.items[0]?.wipe).toMatchObject({
      removes: 247,
      stays: 1,
      staysBecause: "The self contact cannot be deleted.",
    });
    expect((await commit(review, { typedName: "contacts" })).items[0]?.outcome.state).toBe("stored");
  });
});

test("drafts are there after a restart, and a draft that cannot be read is not reviewed", async () => {
  const draft = await update("contacts/123456", { contact_title: "Lead" });
  await core.call("saveDraft", { ...draftInput(draft), unread: { format: "json", text: "{" } });
  await core.close();
  core = await openCore({ folder: core.folder });
  expect(await core.call("listDrafts", {})).toMatchObject([{ draftId: draft.draftId, unread: { text: "{" } }]);
  await expect(reviewOf(draft)).rejects.toThrow("cannot be read");
});
