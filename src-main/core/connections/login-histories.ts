import type { Level } from "#shared/connection.ts";
import {
  editLogin,
  emptyHistory,
  historyOfLevel,
  learnLogin,
  type EditedPart,
  type LoginHistory,
  type LoginSighting,
} from "#shared/login-history.ts";
import type { Clock } from "../ports.ts";
import type { StoredConnection } from "./stored-connection.ts";

/** What the user changed: a part of the login, or the server it is for. */
export type LoginChange = EditedPart | "address";

export interface LoginHistories {
  of(stored: StoredConnection): LoginHistory;
  /** Records a response. Returns the history if it must be stored now, null if that can wait. */
  learn(stored: StoredConnection, seen: LoginSighting): LoginHistory | null;
  /** The history after a change of the login. What another server said is dropped. */
  edit(stored: StoredConnection, change: LoginChange): LoginHistory;
  /** What is not stored yet; null if there is nothing. */
  unstored(stored: StoredConnection): LoginHistory | null;
  forget(connectionId: string): void;
}

/** The time of the last accepted login is stored at most once in this many milliseconds, and at the end. */
const storedEveryMs = 60_000;

/** What is known about each login; the stored connections follow with a delay. */
export function createLoginHistories(clock: Pick<Clock, "now">): LoginHistories {
  const histories = new Map<string, LoginHistory>();

  const of = (stored: StoredConnection): LoginHistory =>
    histories.get(stored.connectionId) ?? stored.login ?? historyOfLevel(stored.level);

  return {
    of,
    learn(stored, seen) {
      const before = of(stored);
      const after = learnLogin(before, seen, clock.now(), accountLevelOf(stored));
      if (after === before) return null;
      histories.set(stored.connectionId, after);
      const isChanged = before.accepted === null || before.edited !== null || before.refused !== after.refused;
      const age = (after.accepted?.at ?? 0) - (stored.login?.accepted?.at ?? 0);
      return isChanged || age >= storedEveryMs ? after : null;
    },
    edit(stored, change) {
      const history = change === "address" ? emptyHistory : editLogin(of(stored), change, clock.now());
      histories.set(stored.connectionId, history);
      return history;
    },
    unstored(stored) {
      const learned = histories.get(stored.connectionId);
      return learned === undefined || learned === (stored.login ?? emptyHistory) ? null : learned;
    },
    forget: (connectionId) => void histories.delete(connectionId),
  };
}

/** The practice logins are the application's own, so their level needs no proof. */
function accountLevelOf({ level, practice }: StoredConnection): Level {
  return level.level === "unknown" && practice !== null ? practice : level.level;
}
