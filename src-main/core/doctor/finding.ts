import type { VerdictCode } from "#shared/doctor-names.ts";
import type { LevelQuestion } from "#shared/doctor.ts";
import type { LoginHistory } from "#shared/login-history.ts";

export type AccountLevel = "agent" | "company";

/** What a run found out, before it is put into words. */
export interface Finding {
  readonly code: VerdictCode;
  /** Status of the answer that decided; null when none came. */
  readonly status: number | null;
  /** What of the response belongs in the sentence: a scheme, an algorithm, an address, a reason. */
  readonly detail: string;
  /** The response that decided came to the signed request. */
  readonly signed: boolean;
  /** How long the server asks to wait, such as `2 minutes`; empty where it does not say. */
  readonly wait: string;
}

/** What is known of the case beside the finding. */
export interface CaseFacts {
  /** `host:port` */
  readonly server: string;
  readonly hostname: string;
  /** The base URL begins with https. */
  readonly secure: boolean;
  /** Version of the API as it stands in the path. */
  readonly apiVersion: string;
  readonly designator: string;
  readonly resourceLevel: AccountLevel;
  readonly userName: string;
  /** A GET each, asked to find out the level. */
  readonly questions: readonly LevelQuestion[];
  /** What is broken in the challenge, which was read all the same; a sentence each. */
  readonly challengeDamage: readonly string[];
  /** What was known of the login before this run. */
  readonly history: LoginHistory;
  /** When this run began, milliseconds since the epoch. */
  readonly startedAt: number;
  /** What the server called itself in this run; null where it did not say. */
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

/** The kind of account that a resource of the given level is not for. */
export function otherLevel(level: AccountLevel): AccountLevel {
  return level === "agent" ? "company" : "agent";
}
