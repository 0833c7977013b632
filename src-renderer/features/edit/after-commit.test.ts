import { expect, test } from "vitest";
import type { ItemOutcome, Run } from "#shared/edits.ts";
import { afterCommit, type Standpoint } from "./after-commit.ts";

type Item = Run["items"][number];

function run(items: readonly Pick<Item, "kind" | "designator">[], outcome: Partial<ItemOutcome> = {}): Run {
  const whole: ItemOutcome = {
    state: "stored",
    message: "",
    status: 200,
    proof: [],
    designator: "",
    at: 1,
    ...outcome,
  };
  return {
    runId: "r",
    revision: 1,
    connectionId: "one",
    startedAt: 0,
    state: "finished",
    reason: "",
    items: items.map((item) => ({ draftId: null, method: "POST", title: "", outcome: whole, ...item })),
    undoes: null,
  };
}

const on = (method: string, designator: string, connectionId = "one"): Standpoint => ({
  connectionId,
  method,
  designator,
});
const created = run([{ kind: "create", designator: "contacts" }], { designator: "contacts/7" });
const deleted = run([{ kind: "delete", designator: "contacts/7" }]);
const lost = run([{ kind: "delete", designator: "lists/7" }]);
const wiped = run([{ kind: "delete-all", designator: "groups" }]);
const to = (kind: string, designator: string): unknown => ({ kind, designator });

test.each([
  ["a creation, in its form", created, on("POST", "contacts"), to("created", "contacts/7")],
  ["a creation, beside the table", created, on("GET", "contacts"), null],
  ["a creation, in the form of another resource", created, on("POST", "lists"), null],
  ["a creation without a known id", run([{ kind: "create", designator: "contacts" }]), on("POST", "contacts"), null],
  ["a deletion, on the record", deleted, on("GET", "contacts/7"), to("left", "contacts")],
  ["a deletion, in the record's form", deleted, on("PUT", "contacts/7"), to("left", "contacts")],
  ["a deletion, in the question", deleted, on("DELETE", "contacts/7"), to("left", "contacts")],
  ["a deletion, beside the table", deleted, on("GET", "contacts"), null],
  ["a deletion, on a record of which it is only the beginning", deleted, on("GET", "contacts/77"), null],
  ["the deletion of a list, on its contacts", lost, on("GET", "lists/7/contacts"), to("left", "lists")],
  ["a wipe, in the question", wiped, on("DELETE", "groups"), to("emptied", "groups")],
  ["a wipe, on the collection", wiped, on("GET", "groups"), null],
  ["a commit on another connection", created, on("POST", "contacts", "two"), null],
  ["a commit with nothing open", created, null, null],
])("after %s", (_case, ended, from, next) => {
  expect(afterCommit(ended, from)).toEqual(next);
});

test.each(["waiting", "sending", "refused", "moved", "unknown", "not-executed"] as const)(
  "what is %s leads nowhere",
  (state) => {
    for (const { kind, designator } of [...created.items, ...deleted.items, ...wiped.items]) {
      const failed = run([{ kind, designator }], { state, designator: "contacts/7" });
      expect(afterCommit(failed, on(kind === "create" ? "POST" : "DELETE", designator))).toBeNull();
    }
  },
);

test("after a commit was stopped, what was carried out still leads on", () => {
  const half = run([{ kind: "delete", designator: "contacts/7" }]);
  expect(afterCommit({ ...half, state: "stopped" }, on("GET", "contacts/7"))).toEqual(to("left", "contacts"));
});
