import type { Level } from "./connection.ts";
import {
  emptyHistory,
  isAboutLogin,
  provesLogin,
  refusesLogin,
  type AcceptedLogin,
  type AccountLevel,
  type EditedPart,
  type LoginHistory,
  type LoginSighting,
} from "./login-history.ts";

/** A response, and what is known by now of the login that it was about. */
export interface LoginQuestion extends LoginSighting {
  /** When the response came, milliseconds since the epoch. */
  readonly at: number;
  /** What is known of the account. */
  readonly accountLevel: Level;
  /** Absent: no response has proved this login. */
  readonly history?: LoginHistory | undefined;
  /** A refusal that may be about the connection on which the nonce was issued. */
  readonly nonceScope?: boolean;
}

/** All statements about a login that may be made after a response. */
export type LoginStanding =
  /** The response says nothing about the login. */
  | { readonly kind: "undecided" }
  | { readonly kind: "accepted" }
  /** The account is proven to be of the level that the resource is not for. */
  | {
      readonly kind: "other-level";
      readonly account: AccountLevel;
      readonly resource: AccountLevel;
      readonly proof: AcceptedLogin | null;
    }
  /** The login worked, and the refusal may be about this resource alone. */
  | { readonly kind: "resource-refused"; readonly proof: AcceptedLogin | null }
  /** The same login was accepted after this refusal. */
  | { readonly kind: "works-again"; readonly proof: AcceptedLogin }
  /** The same login worked, and is refused as a whole now. */
  | { readonly kind: "refused-since"; readonly proof: AcceptedLogin }
  /** The login that is refused is not the one that worked: the user changed it. */
  | {
      readonly kind: "edited-since";
      readonly proof: AcceptedLogin;
      readonly editedAt: number;
      readonly parts: readonly EditedPart[];
    }
  /** The refusal is older than the change of the login. */
  | { readonly kind: "before-edit"; readonly editedAt: number; readonly parts: readonly EditedPart[] }
  /** The password is wrong, or the nonce counts on the closed connection alone. */
  | { readonly kind: "nonce-scope" }
  /** Nothing proves this login, and its level cannot be the reason. */
  | { readonly kind: "rejected" }
  /** Nothing proves this login, and the resource may be for the other level. */
  | { readonly kind: "rejected-or-level"; readonly resource: AccountLevel };

/** The state of a login, which banner, badge, status bar, diagnosis and access matrix describe. */
export function standingOf(question: LoginQuestion): LoginStanding {
  if (provesLogin(question)) return { kind: "accepted" };
  if (!refusesLogin(question)) return { kind: "undecided" };
  const { at, accountLevel, resourceLevel, history = emptyHistory } = question;
  const { accepted: proof, refused, edited } = history;
  if (edited !== null && edited.at > at) return { kind: "before-edit", editedAt: edited.at, parts: edited.parts };
  const otherLevel =
    isProven(accountLevel) && resourceLevel !== null && resourceLevel !== accountLevel
      ? ({ kind: "other-level", account: accountLevel, resource: resourceLevel } as const)
      : null;
  if (proof === null) return otherLevel === null ? unproven(question) : { ...otherLevel, proof };
  if (edited !== null) return { kind: "edited-since", proof, editedAt: edited.at, parts: edited.parts };
  if (refused !== null) return { kind: "refused-since", proof };
  if (otherLevel !== null) return { ...otherLevel, proof };
  if (proof.at > at) return { kind: "works-again", proof };
  return isAboutLogin(question, accountLevel, history)
    ? { kind: "refused-since", proof }
    : { kind: "resource-refused", proof };
}

/** What is shown as the level: that of the account, or that its login is now refused. */
export type BadgeLevel = Level | "refused";

export function badgeOf(level: Level, history: LoginHistory | undefined): BadgeLevel {
  return isRefusedNow(history) ? "refused" : level;
}

/** The last response about the login refused it, after it had worked. */
export function isRefusedNow(history: LoginHistory | undefined): boolean {
  return history !== undefined && history.accepted !== null && history.edited === null && history.refused !== null;
}

function unproven({ login, accountLevel, resourceLevel, nonceScope }: LoginQuestion): LoginStanding {
  // The login was accepted then; only the record of that is gone.
  if (login === "not-permitted" || login === "refused-since") return { kind: "resource-refused", proof: null };
  if (nonceScope === true) return { kind: "nonce-scope" };
  return accountLevel === "unknown" && resourceLevel !== null
    ? { kind: "rejected-or-level", resource: resourceLevel }
    : { kind: "rejected" };
}

function isProven(level: Level): level is AccountLevel {
  return level === "agent" || level === "company";
}
