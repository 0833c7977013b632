import { describe, expect, test } from "vitest";
import type { Draft } from "#shared/edits.ts";
import {
  changedFields,
  draftsWithFields,
  draftWithField,
  forgetDrafts,
  noDrafts,
  putDrafts,
  redoStep,
  undoStep,
  type EditedRecord,
} from "./draft-changes.ts";

const record: EditedRecord = {
  connectionId: "c",
  designator: "contacts/1",
  title: "Jane",
  base: [
    ["contact_id", "1"],
    ["contact_name", "Jane"],
    ["contact_email", "a@x"],
  ],
  sent: ["contact_name", "contact_email"],
};

function edited(name: string, value: string, known?: Draft): Draft {
  const draft = draftWithField(record, known, name, value);
  if (draft === null) throw new Error("no draft");
  return draft;
}

describe("the draft of a record", () => {
  test("sends every field that a PUT takes, and knows which differ", () => {
    const draft = edited("contact_email", "b@x");
    expect(draft.change.fields).toEqual([
      ["contact_name", "Jane"],
      ["contact_email", "b@x"],
    ]);
    expect([...changedFields(draft)]).toEqual([["contact_email", "b@x"]]);
  });

  test("a second field joins the first; restoring both removes the draft", () => {
    const both = edited("contact_name", "Janet", edited("contact_email", "b@x"));
    expect(changedFields(both).size).toBe(2);
    const one = edited("contact_name", "Jane", both);
    expect([...changedFields(one).keys()]).toEqual(["contact_email"]);
    expect(draftWithField(record, one, "contact_email", "a@x")).toBeNull();
  });
});

describe("steps", () => {
  const one = edited("contact_email", "b@x");
  const put = (draft: Draft | null, key: string | null = null) => [{ draftId: one.draftId, draft }, key] as const;

  test("go back and forward again", () => {
    const [wanted] = put(one);
    const after = putDrafts(noDrafts, [wanted]);
    expect(after.drafts.get(one.draftId)).toBe(one);
    expect(undoStep(after).drafts.size).toBe(0);
    expect(redoStep(undoStep(after)).drafts.get(one.draftId)).toBe(one);
    expect(undoStep(noDrafts)).toBe(noDrafts);
  });

  test("letters typed into one field are one step", () => {
    let state = noDrafts;
    for (const value of ["b", "b@", "b@x"]) {
      state = putDrafts(state, [{ draftId: one.draftId, draft: edited("contact_email", value) }], "contacts/1 email");
    }
    expect(state.done).toHaveLength(1);
    expect(undoStep(state).drafts.size).toBe(0);
  });

  test("a step after going back drops the steps that could be redone", () => {
    const state = undoStep(putDrafts(noDrafts, [put(one)[0]]));
    expect(putDrafts(state, [{ draftId: one.draftId, draft: edited("contact_name", "J") }]).undone).toEqual([]);
  });

  test("committed changes are removed from drafts and steps", () => {
    const state = putDrafts(noDrafts, [put(one)[0]]);
    expect(forgetDrafts(state, new Set([one.draftId]))).toEqual(noDrafts);
  });
});

test("edits of many records and fields are one step with one undo", () => {
  const other = { ...record, designator: "contacts/2" };
  const wanted = draftsWithFields(new Map(), [
    { record, name: "contact_name", value: "Janet" },
    { record, name: "contact_email", value: "b@x" },
    { record: other, name: "contact_email", value: "c@x" },
  ]);
  expect(wanted.map(({ draft }) => draft && [...changedFields(draft)])).toEqual([
    [
      ["contact_name", "Janet"],
      ["contact_email", "b@x"],
    ],
    [["contact_email", "c@x"]],
  ]);
  const state = putDrafts(noDrafts, wanted);
  expect(state.done).toHaveLength(1);
  expect(undoStep(state).drafts.size).toBe(0);
});

test("restoring the original value removes the draft", () => {
  const known = new Map([["c contacts/1", edited("contact_email", "b@x")]]);
  const back = draftsWithFields(known, [{ record, name: "contact_email", value: "a@x" }]);
  expect(back).toEqual([{ draftId: "c contacts/1", draft: null }]);
});
