import { expect, test } from "vitest";
import type { LoginHistory } from "#shared/login-history.ts";
import { resourceAt } from "#shared/rezora/catalog.ts";
import { sampleExchange } from "../../state/exchange-sample.ts";
import { noticesOf } from "./answer-notices.ts";
import { stripsOfKept } from "./kept-records.ts";
import { timeOfDay } from "./format.ts";

const records = sampleExchange("records", { request: { designator: "contacts" } });
const workedAt = records.startedAt + records.totalMs;
const refusedAt = workedAt + 720_000;
const refusal = {
  ...sampleExchange("refusal", { request: { designator: "contacts" }, document: null }),
  startedAt: refusedAt,
  totalMs: 0,
  status: 401,
  login: "refused-since" as const,
};
const history: LoginHistory = {
  accepted: { at: workedAt, designator: "contacts", status: 200, records: 2, realm: null, software: null },
  refused: { at: refusedAt, designator: "contacts" },
  edited: null,
};
const strips = (isShown: boolean, known: LoginHistory = history) => {
  const notices = noticesOf(
    refusal,
    resourceAt("contacts"),
    { level: "agent", history: known, now: refusedAt },
    "Wrong password",
  );
  const kept = { exchange: records, refused: { exchange: refusal, isShown }, history: known, now: refusedAt };
  return stripsOfKept({ ofRefusal: notices, ofRecords: [] }, kept).map(({ title, message, next, actions }) => [
    [title, message, next].filter(Boolean).join(" "),
    ...actions.map(({ text }) => text),
  ]);
};
const time = timeOfDay(workedAt, refusedAt);

test("shows the refusal first, then where the records come from", () => {
  expect(strips(false)).toEqual([
    ["This login worked 12 minutes ago and is refused now.", "Run diagnosis", "Show the response"],
    [`These are the records of ${time}, the last response before that. Editing waits for a login that works.`],
  ]);
});

test("the response itself offers a way back to the records", () => {
  expect(strips(true)).toEqual([
    ["This login worked 12 minutes ago and is refused now.", "Run diagnosis", `Show the records of ${time}`],
  ]);
});

test("once the password was entered again, editing is not said to wait", () => {
  const edited = { ...history, refused: null, edited: { at: refusedAt + 1, parts: ["password" as const] } };
  const [login, kept] = strips(false, edited);
  expect(login?.[0]).toContain("This response refused the login as it was before.");
  expect(kept).toEqual([`These are the records of ${time}, the last response before that.`]);
});
