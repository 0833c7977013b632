import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Run } from "#shared/edits.ts";
import type { FieldPair } from "#shared/rezora/request-body.ts";
import { createPracticeServer, type PracticeServer } from "#practice/server.ts";
import { openCore, removeScripts, type CoreBench } from "../support/core-bench.ts";
import {
  changeOf,
  commitOf,
  connectBench,
  recordsOf,
  reviewOf,
  runOver,
  saveChange,
  updateOf,
  writesIn,
} from "../support/edit-bench.ts";

let practice: PracticeServer;
let baseUrl: string;
let core: CoreBench;
/** Called after each write that arrived, before its response is read. */
let afterWrite: (count: number) => void;

beforeEach(async () => {
  afterWrite = () => undefined;
  practice = createPracticeServer({
    onRequest: ({ method }) => {
      if (method !== "GET") afterWrite(writesIn(practice).length);
    },
  });
  ({ baseUrl } = await practice.start());
  core = await openCore();
});
afterEach(async () => {
  await core.close();
  await practice.stop();
  await rm(core.folder, { recursive: true, force: true });
});
afterAll(removeScripts);

const ids = ["123456", "123457", "123458", "123459", "123460"];

/** Five reviewed updates. */
async function fiveUpdates(connectionId: string) {
  const changes = await Promise.all(
    ids.map((id) => updateOf(core, connectionId, "contacts/ID", `contacts/${id}`, { contact_title: "Lead" })),
  );
  return reviewOf(core, connectionId, ...changes);
}

const person = changeOf("create", "contacts", {
  fields: [
    ["contact_name", "New Person"],
    ["contact_email", "new@person.example"],
  ],
});

async function lastEntry(connectionId: string): Promise<string> {
  const [entry] = await core.call("listJournal", { connectionId, limit: 1 });
  return entry?.entryId ?? "";
}

const states = ({ items }: Run) => items.map(({ outcome }) => outcome.state);
const eachOnce = ids.map((id) => `PUT /v1/contacts/${id}`);

describe("a commit that is interrupted", () => {
  test("a commit that is locked midway pauses, says why, and continues after unlocking", async () => {
    const agent = await connectBench(core, "agent", baseUrl);
    const review = await fiveUpdates(agent);
    afterWrite = (count) => count === 2 && core.time.pass(16 * 60_000);
    const run = await runOver(core, await commitOf(core, review));
    expect(run.state).toBe("paused");
    expect(run.reason).toContain("read-only");
    expect(states(run)).toEqual(["stored", "stored", "waiting", "waiting", "waiting"]);
    expect(await core.call("listDrafts", {})).toHaveLength(3);
    await expect(core.call("resumeRun", { runId: run.runId })).rejects.toThrow("writes-locked");
    await core.call("unlockWrites", { connectionId: agent });
    expect((await runOver(core, await core.call("resumeRun", { runId: run.runId }))).state).toBe("finished");
    expect(writesIn(practice)).toEqual(eachOnce);
  });

  test("after Pause, two presses of Go on at the same time send each write once", async () => {
    const agent = await connectBench(core, "agent", baseUrl);
    const review = await fiveUpdates(agent);
    let runId = "";
    let paused: Promise<unknown> = Promise.resolve();
    afterWrite = (count) => {
      if (count === 2) paused = core.call("pauseRun", { runId });
    };
    const begun = await commitOf(core, review);
    ({ runId } = begun);
    const run = await runOver(core, begun);
    await paused;
    expect([run.state, run.reason]).toEqual(["paused", "Paused."]);
    expect(states(run)).toEqual(["stored", "stored", "waiting", "waiting", "waiting"]);
    const presses = await Promise.allSettled([
      core.call("resumeRun", { runId }),
      core.call("resumeRun", { runId }),
      core.call("resumeRun", { runId }),
    ]);
    expect(presses.map(({ status }) => status)).toContain("fulfilled");
    expect((await runOver(core, run)).state).toBe("finished");
    expect(writesIn(practice)).toEqual(eachOnce);
  });

  test("Stop after Pause stops, and a stopped commit sends nothing more", async () => {
    const agent = await connectBench(core, "agent", baseUrl);
    const review = await fiveUpdates(agent);
    const begun = await commitOf(core, review);
    await core.call("pauseRun", { runId: begun.runId });
    await core.call("stopRun", { runId: begun.runId });
    const run = await runOver(core, begun);
    expect([run.state, run.reason]).toEqual(["stopped", "Stopped."]);
    const sent = writesIn(practice).length;
    await expect(core.call("resumeRun", { runId: begun.runId })).rejects.toThrow("This run is over");
    expect(writesIn(practice)).toHaveLength(sent);
    expect((await core.call("listDrafts", {})).length).toBe(5 - sent);
  });

  test("two commits on one connection never interleave; on two connections they may", async () => {
    const agent = await connectBench(core, "agent", baseUrl);
    const company = await connectBench(core, "company", baseUrl);
    const first = await fiveUpdates(agent);
    const second = await reviewOf(core, agent, person);
    const other = await reviewOf(
      core,
      company,
      changeOf("create", "groups", { fields: [["group_name", "Newcomers"]] }),
    );
    const begun = await commitOf(core, first);
    await expect(commitOf(core, second)).rejects.toThrow("Another commit is running on this connection");
    const beside = await commitOf(core, other);
    expect((await runOver(core, beside)).state).toBe("finished");
    expect((await runOver(core, begun)).state).toBe("finished");
    // Refused, not lost: the same review can be committed afterwards.
    expect((await runOver(core, await commitOf(core, second))).state).toBe("finished");
    expect(writesIn(practice).filter((write) => write.includes("contacts"))).toEqual([
      ...eachOnce,
      "POST /v1/contacts",
    ]);
  });
});

describe("a change is sent once", () => {
  test("two reviews of one draft: only one can be committed", async () => {
    const agent = await connectBench(core, "agent", baseUrl);
    const one = await reviewOf(core, agent, person);
    const [draftId = ""] = one.items.map((item) => item.draftId ?? "");
    const other = await core.call("reviewChanges", { connectionId: agent, draftIds: [draftId] });
    expect((await runOver(core, await commitOf(core, one))).state).toBe("finished");
    await expect(commitOf(core, other)).rejects.toThrow("not as it was reviewed any more");
    expect(writesIn(practice)).toEqual(["POST /v1/contacts"]);
  });

  test("changes of a paused commit cannot be committed a second time", async () => {
    const agent = await connectBench(core, "agent", baseUrl);
    const other = changeOf("create", "contacts", {
      fields: person.fields.map(([name, value]): FieldPair => [name, value.replace("new@", "other@")]),
    });
    const review = await reviewOf(core, agent, person, other);
    afterWrite = () => core.time.pass(16 * 60_000);
    const run = await runOver(core, await commitOf(core, review));
    expect(states(run)).toEqual(["stored", "waiting"]);
    await core.call("unlockWrites", { connectionId: agent });
    const again = await reviewOf(core, agent, other);
    await expect(commitOf(core, again)).rejects.toThrow("waits in a commit that was interrupted");
    expect((await runOver(core, await core.call("resumeRun", { runId: run.runId }))).state).toBe("finished");
    expect(writesIn(practice)).toEqual(["POST /v1/contacts", "POST /v1/contacts"]);
  });

  test("an edit made after Review is neither sent unseen nor lost", async () => {
    const agent = await connectBench(core, "agent", baseUrl);
    const change = await updateOf(core, agent, "contacts/ID", "contacts/123456", { contact_title: "Lead" });
    const later = {
      ...change,
      fields: change.fields.map(([name, value]): FieldPair => [name, value.replace("Lead", "Chief")]),
    };
    const stale = await reviewOf(core, agent, change);
    await saveChange(core, agent, later);
    await expect(commitOf(core, stale)).rejects.toThrow("not as it was reviewed any more");
    expect(writesIn(practice)).toEqual([]);

    const review = await reviewOf(core, agent, change);
    let saved: Promise<unknown> = Promise.resolve();
    afterWrite = () => {
      saved = saveChange(core, agent, later);
    };
    const run = await runOver(core, await commitOf(core, review));
    await saved;
    expect(run.state).toBe("finished");
    expect(await core.call("listDrafts", {})).toMatchObject([{ change: { fields: later.fields } }]);
  });

  test("a review of one account is not committed on another", async () => {
    const company = await connectBench(core, "company", baseUrl);
    const review = await reviewOf(core, company, changeOf("delete-all", "groups"));
    await core.call("updateConnection", { connectionId: company, change: { userName: "somebody-else" } });
    await core.call("unlockWrites", { connectionId: company });
    await expect(commitOf(core, review)).rejects.toThrow("another server or account");
    expect(writesIn(practice)).toEqual([]);
  });

  test("a paused run does not continue with another account", async () => {
    const agent = await connectBench(core, "agent", baseUrl);
    const review = await fiveUpdates(agent);
    afterWrite = () => core.time.pass(16 * 60_000);
    const { runId } = await runOver(core, await commitOf(core, review));
    await core.call("updateConnection", { connectionId: agent, change: { baseUrl: "http://127.0.0.1:9" } });
    await core.call("unlockWrites", { connectionId: agent });
    await expect(core.call("resumeRun", { runId })).rejects.toThrow("another server or account");
    expect(writesIn(practice)).toHaveLength(1);
  });

  test("a record that was added to a collection after Review is not deleted with it", async () => {
    const company = await connectBench(core, "company", baseUrl);
    const other = await connectBench(core, "company", baseUrl);
    const review = await reviewOf(core, company, changeOf("delete-all", "groups"));
    const newcomer = await reviewOf(
      core,
      other,
      changeOf("create", "groups", { fields: [["group_name", "Newcomers"]] }),
    );
    await runOver(core, await commitOf(core, newcomer));
    const run = await runOver(core, await commitOf(core, review));
    expect(states(run)).toEqual(["moved"]);
    expect(await recordsOf(core, company, "groups")).toHaveLength(10);
  });

  test.each(["update", "delete"] as const)("a collection is not taken for a record: %s", async (kind) => {
    const company = await connectBench(core, "company", baseUrl);
    const groups = await recordsOf(core, company, "groups");
    // With one record left its collection reads like that record.
    for (const group of groups.slice(1)) {
      const designator = `groups/${new Map(group).get("group_id") ?? ""}`;
      await runOver(core, await commitOf(core, await reviewOf(core, company, changeOf("delete", designator))));
    }
    const sent = writesIn(practice).length;
    const fields: FieldPair[] = kind === "update" ? [["group_name", "All of them"]] : [];
    const review = await reviewOf(core, company, changeOf(kind, "groups", { fields }));
    expect(review.items[0]).toMatchObject({
      state: "refused",
      reason: "groups is a whole collection, not one record.",
    });
    await expect(commitOf(core, review)).rejects.toThrow("nothing to send");
    expect(writesIn(practice)).toHaveLength(sent);
  });
});

describe("an undo", () => {
  test("is done once, whatever starts it", async () => {
    const agent = await connectBench(core, "agent", baseUrl);
    await runOver(core, await commitOf(core, await reviewOf(core, agent, changeOf("delete", "contacts/123457"))));
    const entryId = await lastEntry(agent);
    const [one, other] = [await core.call("reviewUndo", { entryId }), await core.call("reviewUndo", { entryId })];
    expect((await runOver(core, await commitOf(core, one))).state).toBe("finished");
    await expect(commitOf(core, other)).rejects.toThrow("undone already");
    await expect(core.call("reviewUndo", { entryId })).rejects.toThrow("undone already");
    expect(writesIn(practice)).toEqual(["DELETE /v1/contacts/123457", "POST /v1/contacts"]);
  });

  test("continues with the remaining writes after it was stopped", async () => {
    const company = await connectBench(core, "company", baseUrl);
    await runOver(core, await commitOf(core, await reviewOf(core, company, changeOf("delete-all", "groups"))));
    const entryId = await lastEntry(company);
    let runId = "";
    afterWrite = (count) => {
      if (count === 4) void core.call("stopRun", { runId });
    };
    const begun = await commitOf(core, await core.call("reviewUndo", { entryId }));
    ({ runId } = begun);
    expect((await runOver(core, begun)).state).toBe("stopped");
    const rest = await core.call("reviewUndo", { entryId });
    expect(rest.items).toHaveLength(6);
    expect((await runOver(core, await commitOf(core, rest))).state).toBe("finished");
    expect(await recordsOf(core, company, "groups")).toHaveLength(9);
    expect(writesIn(practice)).toHaveLength(10);
  });

  test("does not create a record that was gone before the commit", async () => {
    const agent = await connectBench(core, "agent", baseUrl);
    const other = await connectBench(core, "agent", baseUrl);
    const review = await reviewOf(core, agent, changeOf("delete", "contacts/123457"));
    await runOver(core, await commitOf(core, await reviewOf(core, other, changeOf("delete", "contacts/123457"))));
    const run = await runOver(core, await commitOf(core, review));
    expect(run.items[0]?.outcome.message).toBe("It was gone already; nothing was sent.");
    expect((await core.call("listJournal", { connectionId: agent, limit: 1 }))[0]?.undo.kind).toBe("not");
    expect(writesIn(practice)).toHaveLength(1);
  });
});

describe("the log of edits", () => {
  test("drafts, runs and journal are removed with their connection, also from the disk", async () => {
    const agent = await connectBench(core, "agent", baseUrl);
    const company = await connectBench(core, "company", baseUrl);
    await runOver(core, await commitOf(core, await reviewOf(core, agent, person)));
    await saveChange(
      core,
      agent,
      await updateOf(core, agent, "contacts/ID", "contacts/123456", { contact_title: "Lead" }),
    );
    await saveChange(core, company, changeOf("create", "groups", { fields: [["group_name", "Newcomers"]] }));
    await core.call("removeConnection", { connectionId: agent });
    expect((await core.call("listDrafts", {})).map(({ connectionId }) => connectionId)).toEqual([company]);
    expect(await core.call("listJournal", { connectionId: agent, limit: 5 })).toEqual([]);
    await core.close();
    core = await openCore({ folder: core.folder });
    expect((await core.call("listDrafts", {})).map(({ connectionId }) => connectionId)).toEqual([company]);
    const kept = await readFile(join(core.folder, "edits.log"), "utf8");
    expect(kept).toContain("Newcomers");
    expect(kept).not.toContain("New Person");
  });

  test("a connection is not removed while its commit runs", async () => {
    const agent = await connectBench(core, "agent", baseUrl);
    const begun = await commitOf(core, await fiveUpdates(agent));
    await expect(core.call("removeConnection", { connectionId: agent })).rejects.toThrow("A commit is running");
    expect((await runOver(core, begun)).state).toBe("finished");
  });

  test("a damaged log is set aside and reported once, and the application starts with what could be read", async () => {
    const agent = await connectBench(core, "agent", baseUrl);
    for (const id of ids) await saveChange(core, agent, changeOf("delete", `contacts/${id}`));
    await core.close();
    const path = join(core.folder, "edits.log");
    const lines = (await readFile(path, "utf8")).split("\n");
    await writeFile(path, lines.map((line, index) => (index === 2 ? "damaged" : line)).join("\n"));
    core = await openCore({ folder: core.folder });
    const { notices } = await core.call("getApplication", {});
    expect(notices).toMatchObject([
      { code: "edits-recovered", title: "The drafts and the journal of writes were damaged." },
    ]);
    expect(await core.call("listDrafts", {})).toHaveLength(4);
    await core.close();
    core = await openCore({ folder: core.folder });
    expect((await core.call("getApplication", {})).notices).toEqual([]);
    expect(await core.call("listDrafts", {})).toHaveLength(4);
  });
});
