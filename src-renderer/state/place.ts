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

/** The five views of one body; `hex` stands in for `table` where the body is not text. */
export type View = "table" | "json" | "xml" | "csv" | "raw" | "hex";
/** The other documents of an exchange. */
export type Panel = "headers" | "handshake" | "docs" | "formats";
export type ServedFormat = "json" | "xml" | "csv";

/** An exchange on its way. `beside` names the format it is fetched in, to be kept beside the main answer. */
export interface Running {
  readonly exchangeId: string;
  readonly request: RequestSpec;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly beside: ServedFormat | null;
  /** The records so far of a body that is taking its time; null before the first. */
  readonly document: DocumentSummary | null;
}

/** A response that refused the login, while the records that came before it stay in sight. */
export interface RefusedResponse {
  readonly exchange: Exchange;
  /** It is looked at itself, not the records. */
  readonly isShown: boolean;
}

/** Why the call itself did nothing (an answer of the API is never a problem, see `Exchange`). */
export interface Problem {
  readonly code: FailureCode;
  readonly message: string;
  readonly detail: string | undefined;
}

/**
 * One place a person can be: a resource on a connection, with what was last fetched from it.
 * Back and forward walk over places; the same resource is always the same place.
 */
export interface Place {
  /** `requestKey` of what it shows. */
  readonly key: string;
  readonly connectionId: string;
  readonly draft: Draft;
  /** The last finished exchange; null before the first. Its age counts from `startedAt + totalMs`. */
  readonly exchange: Exchange | null;
  /** An exchange whose body is no longer kept: its headers and handshake can still be read. */
  readonly panelsOf: Exchange | null;
  readonly running: Running | null;
  /** What came after `exchange` and refused its login; null: nothing did. */
  readonly refused: RefusedResponse | null;
  /** The same resource served in other formats than `exchange`, fetched since it. */
  readonly servedBeside: Readonly<Partial<Record<ServedFormat, Exchange>>>;
  readonly problem: Problem | null;
  /** null: the view that suits the answer. */
  readonly view: View | null;
  /** Shown in place of the view while not null. */
  readonly panel: Panel | null;
}

export type PlaceChange = Partial<Pick<Place, "draft" | "view" | "panel" | "problem" | "refused">>;

/** A record a person looked at in this session. */
export interface RecentRecord {
  readonly connectionId: string;
  readonly designator: string;
  readonly title: string;
}

/** The same connection, method and designator are the same place; suffix, headers and body are not part of it. */
export function requestKey(connectionId: string, method: Method, designator: string): string {
  return `${connectionId} ${method} ${designator}`;
}
