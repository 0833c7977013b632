import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Change, ItemState } from "#shared/edits.ts";
import { resourceAt } from "#shared/rezora/catalog.ts";
import type { FieldPair } from "#shared/rezora/request-body.ts";
import { createPracticeServer } from "#practice/server.ts";
import { writeFaults, type WriteFaultName } from "#practice/write-faults.ts";
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

let core: CoreBench;
beforeAll(async () => {
  core = await openCore();
});
afterAll(async () => {
  await core.close();
  await rm(core.folder, { recursive: true, force: true });
  await removeScripts();
});

interface Write {
  readonly name: string;
  /** The resource that shows its effect. */
  readonly collection: string;
  readonly change: (connectionId: string) => Promise<Change>;
  /** Its states where they differ from `usual`. */
  readonly states: Partial<Record<WriteFaultName, ItemState>>;
}

const lastPutField = resourceAt("contacts/ID").methods.PUT.requestFields.at(-1)?.name ?? "";
const twoFields = { contact_name: "Jane Miller", [lastPutField]: "Lead" };
const person: FieldPair[] = [
  ["contact_name", "New Person"],
  ["contact_email", "new@person.example"],
  ["contact_title", "Lead"],
];
/** Its own e-mail address is stored in lower case by every server. */
const mixedPerson = person.map(([name, value]): FieldPair => [name, value.replace("new@", "New@")]);
const altered = { "field-ignored": "altered", normalised: "altered", "normalised-drop": "unknown" } as const;

const writes: readonly Write[] = [
  {
    name: "PUT",
    collection: "contacts",
    change: (connectionId) => updateOf(core, connectionId, "contacts/ID", "contacts/123456", twoFields),
    states: { ...altered, "normalised-drop": "altered" },
  },
  {
    name: "PUT of one field",
    collection: "contacts",
    change: (connectionId) =>
      updateOf(core, connectionId, "contacts/ID", "contacts/123456", { [lastPutField]: "Lead" }),
    states: { ...altered, "field-ignored": "not-executed" },
  },
  {
    name: "POST a contact",
    collection: "contacts",
    change: async () => changeOf("create", "contacts", { fields: person, bodyFormat: "xml" }),
    states: altered,
  },
  {
    name: "POST a contact that is normalised anyway",
    collection: "contacts",
    change: async () => changeOf("create", "contacts", { fields: mixedPerson, bodyFormat: "json" }),
    states: {
      ...altered,
      "drop-after": "unknown",
      "drop-in-answer": "unknown",
      "error-after": "unknown",
      "slow-answer": "altered",
      silent: "unknown",
    },
  },
  {
    name: "POST a list",
    collection: "lists",
    change: async () => changeOf("create", "lists", { fields: [["list_name", "Newcomers"]], bodyFormat: "text" }),
    states: { ...altered, "field-ignored": "refused" },
  },
  {
    name: "POST a member",
    collection: "lists/41/contacts",
    change: async (connectionId) => {
      const members = new Set((await recordsOf(core, connectionId, "lists/41/contacts")).map((each) => idOf(each)));
      const contacts = (await recordsOf(core, connectionId, "contacts")).map((each) => idOf(each));
      const id = contacts.find((each) => !members.has(each)) ?? "";
      return changeOf("create", "lists/41/contacts", { fields: [["contact_id", id]] });
    },
    states: { "field-ignored": "refused" },
  },
  { name: "DELETE", collection: "contacts", change: async () => changeOf("delete", "contacts/123457"), states: {} },
  {
    name: "DELETE a member",
    collection: "lists/41/contacts",
    change: async (connectionId) => {
      const [first = []] = await recordsOf(core, connectionId, "lists/41/contacts");
      return changeOf("delete", `lists/41/contacts/${idOf(first)}`);
    },
    states: {},
  },
  { name: "DELETE all", collection: "lists", change: async () => changeOf("delete-all", "lists"), states: {} },
];

function idOf(record: readonly FieldPair[]): string {
  return record.find(([name]) => name === "contact_id")?.[1] ?? "";
}

const usual: Readonly<Record<WriteFaultName, ItemState>> = {
  "drop-before": "not-executed",
  "drop-after": "stored",
  "drop-in-answer": "stored",
  "error-after": "stored",
  "error-before": "not-executed",
  "field-ignored": "stored",
  normalised: "stored",
  "normalised-drop": "stored",
  "slow-answer": "stored",
  silent: "stored",
};
const isOver = (state: ItemState | undefined): boolean => state === "stored" || state === "altered";
const names = Object.keys(writeFaults) as WriteFaultName[];
let told = 0;

/** One write under one fault. `readsFail`: nothing can be read back until the server is well again. */
async function tryOut({ name, collection, change, states }: Write, fault: WriteFaultName, readsFail: boolean) {
  const label = `${name}, ${fault}${readsFail ? ", reads fail" : ""}`;
  const practice = createPracticeServer({
    onRequest: ({ method }) => {
      if (readsFail && method !== "GET") practice.setFault("server-error");
    },
  });
  const { baseUrl } = await practice.start();
  const connectionId = await connectBench(core, "agent", baseUrl, { idleTimeoutSeconds: fault === "silent" ? 3 : 30 });
  const before = await recordsOf(core, connectionId, collection);
  const review = await reviewOf(core, connectionId, await change(connectionId));
  practice.setWriteFault(fault);
  let run = await runOver(core, await commitOf(core, review));
  practice.setWriteFault(null);
  practice.setFault(null);
  if (readsFail) {
    expect([run.items[0]?.outcome.state, run.state], label).toEqual(["unknown", "stopped"]);
    // Looking again sends no write, so it does not need unlocking.
    await core.call("lockWrites", { connectionId });
    run = await runOver(core, await core.call("resumeRun", { runId: run.runId }));
  }

  const [item] = run.items;
  const state = item?.outcome.state;
  expect(state, `${label}: ${item?.outcome.message ?? ""}`).toBe(states[fault] ?? usual[fault]);
  expect(writesIn(practice), label).toHaveLength(1);
  expect(run.state, label).toBe(isOver(state) ? "finished" : "stopped");
  const drafts = (await core.call("listDrafts", {})).filter((draft) => draft.connectionId === connectionId);
  expect(drafts, label).toHaveLength(isOver(state) ? 0 : 1);

  // What was reported, compared with what the server has.
  const after = await recordsOf(core, connectionId, collection);
  const isAsBefore = JSON.stringify(after) === JSON.stringify(before);
  if (state === "not-executed" || state === "refused") expect(isAsBefore, label).toBe(true);
  else expect(isAsBefore, label).toBe(false);
  const [entry] = await core.call("listJournal", { connectionId, limit: 5 });
  expect(entry?.state, label).toBe(state);
  if (isAsBefore) expect(entry?.undo.kind, label).toBe("not");
  if (item?.kind === "create" && state === "unknown") expect(entry?.undo.kind, label).toBe("not");
  if (item?.kind === "create" && isOver(state)) {
    const made = after.filter((record) => !before.some((known) => JSON.stringify(known) === JSON.stringify(record)));
    expect(made, label).toHaveLength(1);
    expect(
      made[0]?.map(([, value]) => value),
      label,
    ).toContain(item.outcome.designator.split("/").at(-1));
  }
  for (const proof of item?.outcome.proof ?? []) {
    const shown = after.some((record) => new Map(record).get(proof.name) === proof.stored);
    expect(shown, `${label}: ${proof.name}`).toBe(true);
  }
  // Looking again changes nothing and sends nothing.
  if (state === "unknown") await runOver(core, await core.call("resumeRun", { runId: run.runId }));
  else await expect(core.call("resumeRun", { runId: run.runId }), label).rejects.toThrow("This run is over");
  expect(writesIn(practice), label).toHaveLength(1);
  await practice.stop();
  told += 1;
}

for (const write of writes) {
  test(`${write.name}: what is reported about it is true, whatever goes wrong`, async () => {
    for (const fault of names) await tryOut(write, fault, false);
    for (const fault of ["drop-before", "drop-after"] as const) await tryOut(write, fault, true);
  });
}

afterAll(() => {
  const all = writes.length * (names.length + 2);
  console.log(`drops: ${String(told)} of ${String(all)}`);
  expect(told).toBe(all);
});
