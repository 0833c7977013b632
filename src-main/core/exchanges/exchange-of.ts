import type { DocumentSummary } from "#shared/documents.ts";
import type { Exchange, LoginVerdict, RequestSpec } from "#shared/http/exchange.ts";
import { isProven } from "../connections/level.ts";
import type { SendResult } from "../http/send-contract.ts";
import type { Outgoing } from "./outgoing.ts";

/** What is known of an exchange besides what was sent and what came back. */
export interface ExchangeParts {
  readonly exchangeId: string;
  readonly request: RequestSpec;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly document: DocumentSummary | null;
}

/** An exchange as the renderer gets it. */
export function exchangeOf(outgoing: Outgoing, result: SendResult, parts: ExchangeParts): Exchange {
  return {
    ...parts,
    url: `${outgoing.origin}${outgoing.requestTarget}`,
    totalMs: result.totalMs,
    legs: [...result.legs],
    status: result.status,
    reason: result.reason,
    failure: result.failure,
    login: verdictOf(outgoing, result),
    warnings: [...result.warnings],
    redirect: result.redirect,
  };
}

/**
 * The engine knows what was proven since the start; the connection also knows what was proven before. A login proven
 * for the other level is not wrong: it may not use this resource.
 */
export function verdictOf({ connection, resourceLevel }: Outgoing, { login }: SendResult): LoginVerdict {
  const otherLevel = resourceLevel !== null && isProven(connection.level) && connection.level.level !== resourceLevel;
  return login === "credentials-rejected" && otherLevel ? "not-permitted" : login;
}
