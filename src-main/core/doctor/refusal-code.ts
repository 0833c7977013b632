import type { Connection } from "#shared/connection.ts";
import type { VerdictCode } from "#shared/doctor-names.ts";
import { emptyHistory, learnLogin, type AccountLevel, type LoginSighting } from "#shared/login-history.ts";
import { standingOf, type LoginStanding } from "#shared/login-standing.ts";

export interface RefusedLogin {
  readonly connection: Pick<Connection, "level" | "login">;
  /** When the run began: everything it saw came later. */
  readonly startedAt: number;
  /** The refusal, then what the other requests of the run showed. */
  readonly seen: readonly [LoginSighting, ...LoginSighting[]];
  /** The level of a resource that was served in this run; null when none was. */
  readonly served: AccountLevel | null;
  /** The 401 contains a new challenge. */
  readonly challenged: boolean;
}

/** The code for a refusal, decided by the same function that the response pane uses. */
export function codeOfRefusal(refusal: RefusedLogin): VerdictCode {
  const { kind } = standingOfRefusal(refusal);
  const unproven = refusal.challenged ? "rejected" : "rejected-without-challenge";
  switch (kind) {
    case "other-level":
      return "wrong-level";
    case "works-again":
    case "resource-refused":
      // Unless a resource was served, one refusal cannot be distinguished from a login that is refused everywhere.
      return refusal.served === null ? "refused-since" : "not-permitted";
    case "refused-since":
      return kind;
    case "undecided":
    case "accepted":
    case "edited-since":
    case "before-edit":
    case "nonce-scope":
    case "rejected":
    case "rejected-or-level":
      return unproven;
  }
}

export function standingOfRefusal({ connection, startedAt, seen, served }: RefusedLogin): LoginStanding {
  const accountLevel = served ?? connection.level.level;
  const [refused] = seen;
  const before = connection.login ?? emptyHistory;
  const history = seen.reduce((known, each) => learnLogin(known, each, startedAt + 1, accountLevel), before);
  return standingOf({ ...refused, at: startedAt, accountLevel, history });
}
