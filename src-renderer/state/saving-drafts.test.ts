import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Draft } from "#shared/edits.ts";
import type { EditedRecord } from "./draft-changes.ts";
import { discard, editFields, saveNow, undo, useEdits } from "./edits.ts";

interface Input extends Partial<Draft> {
  readonly draftIds?: readonly string[];
}

const { call } = vi.hoisted(() => ({ call: vi.fn<(name: string, input: Input) => Promise<unknown>>() }));
vi.mock("../api.ts", () => ({ call, onEvent: () => () => undefined, ApiError: Error }));

function contact(id: number): EditedRecord {
  const designator = `contacts/${String(id)}`;
  return { connectionId: "c", designator, title: "", base: [["contact_name", "Jane"]], sent: ["contact_name"] };
}

const edit = (id: number, value: string) => ({ record: contact(id), name: "contact_name", value });

/** What was saved, such as `contacts/1 Janet`, in the order of the calls. */
function saved(): string[] {
  return call.mock.calls
    .filter(([name]) => name === "saveDraft")
    .map(([, { change }]) => `${change?.designator ?? ""} ${change?.fields[0]?.[1] ?? ""}`);
}

beforeEach(() => {
  vi.useFakeTimers();
  call.mockReset();
  call.mockImplementation((name, input) => Promise.resolve(name === "saveDraft" ? { ...input, savedAt: 1 } : {}));
});

afterEach(async () => {
  discard([...useEdits.getState().drafts.keys()]);
  await vi.runAllTimersAsync();
  vi.useRealTimers();
});

test("drafts that were changed together are saved even if one of them was changed again first", async () => {
  editFields([edit(1, "Janet"), edit(2, "Janet"), edit(3, "Janet")]);
  await vi.advanceTimersByTimeAsync(200);
  editFields([edit(2, "Joan")]);
  expect(useEdits.getState().unsaved.size).toBe(3);
  await vi.runAllTimersAsync();
  expect(saved()).toEqual(["contacts/1 Janet", "contacts/3 Janet", "contacts/2 Joan"]);
  expect(useEdits.getState().unsaved.size).toBe(0);
});

test("text typed while a draft is being saved stays unsaved and is saved afterwards", async () => {
  editFields([edit(1, "Janet")]);
  call.mockImplementationOnce(async (_name, input) => {
    editFields([edit(1, "Joan")]);
    return { ...input, savedAt: 1 };
  });
  await vi.advanceTimersByTimeAsync(400);
  expect(useEdits.getState().unsaved.size).toBe(1);
  await vi.runAllTimersAsync();
  expect(saved()).toEqual(["contacts/1 Janet", "contacts/1 Joan"]);
  expect(useEdits.getState().unsaved.size).toBe(0);
});

test("a review waits for its drafts; a draft removed by undo is deleted from disk", async () => {
  editFields([edit(1, "Janet")]);
  await saveNow(["c contacts/1"]);
  expect(saved()).toEqual(["contacts/1 Janet"]);
  undo();
  await vi.runAllTimersAsync();
  expect(call).toHaveBeenLastCalledWith("discardDrafts", { draftIds: ["c contacts/1"] });
});
