import { expect, test } from "vitest";
import { questionBox } from "./question-box.ts";

test("a system dialog spells out invisible characters [security: unseen-in-system-dialogs]", () => {
  const box = questionBox({
    title: "Use api\u202e.example?",
    message: "For p\u0430ypal [tab, U+0009].",
    yes: "Use\u00a0It",
  });
  expect(box.message).toBe("Use api[right-to-left override, U+202E].example?");
  expect(box.detail).toBe("For p[Cyrillic а, U+0430]ypal [left square bracket, U+005B]tab, U+0009].");
  expect(box.buttons).toEqual(["Cancel", "Use[no-break space, U+00A0]It"]);
  expect(questionBox({ title: "Show HA1?", message: "Ольга, 山田", yes: "Show" })).toMatchObject({
    message: "Show HA1?",
    detail: "Ольга, 山田",
  });
});
