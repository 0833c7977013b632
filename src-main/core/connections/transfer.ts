import { connectionInput, type ConnectionInput } from "#shared/connection.ts";
import { CallError } from "../call-error.ts";
import { normalBaseUrl } from "./base-url.ts";
import { currentVersion, isVersion, readVersion, type Migration } from "../storage/stored-format.ts";
import { connectionDefaults } from "./connection-defaults.ts";
import type { StoredConnection } from "./stored-connection.ts";
import { describeUnfitEntry } from "./transfer-words.ts";

/** A real file is four levels deep; much deeper input could only be meant to exhaust a parser. */
const deepest = 8;
const maxConnections = 500;
/** In bytes; the contract has the same limit in characters. */
const largest = 1_048_576;

const format = "rezora-explorer-connections";

/** One step per superseded version of the file, as for the files in the data folder. */
const migrations: readonly Migration[] = [];
const version = currentVersion({ migrations });

/** A file that a user can share: connections without passwords, and without the practice connections. */
export function exportConnections(connections: readonly StoredConnection[]): string {
  const exported = connections.filter((connection) => connection.practice === null).map(inputOf);
  return `${JSON.stringify({ format, version, connections: exported }, null, 2)}\n`;
}

/** The part of a connection that the user enters. */
export function inputOf(connection: StoredConnection): ConnectionInput {
  const { name, label, colour, baseUrl, apiVersion, userName } = connection;
  const { gapMs, unlockMinutes, idleTimeoutSeconds, quoteQop, extendedUserName, latin1Login } = connection;
  const address = { name, label, colour, baseUrl, apiVersion, userName };
  const manner = { gapMs, unlockMinutes, idleTimeoutSeconds, quoteQop, extendedUserName };
  // Left out unless it was chosen, so that an earlier version of the application can still import the file.
  return { ...address, ...manner, ...(latin1Login === true ? { latin1Login } : {}) };
}

/** One entry of a file: a connection, or why it is invalid. */
export type ReadEntry =
  | { readonly name: string; readonly input: ConnectionInput }
  | { readonly name: string; readonly input: null; readonly reason: string };

export interface ImportedConnections {
  /** In the order of the file. */
  readonly entries: readonly ReadEntry[];
  readonly inputs: readonly ConnectionInput[];
  /** One line per invalid entry, with the reason. */
  readonly skipped: readonly string[];
}

/**
 * Reads a file of `exportConnections` or one written by hand: a name and a base URL suffice. An invalid entry is
 * reported with the reason; an invalid file is refused as a whole.
 */
export function readConnections(text: string): ImportedConnections {
  const entries = readEntries(text).map((entry, index): ReadEntry => {
    const parsed = connectionInput.safeParse(isObject(entry) ? { ...connectionDefaults, ...entry } : entry);
    const name = labelOf(entry, index);
    if (!parsed.success) return { name, input: null, reason: describeUnfitEntry(entry, parsed.error) };
    const baseUrl = normalBaseUrl(parsed.data.baseUrl);
    if (!baseUrl.ok) return { name, input: null, reason: baseUrl.reason };
    return { name, input: { ...parsed.data, baseUrl: baseUrl.value } };
  });
  return {
    entries,
    inputs: entries.flatMap(({ input }) => (input === null ? [] : [input])),
    skipped: entries.flatMap((entry) => (entry.input === null ? [`${entry.name}: ${entry.reason}`] : [])),
  };
}

/** The entries of a file of the current or an earlier version. */
function readEntries(text: string): readonly unknown[] {
  if (Buffer.byteLength(text) > largest)
    throw refuse("It is larger than 1 MB, which is too large for a file of connections.");
  if (isTooDeep(text)) throw refuse("It is nested too deeply for a file of connections.");
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch {
    throw refuse("It is not JSON, or it is damaged.");
  }
  if (!isObject(data) || !("format" in data) || data.format !== format) {
    throw refuse(
      "It was not written by Export in the list of connections: a file that Export wrote names its format at the top.",
    );
  }
  if (!("version" in data) || !isVersion(data.version)) {
    throw refuse("The version of its format is missing, so it cannot be read safely.");
  }
  if (data.version > version) {
    throw refuse(
      `A newer version of Rezora Explorer wrote it (format ${String(data.version)}; this version reads up to format ${String(version)}). Update Rezora Explorer, then import it again.`,
    );
  }
  const connections = readVersion({ kind: format, migrations, parse: listOf }, data.version, data);
  if (connections === undefined) throw refuse("It has no list of connections.");
  if (connections.length > maxConnections) {
    throw refuse(
      `It has ${connections.length.toLocaleString("en")} connections; at most ${maxConnections} can be imported.`,
    );
  }
  return connections;
}

function listOf(data: unknown): readonly unknown[] | undefined {
  return isObject(data) && "connections" in data && Array.isArray(data.connections) ? data.connections : undefined;
}

function refuse(reason: string): CallError {
  return new CallError("invalid-input", "No connections were imported from this file.", reason);
}

/** Counts brackets outside strings without parsing. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") {
      depth += 1;
      if (depth > deepest) return true;
    } else if (character === "}" || character === "]") depth -= 1;
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function labelOf(entry: unknown, index: number): string {
  const name = isObject(entry) && "name" in entry && typeof entry.name === "string" ? entry.name.trim() : "";
  return name === "" ? `Entry ${String(index + 1)}` : name.slice(0, 100);
}
