import { describe, expect, test } from "vitest";
import { itemState, type FieldProof, type ItemState, type Run } from "#shared/edits.ts";
import { itemWord, proofWords, resultToast, resultWords, undoLabel, undoNotice, type RunItem } from "./result-words.ts";

const at = Date.UTC(2026, 5, 1, 14, 6, 12);

function proof(name: string, verdict: FieldProof["verdict"] = "stored"): FieldProof {
  return { name, sent: "new", stored: verdict === "stored" ? "new" : "other", verdict };
}

function item(state: ItemState, more: Partial<RunItem> & { proof?: readonly FieldProof[]; at?: number } = {}): RunItem {
  const { proof: proofs = [], at: time = at, ...rest } = more;
  return {
    draftId: "d",
    kind: "update",
    method: "PUT",
    designator: "contacts/1",
    title: "Jane",
    wasSent: state !== "waiting" && state !== "moved",
    outcome: { state, message: "", status: 200, proof: [...proofs], designator: "contacts/1", at: time },
    ...rest,
  };
}

const deletion = (state: ItemState): RunItem => item(state, { kind: "delete", method: "DELETE" });

function run(state: Run["state"], items: readonly RunItem[], more: Partial<Run> = {}): Run {
  const reason = state === "stopped" ? "Stopped." : "";
  return {
    runId: "r",
    revision: 1,
    connectionId: "one",
    startedAt: at,
    state,
    reason,
    undoes: null,
    items: [...items],
    ...more,
  };
}

const stored = item("stored", { proof: [proof("contact_email")] });
const adjusted = item("altered", {
  proof: [proof("contact_name"), proof("contact_phone", "normalised")],
  at: at + 4_000,
});
const undoes = { undoes: "earlier", takesBack: true };
const redoes = { undoes: "earlier", takesBack: false };

describe("a commit that finished", () => {
  test.each<[Run, string, string]>([
    [
      run("finished", [stored]),
      "1 change stored",
      "Stored as sent. Read back and compared: 1 of 1 field. 14:06:12 UTC.",
    ],
    [
      run("finished", [stored, adjusted]),
      "2 changes stored",
      "The server adjusted 1 value. Read back and compared: 2 of 3 fields are as sent. 14:06:12 to 14:06:16 UTC.",
    ],
    [run("finished", [deletion("stored")]), "1 record deleted", "Read back after deleting: it is gone. 14:06:12 UTC."],
    [
      run("finished", [stored, deletion("stored"), deletion("stored")]),
      "1 change stored, 2 records deleted",
      "Stored as sent. Read back and compared: 1 of 1 field. Read back after deleting: they are gone. 14:06:12 UTC.",
    ],
    [
      run("finished", [
        item("stored", { kind: "delete-all", method: "DELETE", designator: "lists/43/contacts", removes: 846 }),
      ]),
      "846 members removed",
      "Read back after deleting: it is gone. 14:06:12 UTC.",
    ],
    [
      run("finished", [item("stored", { wasSent: false })]),
      "1 change not needed any more",
      "1 already was as wanted, so that nothing was sent. 14:06:12 UTC.",
    ],
    [
      run("finished", [stored, stored], undoes),
      "2 changes undone",
      "Stored as sent. Read back and compared: 2 of 2 fields. 14:06:12 UTC.",
    ],
    [
      run("finished", [stored], redoes),
      "1 change redone",
      "Stored as sent. Read back and compared: 1 of 1 field. 14:06:12 UTC.",
    ],
  ])("%#", (finished, headline, detail) => {
    expect(resultWords(finished)).toMatchObject({ headline: `${headline}.`, detail, isGood: true });
  });

  test("its toast says the same in one line", () => {
    expect(resultToast(run("finished", [stored, stored, stored, adjusted]))).toBe("4 changes stored, 1 adjusted.");
    expect(resultToast(run("stopped", [stored, item("moved"), item("waiting")]))).toBe(
      "1 of 3 changes is stored. The commit stopped.",
    );
  });
});

describe("a commit that stopped", () => {
  test.each<[readonly RunItem[], string]>([
    [[stored, stored, item("moved"), item("waiting")], "2 of 4 changes are stored. The third was not sent."],
    [[stored, item("refused")], "1 of 2 changes is stored. The server refused the second."],
    [[item("refused"), item("waiting")], "None of the 2 changes is stored. The server refused the first."],
    [
      [item("unknown"), item("waiting")],
      "None of the 2 changes is proven to be stored. It is not known what became of the first.",
    ],
    [[item("refused")], "The change is not stored. The server refused it."],
    [[item("moved")], "The change is not stored. It was not sent."],
    [[item("unknown")], "It is not known what became of the change."],
    [[item("not-executed")], "The change is not stored. It was not carried out."],
    [[item("not-executed", { wasSent: false })], "The change is not stored. It was not sent."],
    [[stored, item("waiting")], "1 of 2 changes is stored. The second was not sent."],
    [[deletion("refused")], "The change is not carried out. The server refused it."],
  ])("%#", (items, headline) => {
    expect(resultWords(run("stopped", items))).toMatchObject({ title: "Commit stopped", headline, isGood: false });
  });

  test("says that nothing was sent after it only where that is true", () => {
    const words = (...items: RunItem[]): string => resultWords(run("stopped", items)).detail;
    const after = "The commit stopped there, and nothing was sent after it.";
    expect(words(item("moved"), item("waiting"))).toBe(`Somebody changed the record after Review. ${after}`);
    expect(words(item("refused"))).toBe("Stopped.");
    expect(words(item("unknown"), stored, item("waiting"))).toBe("Stopped.");
  });
});

test("the words for a write never claim more than its state, in every state", () => {
  for (const state of itemState.options) {
    for (const method of ["PUT", "POST", "DELETE"] as const) {
      const kind = { PUT: "update", POST: "create", DELETE: "delete" } as const;
      for (const wasSent of [true, false]) {
        const word = itemWord(item(state, { kind: kind[method], method, wasSent }));
        const label = JSON.stringify([state, method, wasSent]);
        if (/^(?:Stored|Created|Deleted)$/u.test(word)) expect([state, wasSent], label).toEqual(["stored", true]);
        if (method === "DELETE") expect(word, label).not.toBe("Stored");
        if (word === "Not sent") expect(["waiting", "not-executed"], label).toContain(state);
      }
    }
  }
});

test("a record shows field by field what reading back proved", () => {
  expect(proofWords({ ...adjusted, changed: ["contact_name", "contact_phone"] })).toEqual([
    { kind: "as-sent", names: ["contact_name"], more: 0 },
    { kind: "differs", proof: proof("contact_phone", "normalised") },
  ]);
  expect(proofWords(item("waiting", { changed: ["contact_city"] }))).toEqual([
    { kind: "pending", names: ["contact_city"], more: 0 },
  ]);
  // An undo has no draft, so nothing of it is pending.
  expect(proofWords(item("waiting", { changed: ["contact_city"], draftId: null }))).toEqual([]);
  const refused = item("refused");
  expect(proofWords({ ...refused, outcome: { ...refused.outcome, message: "400: no." } })).toEqual([
    { kind: "text", text: "400: no." },
  ]);
  const many = item("stored", { proof: Array.from({ length: 8 }, (_, index) => proof(`f${String(index)}`)) });
  expect(proofWords(many)).toEqual([{ kind: "as-sent", names: ["f0", "f1", "f2", "f3", "f4", "f5"], more: 2 }]);
});

test("the Undo button says how many changes it undoes, and what it leaves", () => {
  const finished = run("finished", [stored, stored, stored, adjusted]);
  expect(undoLabel(finished, 4)).toBe("Undo all 4…");
  expect(undoNotice(finished, 4)).toBe(
    "Undo reads the 4 records again and opens Review. Nothing is sent before you commit.",
  );
  const stopped = run("stopped", [stored, stored, item("moved"), item("waiting")]);
  expect(undoLabel(stopped, 2)).toBe("Undo the 2 stored…");
  expect(undoNotice(stopped, 2)).toBe("Undo now would take back the 2 stored changes and leave the other 2 pending.");
  expect(undoLabel(run("finished", [stored]), 1)).toBe("Undo…");
  expect(undoLabel(run("finished", [stored, stored], undoes), 2)).toBe("Redo all 2…");
  expect(undoLabel(run("finished", [stored, stored], redoes), 2)).toBe("Undo all 2…");
});
