import type { ConnectionInput, ImportEntry } from "#shared/connection.ts";
import { canonicalBaseUrl } from "./base-url.ts";
import type { StoredConnection } from "./stored-connection.ts";
import type { ReadEntry } from "./transfer.ts";

type LoginFacts = Pick<ConnectionInput, "name" | "baseUrl" | "apiVersion" | "userName">;

/**
 * What an import of these entries would add. An entry is a duplicate if a connection in the list or earlier in the file
 * has the same base URL, API version and user name, whatever their names are.
 */
export function previewImport(entries: readonly ReadEntry[], existing: readonly StoredConnection[]): ImportEntry[] {
  const known = new Map<string, { readonly name: string; readonly where: "list" | "file" }>();
  for (const connection of existing) {
    if (connection.practice === null) known.set(loginOf(connection), { name: connection.name, where: "list" });
  }
  return entries.map((entry): ImportEntry => {
    if (entry.input === null) return { state: "unfit", name: entry.name, reason: entry.reason };
    const { name, baseUrl, userName } = entry.input;
    const login = loginOf(entry.input);
    const earlier = known.get(login);
    if (earlier === undefined) known.set(login, { name, where: "file" });
    return earlier === undefined
      ? { state: "new", name, baseUrl, userName }
      : { state: "duplicate", name, baseUrl, userName, of: earlier.name, where: earlier.where };
  });
}

/** A key that is equal for connections with the same API and user name. */
function loginOf({ baseUrl, apiVersion, userName }: LoginFacts): string {
  return JSON.stringify([canonicalBaseUrl(baseUrl), apiVersion, userName]);
}
