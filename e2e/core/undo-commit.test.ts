import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Change, Review, Run } from "#shared/edits.ts";
import { createPracticeServer, type PracticeServer } from "#practice/server.ts";
import { openCore, removeScripts, type CoreBench } from "../support/core-bench.ts";
import {
  changeOf,
  commitOf,
  connectBench,
  recordsOf,
  reviewOf,
  runOver,
  updateOf,
  writesIn,
} from "../support/edit-bench.ts";

let practice: PracticeServer;
let baseUrl: string;
let core: CoreBench;
let agent: string;

beforeEach(async () => {
  practice = createPracticeServer();
  ({ baseUrl } = await practice.start());
  core = await openCore();
  agent = await connectBench(core, "agent", baseUrl);
});
afterEach(async () => {
  await core.close();
  await practice.stop();
});
afterAll(removeScripts);

const commit = async (review: Review): Promise<Run> => runOver(core, await commitOf(core, review));
const undo = async (id: string): Promise<Run> => commit(await core.call("reviewUndo", { entryId: id }));
const commits = (connectionId = agent) => core.call("listCommits", { connectionId, limit: 100 });
const states = ({ items }: Run) => items.map(({ outcome }) => outcome.state);

async function valueOf(designator: string, field: string): Promise<string | undefined> {
  const [record] = await recordsOf(core, agent, designator);
  return new Map(record).get(field);
}

function titles(ids: readonly string[], title: string): Promise<Change[]> {
  return Promise.all(ids.map((id) => updateOf(core, agent, "contacts/ID", `contacts/${id}`, { contact_title: title })));
}

async function contactIds(count: number): Promise<string[]> {
  const records = await recordsOf(core, agent, "contacts");
  return records.slice(1, count + 1).map((record) => new Map(record).get("contact_id") ?? "");
}

describe("a commit is undone as a whole", () => {
  test("fifty rows are one entry of the journal and one undo, in the inverse order", async () => {
    const ids = await contactIds(50);
    const before = await recordsOf(core, agent, "contacts");
    const run = await commit(await reviewOf(core, agent, ...(await titles(ids, "Lead"))));
    expect(await commits()).toMatchObject([
      { runId: run.runId, writes: 50, stored: 50, undone: 0, undoable: 50, kinds: { update: 50 }, takesBack: false },
    ]);
    const review = await core.call("reviewUndo", { entryId: run.runId });
    expect(review.undoes).toBe(run.runId);
    expect(review.items.map(({ designator }) => designator)).toEqual(ids.map((id) => `contacts/${id}`).toReversed());
    expect(writesIn(practice)).toHaveLength(50);
    expect((await commit(review)).state).toBe("finished");
    expect(await recordsOf(core, agent, "contacts")).toEqual(before);
    expect(await commits()).toMatchObject([
      { undoes: run.runId, takesBack: true, undoable: 50 },
      { runId: run.runId, undone: 50, undoable: 0, undo: { kind: "not", message: "It was undone already." } },
    ]);
    await expect(core.call("reviewUndo", { entryId: run.runId })).rejects.toThrow("undone already");
  });

  test("a record that was undone alone is left out, and undoing the rest completes it", async () => {
    const ids = await contactIds(3);
    const run = await commit(await reviewOf(core, agent, ...(await titles(ids, "Lead"))));
    await undo(`${run.runId}/1`);
    expect(await commits()).toMatchObject([{}, { stored: 3, undone: 1, undoable: 2 }]);
    const review = await core.call("reviewUndo", { entryId: run.runId });
    expect(review.items.map(({ designator }) => designator)).toEqual([
      `contacts/${ids[2] ?? ""}`,
      `contacts/${ids[0] ?? ""}`,
    ]);
    await commit(review);
    expect(await commits()).toMatchObject([{}, {}, { undone: 3, undoable: 0 }]);
  });

  test("two Reviews of one undo: nothing is undone twice", async () => {
    const ids = await contactIds(2);
    const run = await commit(await reviewOf(core, agent, ...(await titles(ids, "Lead"))));
    const whole = await core.call("reviewUndo", { entryId: run.runId });
    await undo(`${run.runId}/0`);
    await expect(commitOf(core, whole)).rejects.toThrow("Part of it was undone since this Review");
    expect(writesIn(practice)).toHaveLength(3);
  });

  test("only the stored writes of a commit that stopped are undone", async () => {
    const [one = "", two = "", three = ""] = await contactIds(3);
    const changes = [
      ...(await titles([one], "Lead")),
      changeOf("create", "contacts", {
        fields: [
          ["contact_name", "x"],
          ["contact_email", "no address"],
        ],
      }),
      ...(await titles([two, three], "Lead")),
    ];
    const run = await commit(await reviewOf(core, agent, ...changes));
    expect([run.state, states(run)]).toEqual(["stopped", ["stored", "refused", "waiting", "waiting"]]);
    expect(await commits()).toMatchObject([{ state: "stopped", writes: 2, stored: 1, undoable: 1 }]);
    const undone = await undo(run.runId);
    expect(undone.items.map(({ designator }) => designator)).toEqual([`contacts/${one}`]);
    expect((await core.call("listDrafts", {})).length).toBe(3);
  });

  test("a commit that stored nothing has nothing to undo, and says so", async () => {
    const refused = changeOf("create", "contacts", {
      fields: [
        ["contact_name", "x"],
        ["contact_email", "no address"],
      ],
    });
    const run = await commit(await reviewOf(core, agent, refused));
    const message = "Nothing was changed, so there is nothing to undo.";
    expect(await commits()).toMatchObject([{ stored: 0, undoable: 0, undo: { kind: "not", message } }]);
    await expect(core.call("reviewUndo", { entryId: run.runId })).rejects.toThrow(message);
  });
});

describe("ids that change are followed", () => {
  test("a deletion is undone, redone and undone again, each time by the current id of the record", async () => {
    const [id = ""] = await contactIds(1);
    const name = await valueOf(`contacts/${id}`, "contact_name");
    let run = await commit(await reviewOf(core, agent, changeOf("delete", `contacts/${id}`)));
    const seen = new Set([`contacts/${id}`]);
    for (let round = 0; round < 2; round += 1) {
      const back = await undo(run.runId);
      const { designator } = back.items[0]?.outcome ?? { designator: "" };
      expect(seen).not.toContain(designator);
      seen.add(designator);
      expect(await valueOf(designator, "contact_name")).toBe(name);
      expect(back.takesBack).toBe(true);
      run = await undo(back.runId);
      expect(run.takesBack).toBe(false);
      expect(run.items[0]).toMatchObject({ kind: "delete", designator });
      expect(await recordsOf(core, agent, designator)).toEqual([]);
    }
    expect(await commits()).toMatchObject([
      { takesBack: false, undone: 0 },
      { takesBack: true, undone: 1 },
      { takesBack: false, undone: 1 },
      { takesBack: true, undone: 1 },
      { takesBack: false, undone: 1 },
    ]);
  });

  test("an older change of a record that was deleted and restored is undone under its new id", async () => {
    const [id = ""] = await contactIds(1);
    const title = await valueOf(`contacts/${id}`, "contact_title");
    const change = await commit(await reviewOf(core, agent, ...(await titles([id], "Lead"))));
    const deletion = await commit(await reviewOf(core, agent, changeOf("delete", `contacts/${id}`)));
    const back = await undo(deletion.runId);
    const { designator } = back.items[0]?.outcome ?? { designator: "" };
    const undone = await undo(change.runId);
    expect(undone.items).toMatchObject([{ kind: "update", designator, outcome: { state: "stored" } }]);
    expect(await valueOf(designator, "contact_title")).toBe(title);
  });

  test("a contact and its membership in a list are restored in one undo, the membership for the new id", async () => {
    const [id = ""] = await contactIds(1);
    const lists = await recordsOf(core, agent, "lists");
    const list = new Map(lists.at(-1)).get("list_id") ?? "";
    const collection = `lists/${list}/contacts`;
    const isOn = (await recordsOf(core, agent, collection)).some((record) => new Map(record).get("contact_id") === id);
    if (!isOn) {
      await commit(await reviewOf(core, agent, changeOf("create", collection, { fields: [["contact_id", id]] })));
    }
    const review = await reviewOf(
      core,
      agent,
      changeOf("delete", `${collection}/${id}`),
      changeOf("delete", `contacts/${id}`),
    );
    const run = await commit(review);
    expect(states(run)).toEqual(["stored", "stored"]);
    const back = await undo(run.runId);
    expect(states(back)).toEqual(["stored", "stored"]);
    const designator = back.items[0]?.outcome.designator ?? "";
    const next = designator.slice("contacts/".length);
    expect(back.items[1]?.outcome.designator).toBe(`${collection}/${next}`);
    const members = await recordsOf(core, agent, collection);
    expect(members.filter((record) => new Map(record).get("contact_id") === next)).toHaveLength(1);

    // Undo and redo once more.
    const redone = await undo(back.runId);
    expect(redone.items.map((item) => [item.kind, item.designator])).toEqual([
      ["delete", `${collection}/${next}`],
      ["delete", designator],
    ]);
    expect(states(redone)).toEqual(["stored", "stored"]);
    expect(states(await undo(redone.runId))).toEqual(["stored", "stored"]);
  });
});

describe("what a commit keeps", () => {
  test("its note and the number of its wire requests are there after a restart", async () => {
    const ids = await contactIds(2);
    const review = await reviewOf(core, agent, ...(await titles(ids, "Lead")));
    const before = practice.log.length;
    const run = await commit(review);
    expect(run.wireRequests).toBe(practice.log.length - before);
    expect(run.items[0]).toMatchObject({ changed: ["contact_title"], wasSent: true });
    expect(await core.call("noteCommit", { runId: run.runId, note: " Ticket 4711 " })).toMatchObject({
      note: "Ticket 4711",
    });
    await core.close();
    core = await openCore({ folder: core.folder });
    expect(await commits()).toMatchObject([{ runId: run.runId, note: "Ticket 4711", undoable: 2 }]);
    const entries = await core.call("listJournal", { connectionId: agent, limit: 10, runId: run.runId });
    expect(entries.map(({ designator }) => designator)).toEqual(ids.map((id) => `contacts/${id}`));
  });

  test("the members of a list are deleted after its name was typed, not its designator", async () => {
    const lists = await recordsOf(core, agent, "lists");
    const list = new Map(lists[1]);
    const designator = `lists/${list.get("list_id") ?? ""}/contacts`;
    const name = list.get("list_name") ?? "";
    const review = await reviewOf(core, agent, changeOf("delete-all", designator));
    expect(review.items[0]?.wipe).toMatchObject({ name });
    const { reviewId } = review;
    await expect(core.call("commitReview", { reviewId, choices: [], typedName: designator })).rejects.toThrow(
      `Type ${name} to delete`,
    );
    expect(writesIn(practice)).toEqual([]);
    const run = await runOver(core, await core.call("commitReview", { reviewId, choices: [], typedName: ` ${name}` }));
    expect(states(run)).toEqual(["stored"]);
    const members = review.items[0]?.wipe?.removes ?? 0;
    expect(states(await undo(run.runId))).toHaveLength(members);
    expect(await recordsOf(core, agent, designator)).toHaveLength(members);
  });
});
