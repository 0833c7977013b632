import fc from "fast-check";
import { expect, test } from "vitest";
import type { Level } from "#shared/connection.ts";
import {
  editLogin,
  emptyHistory,
  learnLogin,
  provesLogin,
  type LoginHistory,
  type LoginSighting,
} from "#shared/login-history.ts";
import { badgeOf, standingOf, type LoginStanding } from "#shared/login-standing.ts";
import { decideLevel } from "../connections/level.ts";
import { codeOfRefusal, type RefusedLogin } from "./refusal-code.ts";

const levels = {
  contacts: "agent",
  lists: "agent",
  "contacts/7": "agent",
  agents: "company",
  groups: "company",
} as const;
type Designator = keyof typeof levels;
const designators = fc.constantFrom<Designator>("contacts", "lists", "contacts/7", "agents", "groups");

const sighting = (designator: Designator, status: number | null): LoginSighting => ({
  designator,
  resourceLevel: levels[designator],
  status,
  login: status === 401 ? "credentials-rejected" : status === null ? "none" : "accepted",
});

/** What was observed or edited before the run. */
const pasts = fc.array(
  fc.oneof(
    fc.tuple(designators, fc.constantFrom(200, 401, 404, 500, null)).map(([where, status]) => sighting(where, status)),
    fc.constant("edit" as const),
  ),
  { maxLength: 6 },
);

function live(past: readonly (LoginSighting | "edit")[], level: Level): LoginHistory {
  return past.reduce<LoginHistory>(
    (history, step, index) =>
      step === "edit" ? editLogin(history, "password", index) : learnLogin(history, step, index, level),
    emptyHistory,
  );
}

/** What the response pane may say about the refusal after the run has ended with this code. */
const compatible: Readonly<Record<string, readonly LoginStanding["kind"][]>> = {
  "wrong-level": ["other-level"],
  "not-permitted": ["works-again"],
  "refused-since": ["refused-since", "resource-refused"],
  rejected: ["rejected", "rejected-or-level", "edited-since"],
};

test("the diagnosis, the banner of the same refusal and the badge agree, whatever was observed before and in the run", () => {
  fc.assert(
    fc.property(
      pasts,
      fc.constantFrom<Level>("agent", "company", "unknown", "rejected"),
      designators,
      fc.constantFrom(200, 401, 500, null),
      fc.constantFrom(200, 401, 500, null),
      (past, known, tested, otherStatus, ownStatus) => {
        const startedAt = 100;
        // A level is proven only by an earlier accepted response.
        const history = live(past, known);
        const isProven = known === "agent" || known === "company";
        fc.pre(isProven === (history.accepted !== null && history.edited === null));
        const acceptedAt = history.accepted?.designator as Designator | undefined;
        fc.pre(acceptedAt === undefined || !isProven || levels[acceptedAt] === known);

        // As the level step does: the other level, then the same level if it was not tested and none was served.
        const own = levels[tested];
        const [ownCollection, otherCollection] =
          own === "agent" ? (["contacts", "agents"] as const) : (["agents", "contacts"] as const);
        const asked = [sighting(otherCollection, otherStatus)];
        if (otherStatus !== 200 && otherStatus !== null && tested !== ownCollection)
          asked.push(sighting(ownCollection, ownStatus));
        const served = asked.find(provesLogin)?.resourceLevel ?? null;
        const seen = [sighting(tested, 401), ...asked] as const;
        const before = { level: known, evidence: "", observedAt: 1 };
        const refusal: RefusedLogin = {
          connection: { level: before, login: history },
          startedAt,
          seen: [...seen],
          served,
          challenged: true,
        };
        const code = codeOfRefusal(refusal);

        // The connection after the run, and the pane, which shows the same refusal.
        const level = decideLevel(before, seen, 102).level;
        const after = seen.reduce((so, each) => learnLogin(so, each, startedAt + 1, served ?? known), history);
        const banner = standingOf({ ...seen[0], at: startedAt, accountLevel: level, history: after });
        expect(compatible[code]).toContain(banner.kind);
        const badge = badgeOf(level, after);
        if (served !== null) expect(badge).toBe(served);
        if (banner.kind === "refused-since") expect(badge).toBe("refused");
        if (code === "wrong-level") expect(level).not.toBe(own);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("a login that never worked is rejected, with or without a new challenge", () => {
  const seen = [sighting("contacts", 401), sighting("agents", 401)] as const;
  const connection = { level: { level: "unknown", evidence: "", observedAt: 0 } } as const;
  const code = (challenged: boolean) =>
    codeOfRefusal({ connection, startedAt: 1, seen: [...seen], served: null, challenged });
  expect([code(true), code(false)]).toEqual(["rejected", "rejected-without-challenge"]);
});
