import { expect, test } from "vitest";
import { level } from "#shared/connection.ts";
import type { LoginTest } from "#shared/login-test.ts";
import { noEdges } from "./edge-spaces.ts";
import { loginTestWords, untestedWords } from "./login-test-words.ts";

const ran: LoginTest = {
  found: { level: "agent", evidence: "contacts 200, agents 401" },
  failure: null,
  isOpen: false,
  wireRequests: 3,
  durationMs: 96,
};

const states = level.options.flatMap((each) =>
  [false, true].flatMap((isOpen) =>
    [null, "The name api.example was not found."].map((failure) => ({ level: each, isOpen, failure })),
  ),
);

test.each(states)("level $level, open $isOpen, failure $failure: the words match what was found", (state) => {
  const { kind, title, hint } = loginTestWords(
    { ...ran, ...state, found: { ...ran.found, level: state.level } },
    noEdges,
  );
  const works = state.level === "agent" || state.level === "company";
  expect(kind === "ok").toBe(works);
  expect(title === "The login works.").toBe(works);
  expect(title === "The server refuses this login.").toBe(state.level === "rejected");
  if (state.level === "unknown") {
    expect(title === "No response came.").toBe(state.failure !== null);
    if (state.failure !== null) expect(hint).toBe(state.failure);
    else expect(title === "The server asked for no login.").toBe(state.isOpen);
  }
  expect(hint).toMatch(/\.$/u);
});

test("the cost of a test is shown", () => {
  expect(loginTestWords(ran, noEdges).cost).toBe("3 wire requests, 96 ms");
  expect(loginTestWords({ ...ran, wireRequests: 1, durationMs: 2_140 }, noEdges).cost).toBe("1 wire request, 2.1 s");
});

test("a refusal mentions the space around the password only where there is one", () => {
  const refused = { ...ran, found: { level: "rejected" as const, evidence: "contacts 401, agents 401" } };
  expect(loginTestWords(refused, { start: null, end: "space" }).hint).toContain("Remove the space and test again");
  expect(loginTestWords(refused, noEdges).hint).toContain("contacts 401, agents 401.");
});

test("a test that did not take place is not called a failure of the login", () => {
  expect(untestedWords("unencrypted-not-acknowledged", "x").again).toBe("Test anyway");
  expect(untestedWords("link-local-not-acknowledged", "The address is link-local.")).toEqual({
    title: "The address is link-local.",
    again: "Test anyway",
  });
  expect(untestedWords("password-needed", "There is no password for this connection.")).toEqual({
    title: "There is no password for this connection.",
    again: "Test again",
  });
});
