import type { FailureCode } from "#shared/reply.ts";
import type { Exchange, Method } from "#shared/http/exchange.ts";
import type { Place } from "../../state/place.ts";

/** The outcome of an exchange, as far as the words for its age depend on it. */
export interface Came {
  readonly method: Method;
  readonly status: number | null;
  readonly isCancelled: boolean;
  /** The whole body is there, or there was none. */
  readonly isWhole: boolean;
}

export function cameOf({ request, status, failure, document }: Exchange): Came {
  return {
    method: request.method,
    status,
    isCancelled: failure?.code === "cancelled",
    isWhole: document?.complete !== false && failure === null,
  };
}

/** The verb for the age of an exchange: `Fetched` only where something was fetched. */
export function agedWord({ method, status, isCancelled, isWhole }: Came): string {
  if (status === null) return isCancelled ? "Cancelled" : "Tried";
  if (method !== "GET") return "Sent";
  if (!isWhole) return isCancelled ? "Cancelled" : "Partly fetched";
  return status < 300 ? "Fetched" : "Responded";
}

/** Whether a request that failed was sent; where that is unknown, nothing is claimed. */
const problemTitles: Readonly<Record<FailureCode, string>> = {
  "invalid-input": "Not sent",
  "unknown-call": "Not sent",
  "forbidden-sender": "Not sent",
  "not-found": "Not sent",
  cancelled: "Cancelled",
  "writes-locked": "Not sent",
  "review-needed": "Not sent",
  "password-needed": "Not sent",
  "invalid-user-name": "Not sent",
  "invalid-header": "Not sent",
  "invalid-designator": "Not sent",
  "unencrypted-not-acknowledged": "Not sent",
  "link-local-not-acknowledged": "Not sent",
  "storage-failed": "Failed",
  "does-not-fit": "Failed",
  "document-failed": "Failed",
  "not-on-this-host": "Not sent",
  "ended-by-application": "Failed",
  internal: "Failed",
};

/** The status bar of a location that shows no response. */
export function nothingShownWords({
  exchange,
  panelsOf,
  problem,
}: Pick<Place, "exchange" | "panelsOf" | "problem">): string {
  if (exchange !== null) return "";
  if (problem !== null) return problemTitles[problem.code];
  return panelsOf === null ? "Nothing fetched yet" : "Response not kept";
}

/** The status of an exchange in a list: `204`, `cancelled`, or `failed` where no response came. */
export function statusWord({ status, failure }: Pick<Exchange, "status" | "failure">): string {
  if (status !== null) return String(status);
  return failure?.code === "cancelled" ? "cancelled" : "failed";
}

/** What Send does at a location that shows nothing yet. */
export function sendWords(method: Method, designator: string): string {
  const does = method === "GET" ? `fetches ${designator}` : `sends ${method} ${designator}`;
  return `Send ${does}; nothing is sent by itself.`;
}
