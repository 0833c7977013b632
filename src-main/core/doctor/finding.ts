import type { VerdictCode } from "#shared/doctor-names.ts";
import type { LevelQuestion } from "#shared/doctor.ts";
import type { LoginHistory } from "#shared/login-history.ts";

export type AccountLevel = "agent" | "company";

/** What a run found, before it is put into words. */
export interface Finding {
  readonly code: VerdictCode;
  /** The status of the response that decided; null when none came. */
  readonly status: number | null;
  /** The part of the response that belongs in the sentence: a scheme, an algorithm, an address, a reason. */
  readonly detail: string;
  /** The response that decided answered the signed request. */
  readonly signed: boolean;
  /** How long the server asks to wait, for example `2 minutes`; empty when it does not say. */
  readonly wait: string;
}

/** What is known about the case in addition to the finding. */
export interface CaseFacts {
  /** `host:port` */
  readonly server: string;
  readonly hostname: string;
  /** The base URL begins with https. */
  readonly secure: boolean;
  /** The version of the API as it appears in the path. */
  readonly apiVersion: string;
  readonly designator: string;
  readonly resourceLevel: AccountLevel;
  readonly userName: string;
  /** The GETs that were sent to find out the level. */
  readonly questions: readonly LevelQuestion[];
  /** What is broken in a challenge that could be read despite it, one sentence per problem. */
  readonly challengeDamage: readonly string[];
  /** What was known about the login before this run. */
  readonly history: LoginHistory;
  /** When this run began, milliseconds since the epoch. */
  readonly startedAt: number;
  /** What the server called itself in this run; null when it did not say. */
  readonly seen: { readonly realm: string | null; readonly software: string | null };
}

export function finding(
  code: VerdictCode,
  status: number | null = null,
  detail = "",
  { signed = false, wait = "" }: Partial<Pick<Finding, "signed" | "wait">> = {},
): Finding {
  return { code, status, detail, signed, wait };
}

/** The kind of account that may not use a resource of the given level. */
export function otherLevel(level: AccountLevel): AccountLevel {
  return level === "agent" ? "company" : "agent";
}
