import { z } from "zod";
import type { Level } from "./connection.ts";
import type { LoginVerdict, Method } from "./http/exchange.ts";
import { matchDesignator } from "./rezora/uri.ts";

export type AccountLevel = "agent" | "company";

/** A response that proved the login: a signed request was served. */
export const acceptedLogin = z.strictObject({
  /** Milliseconds since the epoch. */
  at: z.number(),
  designator: z.string(),
  status: z.number().int(),
  /** How many records came; null where only the head was read, or where they were not counted. */
  records: z.number().int().nullable(),
  /** What the server called itself then; null where it did not say, or where it was not recorded. */
  realm: z.string().nullable(),
  software: z.string().nullable(),
});
export type AcceptedLogin = z.infer<typeof acceptedLogin>;

export const editedPart = z.enum(["user-name", "password", "encoding"]);
export type EditedPart = z.infer<typeof editedPart>;

/** What the responses showed about the login of a connection at its current base URL. */
export const loginHistory = z.strictObject({
  /** The last response that proved it; null: none did. */
  accepted: acceptedLogin.nullable(),
  /** The first refusal since then that was about the login and not about one resource; null: there was none. */
  refused: z.strictObject({ at: z.number(), designator: z.string() }).nullable(),
  /** What the user changed about the login since `accepted`; null: nothing. */
  edited: z.strictObject({ at: z.number(), parts: z.array(editedPart).min(1).max(3) }).nullable(),
});
export type LoginHistory = z.infer<typeof loginHistory>;

export const emptyHistory: LoginHistory = { accepted: null, refused: null, edited: null };

/** What one response says about the login. */
export interface LoginSighting {
  readonly method?: Method;
  /** Without suffix; a query may follow. */
  readonly designator: string;
  /** Level of the resource by the catalogue; null for what it lacks. */
  readonly resourceLevel: AccountLevel | null;
  /** null: no response came. */
  readonly status: number | null;
  readonly login: LoginVerdict;
  /** An HTML page came instead of data. */
  readonly webPage?: boolean;
  /** The refusal asked for another login than the first challenge did. */
  readonly otherChallenge?: boolean;
  readonly records?: number | null;
  readonly realm?: string | null;
  readonly software?: string | null;
}

/** Only a signed request that was served proves a login. */
export function provesLogin({ status, login, webPage }: LoginSighting): boolean {
  return webPage !== true && login === "accepted" && status !== null && status >= 200 && status < 300;
}

/** A 401 to the signed request that is neither about its nonce nor about another login. */
export function refusesLogin({ status, login, otherChallenge }: LoginSighting): boolean {
  return status === 401 && otherChallenge !== true && isLoginRefusal(login);
}

export function isLoginRefusal(login: LoginVerdict): boolean {
  return login === "credentials-rejected" || login === "not-permitted" || login === "refused-since";
}

/**
 * The refusal concerns the whole login: the account is known to be of the level of the resource, and the resource is
 * one that every account of that level has, or the very one that was served before. One record can be refused for
 * reasons of its own.
 */
export function isAboutLogin(seen: LoginSighting, level: Level, { accepted }: LoginHistory): boolean {
  if (!refusesLogin(seen) || (seen.method ?? "GET") !== "GET") return false;
  if (seen.resourceLevel === null || seen.resourceLevel !== level) return false;
  const designator = withoutQuery(seen.designator);
  return matchDesignator(designator)?.resource.path === designator || designator === accepted?.designator;
}

/** The history after one more response; the same object where it says nothing new. */
export function learnLogin(history: LoginHistory, seen: LoginSighting, at: number, level: Level): LoginHistory {
  if (provesLogin(seen)) {
    const { status, records = null, realm = null, software = null } = seen;
    const designator = withoutQuery(seen.designator);
    return {
      accepted: { at, designator, status: status ?? 200, records, realm, software },
      refused: null,
      edited: null,
    };
  }
  if (history.accepted === null || history.edited !== null || history.refused !== null) return history;
  if (!isAboutLogin(seen, level, history)) return history;
  return { ...history, refused: { at, designator: withoutQuery(seen.designator) } };
}

/** The history after the user changed a part of the login. */
export function editLogin(history: LoginHistory, part: EditedPart, at: number): LoginHistory {
  if (history.accepted === null) return emptyHistory;
  const parts = [...new Set([...(history.edited?.parts ?? []), part])];
  return { accepted: history.accepted, refused: null, edited: { at, parts } };
}

/**
 * What a proven level says about the login, for connections that were stored before there was a history. Its evidence
 * reads like `contacts 200, agents 401`.
 */
export function historyOfLevel({
  level,
  evidence,
  observedAt,
}: {
  level: Level;
  evidence: string;
  observedAt: number;
}) {
  if (level !== "agent" && level !== "company") return emptyHistory;
  const [, designator, status] = /(?:^|, )(\S+) (2\d\d)(?:,|$)/u.exec(evidence) ?? [];
  if (designator === undefined) return emptyHistory;
  const accepted = { at: observedAt, designator, status: Number(status), records: null, realm: null, software: null };
  return { ...emptyHistory, accepted };
}

function withoutQuery(designator: string): string {
  return designator.split("?", 1)[0] ?? "";
}
