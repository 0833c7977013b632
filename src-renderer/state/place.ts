import type { DocumentSummary } from "#shared/documents.ts";
import type { Exchange, FormatSuffix, Method, RequestSpec } from "#shared/http/exchange.ts";
import type { HeaderPair } from "#shared/http/headers.ts";
import type { FailureCode } from "#shared/reply.ts";

/** What the request line holds. `accept` and `contentType` null: the header is not sent. */
export interface Draft {
  readonly method: Method;
  readonly designator: string;
  readonly suffix: FormatSuffix;
  readonly accept: string | null;
  readonly contentType: string | null;
  readonly headers: readonly HeaderPair[];
  readonly body: string;
}

/** The five views of one body; `hex` replaces `table` where the body is not text. */
export type View = "table" | "json" | "xml" | "csv" | "raw" | "hex";
/** The panels of an exchange. */
export type Panel = "headers" | "handshake" | "docs" | "formats";
export type ServedFormat = "json" | "xml" | "csv";

/** An exchange in progress. `beside`: the format of an alternate response, kept in addition to the main one. */
export interface Running {
  readonly exchangeId: string;
  readonly request: RequestSpec;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly beside: ServedFormat | null;
  /** The records so far of a slow response; null before the first. */
  readonly document: DocumentSummary | null;
}

/** A response that refused the login while the earlier records stay visible. */
export interface RefusedResponse {
  readonly exchange: Exchange;
  /** Whether the refusal is shown instead of the records. */
  readonly isShown: boolean;
}

/** Why the call did nothing (a response of the API is never a problem, see `Exchange`). */
export interface Problem {
  readonly code: FailureCode;
  readonly message: string;
  readonly detail: string | undefined;
}

/**
 * One location: a resource on a connection, with what was last fetched from it.
 * Back and Forward move between locations; the same resource is always the same location.
 */
export interface Place {
  /** The `requestKey` of what the location shows. */
  readonly key: string;
  readonly connectionId: string;
  readonly draft: Draft;
  /** The last finished exchange; null before the first. Its age counts from `startedAt + totalMs`. */
  readonly exchange: Exchange | null;
  /** An exchange whose body is no longer kept: its headers and handshake can still be read. */
  readonly panelsOf: Exchange | null;
  readonly running: Running | null;
  /** The response after `exchange` that refused its login; null: there was none. */
  readonly refused: RefusedResponse | null;
  /** Alternate responses: the same resource in other formats than `exchange`, fetched after it. */
  readonly servedBeside: Readonly<Partial<Record<ServedFormat, Exchange>>>;
  readonly problem: Problem | null;
  /** null: the view that suits the response. */
  readonly view: View | null;
  /** Shown in place of the view while not null. */
  readonly panel: Panel | null;
}

export type PlaceChange = Partial<Pick<Place, "draft" | "view" | "panel" | "problem" | "refused">>;

/** A record that the user viewed in this session. */
export interface RecentRecord {
  readonly connectionId: string;
  readonly designator: string;
  readonly title: string;
}

/** The same connection, method and designator are the same location; suffix, headers and body are not part of it. */
export function requestKey(connectionId: string, method: Method, designator: string): string {
  return `${connectionId} ${method} ${designator}`;
}
