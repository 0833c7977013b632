import { expect, test } from "vitest";
import { secretKind } from "#shared/bundle.ts";
import { heldTicketWords } from "./ticket-words.ts";

const check = { state: "held", secrets: ["password"], held: 2, paragraphs: 6, rest: "x" } as const;

test("a ticket that was not copied says how many secrets of which kind it contains, but never which", () => {
  expect(heldTicketWords({ ...check, secrets: ["password"] })).toEqual({
    text: "Not copied: 2 of 6 paragraphs hold the password.",
    action: "Copy without them",
  });
  expect(heldTicketWords({ ...check, secrets: ["password", "HA1"], held: 1 })).toEqual({
    text: "Not copied: 1 of 6 paragraphs holds the password and an HA1.",
    action: "Copy without it",
  });
  expect(heldTicketWords({ ...check, secrets: ["response"], held: 6, rest: "" }).text).toBe(
    "Not copied: the text holds a live response.",
  );
  for (const kind of secretKind.options) {
    expect(heldTicketWords({ ...check, secrets: [kind] }).text).toMatch(/^Not copied: .*\.$/u);
  }
});
