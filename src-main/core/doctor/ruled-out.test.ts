import { expect, test } from "vitest";
import type { RungName } from "#shared/doctor-names.ts";
import type { Rung } from "#shared/doctor.ts";
import { finding, type CaseFacts } from "./finding.ts";
import { ruledOutBy } from "./ruled-out.ts";

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
};
const done = (...names: readonly RungName[]): Rung[] =>
  names.map((name) => ({ name, state: "done", sentence: "", ms: null, evidence: null }));
const names = (...given: Parameters<typeof ruledOutBy>): string[] => ruledOutBy(...given).map(({ what }) => what);

test("a proven login rules out the password, by the resource that was served", () => {
  const questions = [{ designator: "contacts", level: "agent", status: 200 }] as const;
  expect(ruledOutBy(finding("wrong-level", 401), done("own-answer"), { ...facts, questions })).toEqual([
    { what: "Wrong password", why: "`contacts` answered with it" },
    { what: "Broken client", why: "Our own answer got the same" },
    { what: "Old nonce", why: "It was issued a moment before" },
  ]);
});

test("the kind of account is ruled out only where the other kind was refused, too", () => {
  const asked = (status: number | null) => ({
    ...facts,
    questions: [{ designator: "contacts", level: "agent" as const, status }],
  });
  expect(names(finding("rejected", 401), done("level"), asked(401))).toContain("Wrong kind of account");
  expect(names(finding("rejected", 401), done("level"), asked(500))).not.toContain("Wrong kind of account");
  expect(names(finding("rejected", 401), done("level"), asked(null))).not.toContain("Wrong kind of account");
  expect(names(finding("rejected", 401), [], asked(401))).not.toContain("Wrong password");
});

test("what was not reached is not ruled out", () => {
  expect(names(finding("refused"), done("name-lookup"), facts)).toEqual([]);
});
