import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Level } from "./connection.ts";
import {
  editLogin,
  emptyHistory,
  historyOfLevel,
  learnLogin,
  type LoginHistory,
  type LoginSighting,
} from "./login-history.ts";
import { badgeOf, standingOf, type LoginQuestion } from "./login-standing.ts";
import { agoInWords, editInWords, sayStanding, shortStanding } from "./login-words.ts";

const minute = 60_000;
const workedAt = 100 * minute;
const now = 112 * minute;

const accepted = (designator: string): LoginSighting => ({
  designator,
  resourceLevel: levelOf(designator),
  status: 200,
  login: "accepted",
});
const refused = (designator: string, login: LoginSighting["login"] = "credentials-rejected"): LoginSighting => ({
  designator,
  resourceLevel: levelOf(designator),
  status: 401,
  login,
});
function levelOf(designator: string): LoginSighting["resourceLevel"] {
  if (/^(?:contacts|lists)/u.test(designator)) return "agent";
  return /^(?:agents|groups)/u.test(designator) ? "company" : null;
}
const worked = learnLogin(emptyHistory, accepted("contacts"), workedAt, "agent");
const ask = (seen: LoginSighting, change: Partial<LoginQuestion> = {}): LoginQuestion => ({
  ...seen,
  at: now,
  accountLevel: "agent",
  history: worked,
  ...change,
});

describe("what may be said of a login", () => {
  test.each([
    ["a login that worked and is refused now", ask(refused("contacts")), "refused-since"],
    ["the same, where the engine remembers it", ask(refused("lists", "not-permitted")), "refused-since"],
    ["a resource of the other level", ask(refused("agents", "not-permitted")), "other-level"],
    ["one record, which may be protected", ask(refused("contacts/7", "not-permitted")), "resource-refused"],
    ["what the catalogue lacks", ask(refused("moon", "not-permitted")), "resource-refused"],
    ["a write", ask({ ...refused("contacts", "not-permitted"), method: "POST" }), "resource-refused"],
    ["another login is asked for", ask({ ...refused("contacts"), otherChallenge: true }), "undecided"],
    ["a nonce that is called outdated", ask(refused("contacts", "nonce-loop")), "undecided"],
    ["a failing server", ask({ ...accepted("contacts"), status: 500 }), "undecided"],
    ["no response", ask({ ...refused("contacts", "none"), status: null }), "undecided"],
    ["served", ask(accepted("contacts")), "accepted"],
    ["a web page proves nothing", ask({ ...accepted("contacts"), webPage: true }), "undecided"],
    ["accepted after that", ask(refused("contacts"), { at: workedAt - 1 }), "works-again"],
    [
      "never accepted, level unknown",
      ask(refused("contacts"), { accountLevel: "unknown", history: undefined }),
      "rejected-or-level",
    ],
    [
      "never accepted by either level",
      ask(refused("contacts"), { accountLevel: "rejected", history: undefined }),
      "rejected",
    ],
    [
      "the nonce may not count there",
      ask(refused("contacts"), { accountLevel: "unknown", history: undefined, nonceScope: true }),
      "nonce-scope",
    ],
    [
      "the password was entered again since",
      ask(refused("contacts"), { history: editLogin(worked, "password", 110 * minute), accountLevel: "unknown" }),
      "edited-since",
    ],
    [
      "refused before that",
      ask(refused("contacts"), { history: editLogin(worked, "password", 113 * minute), accountLevel: "unknown" }),
      "before-edit",
    ],
    [
      "the other level, after the login was refused on its own",
      ask(refused("agents"), { history: learnLogin(worked, refused("contacts"), now, "agent") }),
      "refused-since",
    ],
  ] as const)("%s", (_, question, kind) => {
    expect(standingOf(question).kind).toBe(kind);
  });

  test("in words", () => {
    const say = (question: LoginQuestion): string =>
      Object.values(sayStanding(standingOf(question), now) ?? {})
        .join(" ")
        .trim();
    expect(say(ask(refused("contacts")))).toBe("This login worked 12 minutes ago and is refused now.");
    expect(say(ask(refused("agents")))).toBe(
      "This account may not use company resources. It is an agent account, proven 12 minutes ago by contacts.",
    );
    expect(say(ask(refused("contacts/7", "not-permitted")))).toBe(
      "This resource is refused to this login. The same login worked 12 minutes ago, for contacts.",
    );
    const edited = editLogin(editLogin(worked, "user-name", 109 * minute), "password", 110 * minute);
    expect(say(ask(refused("contacts"), { history: edited }))).toBe(
      "The server refused this login. The user name was changed and the password was entered again here 2 minutes ago. The login before that worked 12 minutes ago.",
    );
    expect(editInWords(["encoding"])).toBe("The encoding of the login was changed");
  });

  test.each([
    [0, "a moment ago"],
    [-5, "a moment ago"],
    [59_999, "a moment ago"],
    [minute, "1 minute ago"],
    [59.9 * minute, "59 minutes ago"],
    [60 * minute, "1 hour ago"],
    [49 * 60 * minute, "2 days ago"],
  ])("%d milliseconds are %s", (milliseconds, words) => expect(agoInWords(milliseconds)).toBe(words));
});

describe("the history of a login", () => {
  test("a proven level from before there was a history counts as its last acceptance", () => {
    const derived = historyOfLevel({ level: "agent", evidence: "agents 401, contacts 200", observedAt: 5 });
    expect(derived.accepted).toMatchObject({ at: 5, designator: "contacts", status: 200, records: null });
    expect(historyOfLevel({ level: "unknown", evidence: "", observedAt: 5 })).toBe(emptyHistory);
    expect(historyOfLevel({ level: "agent", evidence: "contacts 200 with a web page", observedAt: 5 })).toBe(
      emptyHistory,
    );
  });

  test("keeps the first refusal, and forgets it once the login works", () => {
    const first = learnLogin(worked, refused("lists"), now, "agent");
    expect(first.refused).toEqual({ at: now, designator: "lists" });
    expect(learnLogin(first, refused("contacts"), now + 1, "agent")).toBe(first);
    expect(learnLogin(first, accepted("lists"), now + 2, "agent").refused).toBeNull();
  });

  test("a change of a login that never worked is nothing to remember", () => {
    expect(editLogin(emptyHistory, "password", 1)).toBe(emptyHistory);
  });
});

type Step =
  | { readonly kind: "seen"; readonly seen: LoginSighting }
  | { readonly kind: "edit"; readonly part: "password" | "user-name" };

const designators = fc.constantFrom("contacts", "lists", "contacts/7", "agents", "groups", "groups/2/agents", "moon");
const sightings: fc.Arbitrary<LoginSighting> = fc
  .record({
    designator: designators,
    status: fc.constantFrom(200, 204, 401, 401, 401, 404, 500, null),
    login: fc.constantFrom("accepted", "credentials-rejected", "not-permitted", "refused-since", "nonce-loop", "none"),
    method: fc.constantFrom("GET", "GET", "GET", "PUT"),
    otherChallenge: fc.boolean(),
    webPage: fc.boolean(),
  })
  .map((seen): LoginSighting => ({ ...seen, resourceLevel: levelOf(seen.designator) }));
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: sightings.map((seen) => ({ kind: "seen", seen }) as const) },
  { weight: 1, arbitrary: fc.constantFrom("password", "user-name").map((part) => ({ kind: "edit", part }) as const) },
);
const levels = fc.constantFrom<Level>("agent", "company", "unknown", "rejected");

describe("whatever was observed", () => {
  /** What is known after some steps, one minute each, and the responses among them. */
  function live(
    all: readonly Step[],
    level: Level,
  ): { history: LoginHistory; responses: (LoginSighting & { at: number })[] } {
    let history = emptyHistory;
    const responses: (LoginSighting & { at: number })[] = [];
    for (const [index, step] of all.entries()) {
      const at = index * minute;
      if (step.kind === "edit") history = editLogin(history, step.part, at);
      else {
        history = learnLogin(history, step.seen, at + 1, level);
        responses.push({ ...step.seen, at });
      }
    }
    return { history, responses };
  }

  test("a level is the reason only where it is proven and differs from that of the resource", () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 8 }), levels, (all, accountLevel) => {
        const { history, responses } = live(all, accountLevel);
        for (const response of responses) {
          const standing = standingOf({ ...response, accountLevel, history });
          const words = JSON.stringify([sayStanding(standing, now), shortStanding(standing, String)]);
          if (/may not use|accounts only/u.test(words)) {
            expect(["agent", "company"]).toContain(accountLevel);
            expect(response.resourceLevel).not.toBeNull();
            expect(response.resourceLevel).not.toBe(accountLevel);
          }
          expect(words).not.toContain("fine");
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test("the parts of the window never contradict each other, for all pairs of responses", () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 8 }), levels, (all, accountLevel) => {
        const { history, responses } = live(all, accountLevel);
        const badge = badgeOf(accountLevel, history);
        const kinds = responses.map((response) => standingOf({ ...response, accountLevel, history }).kind);
        // Each pair of sentences that could be on screen at the same time, and the badge above them.
        for (const one of kinds) {
          if (badge === "refused") {
            expect(["undecided", "accepted", "refused-since", "before-edit"]).toContain(one);
          }
          for (const other of kinds) {
            if (one === "refused-since") expect(["works-again", "edited-since", "rejected"]).not.toContain(other);
            // Of a practice account the level is known without a proof, so it may be named beside a wrong password.
            if (one === "rejected") expect(["works-again", "edited-since", "refused-since"]).not.toContain(other);
          }
        }
        if (badge === "refused") expect(history.accepted).not.toBeNull();
      }),
      { numRuns: 3_000 },
    );
  });

  test("only a login that worked is said to have worked", () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 8 }), levels, (all, accountLevel) => {
        const { history, responses } = live(all, accountLevel);
        const proofs = responses.filter(
          (seen) => seen.login === "accepted" && seen.status !== null && seen.status < 300 && !seen.webPage,
        );
        for (const response of responses) {
          const standing = standingOf({ ...response, accountLevel, history });
          const proof = "proof" in standing ? standing.proof : null;
          if (proof !== null) expect(proofs.map(({ at }) => at + 1)).toContain(proof.at);
          if (standing.kind === "refused-since")
            expect(standing.proof.at).toBeLessThanOrEqual(response.at + minute * all.length);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
