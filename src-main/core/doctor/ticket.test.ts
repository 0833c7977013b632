import { expect, test } from "vitest";
import type { DoctorReport } from "#shared/doctor.ts";
import { ticketOf } from "./ticket.ts";

const report: Omit<DoctorReport, "ticket"> = {
  runId: "r",
  connectionId: "c",
  connectionName: "Oak",
  designator: "groups",
  startedAt: Date.UTC(2026, 10, 23, 14, 2, 31),
  totalMs: 1_404.4,
  wireRequests: 6,
  steps: [
    { name: "connect", state: "done", sentence: "The port answered", ms: 38.2, evidence: null },
    {
      name: "server-verdict",
      state: "failed",
      sentence: "401 again",
      ms: 52,
      evidence: {
        sent: { note: "", start: "GET /v1/groups HTTP/1.1", headers: [["Host", "x"]], decisive: [] },
        received: { note: "", start: "HTTP/1.1 401 Unauthorized", headers: [], decisive: ["start"] },
        facts: [],
        questions: [],
      },
    },
  ],
  verdict: {
    code: "wrong-level",
    good: false,
    title: "The login is right.",
    explanation: "`contacts` answered 200.",
    tell: "Ask for `company` credentials.",
    ruledOut: [{ what: "Wrong password", why: "`contacts` answered with it" }],
    notRuledOut: [{ what: "Password changed", why: "The other level did not answer now" }],
    compared: [],
    suspicions: ["The user name ends with a space.", "The password ends with a space."],
  },
};

test("everything a ticket needs, as plain text, and nothing about the password", () => {
  expect(ticketOf(report, "http://x/v1/groups", "oak ")).toBe(
    [
      "Verdict: wrong-level",
      "The login is right.",
      "contacts answered 200.",
      "",
      "Tested: GET http://x/v1/groups",
      "User name: oak ",
      "Time: 2026-11-23 14:02:31 UTC, took 1404 ms, 6 wire requests",
      "",
      "Steps:",
      "  done     Connect             The port answered (38 ms)",
      "  failed   Server’s verdict    401 again (52 ms)",
      "",
      "Ruled out:",
      "  Wrong password: contacts answered with it",
      "",
      "Not ruled out:",
      "  Password changed: The other level did not answer now",
      "",
      "Looks odd:",
      "  The user name ends with a space.",
      "",
      "> GET /v1/groups HTTP/1.1",
      "> Host: x",
      "< HTTP/1.1 401 Unauthorized",
      "",
      "To the customer:",
      "Ask for company credentials.",
      "",
    ].join("\n"),
  );
});

test("without a verdict there is no ticket", () => {
  expect(ticketOf({ ...report, verdict: null }, "http://x", "oak")).toBe("");
});

test("a single wire request is in the singular", () => {
  expect(ticketOf({ ...report, wireRequests: 1 }, "http://x", "oak")).toMatch(/, 1 wire request$/mu);
});
