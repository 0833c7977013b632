import type { Method } from "#shared/http/exchange.ts";
import type { Stop } from "../../state/stops.ts";

const methods: ReadonlySet<string> = new Set<Method>(["GET", "POST", "PUT", "DELETE"]);
const pages: ReadonlySet<string> = new Set<Stop["page"]>(["doctor", "history", "settings", "welcome"]);

/**
 * The part of the address, from `#` on, that identifies a location: `#/connection/contacts/123456`. The query of a
 * designator is left out, since addresses are stored and shown, and a query may contain a key.
 */
export function addressOf({ page, connectionId, location }: Stop): string {
  if (page !== "explore") return `#${page}`;
  if (connectionId === null) return "";
  if (location === null) return `#/${encode(connectionId)}`;
  const { method, designator } = location;
  const [path = ""] = designator.split("?");
  return `#/${encode(connectionId)}/${encode(path)}${method === "GET" ? "" : `?method=${method}`}`;
}

/** The location that such an address identifies; null for none. */
export function readAddress(hash: string): Stop | null {
  const text = hash.replace(/^#/u, "");
  if (pages.has(text)) return { page: text as Stop["page"], connectionId: null, location: null };
  const [path = "", query = ""] = text.split("?", 2);
  const [first, connection = "", ...rest] = path.split("/");
  const connectionId = decode(connection);
  const designator = decode(rest.join("/"));
  if (first !== "" || !connectionId || designator === null) return null;
  const wanted = new URLSearchParams(query).get("method") ?? "GET";
  const method = methods.has(wanted) ? (wanted as Method) : "GET";
  return { page: "explore", connectionId, location: designator === "" ? null : { method, designator } };
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/");
}

/** null for text that cannot be decoded. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
