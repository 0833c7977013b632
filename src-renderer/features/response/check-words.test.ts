import { expect, it } from "vitest";
import type { VerifyResult } from "#shared/documents.ts";
import { checkText, progressText, runningText, stripTitle } from "./check-words.ts";
import { withStep } from "./use-check.ts";

const step: VerifyResult = {
  unit: "value",
  compared: 2_300,
  agreeing: 2_300,
  firstDifference: null,
  done: 100,
  total: 248,
  next: { at: 100, byte: 0 },
};
const difference = { record: 99, column: "name", line: null, shown: "Zoe", sent: "Zoë", byteOffset: 1_024 };

it("adds up steps and keeps the first difference", () => {
  const first = withStep(null, { ...step, agreeing: 2_299, firstDifference: difference });
  const both = withStep(first, { ...step, done: 200, firstDifference: { ...difference, record: 150 } });
  expect(both).toMatchObject({ compared: 4_600, agreeing: 4_599, done: 200, total: 248 });
  expect(both.firstDifference).toEqual(difference);
});

it("says how far it is, that nothing was altered, or what differs first and where", () => {
  expect(progressText(null)).toBe("Comparing with the bytes…");
  expect(progressText(withStep(null, step))).toBe("Compared 100 of 248 records with the bytes…");
  expect(progressText(withStep(null, { ...step, unit: "line" }))).toBe("Compared 100 of 248 lines with the bytes…");
  expect(checkText(withStep(null, step))).toBe("Nothing altered: 2,300 of 2,300 values agree with the bytes.");
  expect(checkText(withStep(null, { ...step, uncertain: 2 }))).toBe(
    "Nothing altered as it is read here: 2,300 of 2,300 values agree with the bytes. 2 of them can be read in another way, because the body breaks the API’s rule for backslashes.",
  );
  expect(checkText(withStep(null, { ...step, compared: 1, agreeing: 1 }))).toContain("1 of 1 value agrees");
  expect(checkText(withStep(null, { ...step, agreeing: 2_299, firstDifference: difference }))).toBe(
    "2,299 of 2,300 values agree with the bytes. First difference: record 100, name, shown “Zoe”, sent “Zoë” at byte 1,024.",
  );
  const line = { ...difference, record: null, column: null, line: 7 };
  expect(checkText(withStep(null, { ...step, unit: "line", firstDifference: line }))).toContain(
    "First difference: line 7,",
  );
  expect(checkText(withStep(null, { ...step, compared: 0, agreeing: 0 }))).toBe("There is nothing to compare.");
});

it("says that it was compared only after it was, in every state", () => {
  const check = withStep(null, step);
  const control = { stop: () => undefined, again: () => undefined };
  for (const state of ["running", "done", "stopped", "failed"] as const) {
    for (const found of [null, check]) {
      const text = runningText({ ...control, state, check: found, problem: state === "failed" ? "The disk." : null });
      expect(text.startsWith("Nothing altered"), `${state} ${found === null ? "nothing" : "some"}`).toBe(
        state === "done" && found !== null,
      );
    }
    expect(stripTitle(state) === "Compared with the bytes.").toBe(state === "done");
  }
});
