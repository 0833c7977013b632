import { describe, expect, test } from "vitest";
import { stepNames, verdictCodes, type StepName, type VerdictCode } from "#shared/doctor-names.ts";
import type { DiagnosisStep } from "#shared/doctor.ts";
import { emptyHistory, type LoginHistory } from "#shared/login-history.ts";
import { finding, type CaseFacts } from "./finding.ts";
import { notRuledOutBy, ruledOutBy } from "./ruled-out.ts";

const facts: CaseFacts = {
  server: "api.rezora.com:443",
  secure: true,
  hostname: "api.rezora.com",
  apiVersion: "v1",
  designator: "groups",
  resourceLevel: "company",
  userName: "oak",
  questions: [],
  challengeDamage: [],
  history: emptyHistory,
  startedAt: Date.UTC(2026, 10, 23, 14, 2, 31),
  seen: { realm: "Rezora API", software: "Apache" },
};
const done = (...names: readonly StepName[]): DiagnosisStep[] =>
  names.map((name) => ({ name, state: "done", sentence: "", ms: null, evidence: null }));
const names = (...given: Parameters<typeof ruledOutBy>): string[] => ruledOutBy(...given).map(({ what }) => what);

test("a proven login rules out the password, by the resource that was served", () => {
  const questions = [{ designator: "contacts", level: "agent", status: 200 }] as const;
  expect(ruledOutBy(finding("wrong-level", 401), done("own-answer"), { ...facts, questions })).toEqual([
    { what: "Wrong password", why: "`contacts` answered with it" },
    { what: "Old nonce", why: "A new one was refused too" },
    { what: "Broken client", why: "Our own response was accepted" },
  ]);
});

test("a level is ruled out only when the other one was refused, too", () => {
  const asked = (status: number | null) => ({
    ...facts,
    questions: [{ designator: "contacts", level: "agent" as const, status }],
  });
  expect(names(finding("rejected", 401), done("level"), asked(401))).toContain("Wrong level");
  expect(names(finding("rejected", 401), done("level"), asked(500))).not.toContain("Wrong level");
  expect(names(finding("rejected", 401), done("level"), asked(null))).not.toContain("Wrong level");
  expect(names(finding("rejected", 401), [], asked(401))).not.toContain("Wrong password");
});

test("what was not reached is not ruled out", () => {
  expect(names(finding("refused"), done("name-lookup"), facts)).toEqual([]);
});

const worked: LoginHistory = {
  accepted: {
    at: Date.UTC(2026, 10, 23, 13, 50, 8),
    designator: "groups",
    status: 200,
    records: 6,
    realm: "Rezora API",
    software: "Apache",
  },
  refused: null,
  edited: null,
};
const questionLists: readonly CaseFacts["questions"][] = [
  [],
  [{ designator: "contacts", level: "agent", status: 200 }],
  [{ designator: "contacts", level: "agent", status: 401 }],
  [{ designator: "contacts", level: "agent", status: null }],
];
/** Verdicts of the API itself. Any other responder proves nothing about the login or the network. */
const ofTheApi =
  /^(?:rejected|refused-since|other-charset|nonce-of-connection|wrong-level|not-permitted|session-blocks|valid)/u;
const onTheWay: readonly VerdictCode[] = [
  "proxy-login",
  "captive-portal",
  "redirected-elsewhere",
  "gateway-failed",
  "web-page",
];

describe.each(verdictCodes)("with the verdict %s", (code) => {
  const cases = questionLists.flatMap((questions) =>
    [true, false].flatMap((signed) =>
      [[], stepNames].map((passed) => {
        const known = { ...facts, questions, history: code === "refused-since" ? worked : emptyHistory };
        const found = finding(code, 401, "", { signed });
        const isServed = questions.some(({ status }) => status === 200);
        return { out: ruledOutBy(found, done(...passed), known), open: notRuledOutBy(found, known), passed, isServed };
      }),
    ),
  );

  test("nothing is both ruled out and not ruled out, and each has its reason", () => {
    for (const { out, open } of cases) {
      const all = [...out, ...open];
      expect(new Set(all.map(({ what }) => what)).size).toBe(all.length);
      for (const { what, why } of all) expect(what === "" || why === "" || /undefined|null|NaN/u.test(why)).toBe(false);
    }
  });

  test("only what was proven wrong is ruled out", () => {
    for (const { out, passed, isServed } of cases) {
      const whats = out.map(({ what }) => what);
      if (!ofTheApi.test(code)) {
        for (const what of [
          "Wrong password",
          "Wrong level",
          "Old nonce",
          "Broken client",
          "Network",
          "Wrong base URL",
        ]) {
          expect(whats).not.toContain(what);
        }
      }
      if (code.startsWith("rejected")) expect(whats).not.toContain("Wrong password");
      if (code === "wrong-level" && !isServed) expect(whats).not.toContain("Wrong password");
      if (passed.length === 0) {
        for (const what of ["Broken client", "Session cookie", "Network", "Certificate"])
          expect(whats).not.toContain(what);
      }
    }
  });

  test("what remains is listed whenever the login was not proven", () => {
    const proven = /^(?:valid|other-charset|nonce-of-connection|session-blocks|wrong-level)/u.test(code);
    for (const { open } of cases) if (!proven) expect(open.length).toBeGreaterThan(0);
    for (const { open } of cases) {
      if (onTheWay.includes(code)) {
        expect(open.map(({ what }) => what)).toEqual(["Wrong password", "Wrong level", "Error in the API"]);
      }
    }
  });
});

test("a login that worked: what the earlier response proves", () => {
  const found = finding("refused-since", 401);
  const questions = [{ designator: "contacts", level: "agent" as const, status: 401 }];
  const known = { ...facts, questions, history: worked };
  expect(ruledOutBy(found, done("own-answer", "without-cookies", "http"), known)).toEqual([
    { what: "Typing error", why: "This password got 200 at 13:50 UTC" },
    { what: "Wrong level", why: "This resource got 200 at 13:50 UTC" },
    { what: "Old nonce", why: "A new one was refused too" },
    { what: "Other server", why: "Same host, realm and software" },
    { what: "Broken client", why: "Our own response got the same" },
  ]);
  const moved = { ...known, seen: { realm: "Rezora API", software: "nginx" } };
  expect(notRuledOutBy(found, moved).map(({ what }) => what)).toEqual([
    "Password changed",
    "Account closed",
    "Other server",
  ]);
  const unnoted = notRuledOutBy(finding("refused-since", 401, "The connection was closed."), {
    ...moved,
    questions: [],
    designator: "lists",
  });
  expect(unnoted.map(({ what }) => what)).toEqual([
    "Password changed",
    "Account closed",
    "Wrong level",
    "Other server",
    "Nonce of a connection",
  ]);
});
