import { listInWords } from "#shared/amounts.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { firstHeader } from "#shared/http/headers.ts";
import { waitOf } from "#shared/http/retry-after.ts";
import type { Resource } from "#shared/rezora/catalog.ts";
import { explainStatus } from "#shared/rezora/status.ts";

/** What to try after a refusal: what this response itself says, then what its status means for the API. */
export function adviceOf(exchange: Exchange, resource: Resource | null): string {
  const { status, request } = exchange;
  if (status === null) return "";
  const { advice } = explainStatus(status);
  if (status === 405) return [methodsOf(exchange, resource), advice].filter((text) => text !== "").join(" ");
  if (status === 400 && request.method === "GET") {
    return "A GET carries no data to correct: check the designator and your own headers. If every signed request gets a 400, something on the way may be rewriting the address.";
  }
  const wait = waitOf(headerOf(exchange, "retry-after"), exchange.startedAt + exchange.totalMs);
  if (wait === "") return advice;
  return status === 429 || status === 503
    ? `Wait ${wait}, as the server asks, then send again.`
    : `${advice} The server asks to wait ${wait}.`;
}

/** The methods that can be used instead of the refused one: from the server itself, or else from the catalogue. */
function methodsOf(exchange: Exchange, resource: Resource | null): string {
  const allowed = (headerOf(exchange, "allow") ?? "").split(",").flatMap((method) => method.trim() || []);
  if (allowed.length > 0) return `The server allows ${listInWords(allowed)}.`;
  if (resource === null) return "";
  const documented = Object.entries(resource.methods).flatMap(([method, { confidence }]) =>
    confidence === "documented" ? method : [],
  );
  return documented.length === 0 ? "" : `Documented for ${resource.path}: ${listInWords(documented)}.`;
}

function headerOf({ legs }: Exchange, name: string): string | undefined {
  return firstHeader(legs.at(-1)?.responseHeaders ?? [], name);
}

/** What to try where there is no data although all went well. */
export function adviceForNoData(resource: Resource | null): string {
  return resource?.kind === "record"
    ? "Not an error: the server knows the record and sent none of its data. Fetch it in another format, or read its collection."
    : explainStatus(204).advice;
}
