import { expect, test } from "vitest";
import type { LevelEvidence } from "#shared/connection.ts";
import type { LoginVerdict } from "#shared/http/exchange.ts";
import { decideLevel, learnLevel, type LevelObservation } from "./level.ts";

const known = (level: LevelEvidence["level"]): LevelEvidence => ({ level, evidence: "earlier", observedAt: 1 });

function seen(
  designator: string,
  status: number | null,
  login: LoginVerdict,
  resourceLevel: LevelObservation["resourceLevel"] = designator.startsWith("contacts") ? "agent" : "company",
): LevelObservation {
  return { designator, status, login, resourceLevel };
}

test.each([
  ["a served resource proves its level", known("unknown"), seen("contacts", 200, "accepted"), "agent", "contacts 200"],
  ["204 is served", known("unknown"), seen("groups/7/agents", 204, "accepted"), "company", "groups/7/agents 204"],
  ["proof ends a rejection", known("rejected"), seen("contacts/1", 200, "accepted"), "agent", "contacts/1 200"],
  ["newer proof counts", known("agent"), seen("agents", 200, "accepted"), "company", "agents 200"],
] as const)("%s", (_, before, observation, level, evidence) => {
  expect(learnLevel(before, observation, 2)).toEqual({ level, evidence, observedAt: 2 });
});

test.each([
  ["a proven login survives a 401", known("agent"), seen("agents", 401, "credentials-rejected")],
  ["not permitted proves nothing", known("unknown"), seen("agents", 401, "not-permitted")],
  ["a server that asked for no login proves nothing", known("unknown"), seen("contacts", 200, "not-asked")],
  ["an error proves nothing", known("unknown"), seen("contacts", 500, "accepted")],
  ["a missing record proves nothing", known("unknown"), seen("contacts/9", 404, "accepted")],
  ["what the catalogue lacks proves nothing", known("unknown"), seen("moon", 200, "accepted", null)],
  ["the same again changes nothing", known("agent"), seen("contacts", 200, "accepted")],
  ["one refusal may be the other level", known("unknown"), seen("agents", 401, "credentials-rejected")],
  ["rejected again changes nothing", known("rejected"), seen("contacts", 401, "credentials-rejected")],
  ["no answer proves nothing", known("unknown"), seen("contacts", null, "none")],
  ["a web page proves nothing", known("unknown"), { ...seen("contacts", 200, "accepted"), webPage: true }],
] as const)("%s", (_, before, observation) => {
  expect(learnLevel(before, observation, 2)).toBeNull();
});

const refused = (designator: string): LevelObservation => seen(designator, 401, "credentials-rejected");

test.each([
  [
    [seen("contacts", 200, "accepted"), seen("agents", 401, "not-permitted")],
    "unknown",
    "agent",
    "contacts 200, agents 401",
  ],
  [[refused("contacts"), seen("agents", 200, "accepted")], "unknown", "company", "contacts 401, agents 200"],
  [[refused("contacts"), refused("agents")], "unknown", "rejected", "contacts 401, agents 401"],
  [
    [seen("contacts", 200, "accepted"), seen("agents", 200, "accepted")],
    "unknown",
    "unknown",
    "contacts 200, agents 200",
  ],
  [[seen("contacts", 500, "accepted"), refused("agents")], "unknown", "unknown", "contacts 500, agents 401"],
  [[seen("contacts", 500, "accepted"), refused("agents")], "company", "company", "contacts 500, agents 401"],
  [
    [{ ...seen("contacts", 200, "accepted"), webPage: true }, refused("agents")],
    "unknown",
    "unknown",
    "contacts 200 with a web page, agents 401",
  ],
  [[seen("contacts", null, "none")], "rejected", "unknown", "contacts no answer"],
  [[seen("contacts", null, "none")], "agent", "agent", "contacts no answer"],
] as const)("detection from %o after %s decides %s", (answers, before, level, evidence) => {
  expect(decideLevel(known(before), answers, 2)).toEqual({ level, evidence, observedAt: 2 });
});

test("a refusal of both levels keeps a proven level, and the history records the refusal", () => {
  const proven = known("agent");
  expect(decideLevel(proven, [refused("contacts"), refused("agents")], 2)).toBe(proven);
});
