import { z } from "zod";
import { connectionInput, type ConnectionInput } from "#shared/connection.ts";
import { CallError } from "../call-error.ts";
import { normalBaseUrl } from "./base-url.ts";
import { connectionDefaults } from "./connection-defaults.ts";
import type { StoredConnection } from "./stored-connection.ts";

/** The real form is four levels deep; far deeper input would only be there to exhaust a parser. */
const deepest = 8;
const mostConnections = 500;
/** Bytes; the contract has the same bound in characters. */
const largest = 1_048_576;

const transferFile = z.object({
  format: z.literal("rezora-explorer-connections"),
  version: z.literal(1),
  connections: z.array(z.unknown()).max(mostConnections),
});

/** The file a person may pass on: what connects, never what logs in. Practice connections are on every computer. */
export function exportConnections(connections: readonly StoredConnection[]): string {
  const file: z.infer<typeof transferFile> = {
    format: "rezora-explorer-connections",
    version: 1,
    connections: connections.filter((connection) => connection.practice === null).map(inputOf),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The part of a connection that a person enters. */
export function inputOf(connection: StoredConnection): ConnectionInput {
  const { name, label, colour, baseUrl, apiVersion, userName } = connection;
  const { gapMs, unlockMinutes, idleTimeoutSeconds, quoteQop, extendedUserName } = connection;
  const address = { name, label, colour, baseUrl, apiVersion, userName };
  return { ...address, gapMs, unlockMinutes, idleTimeoutSeconds, quoteQop, extendedUserName };
}

export interface ImportedConnections {
  readonly inputs: readonly ConnectionInput[];
  /** One line per entry that was left out, with the reason. */
  readonly skipped: readonly string[];
}

/**
 * Reads a file of `exportConnections`, or one written by hand: name and base URL suffice. An entry that does not fit
 * is left out and named; a file that does not fit is refused as a whole.
 */
export function readConnections(text: string): ImportedConnections {
  if (Buffer.byteLength(text) > largest) throw notOurs("It is larger than 1 MB.");
  if (isTooDeep(text)) throw notOurs("It is nested too deeply.");
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch {
    throw notOurs("It is not JSON.");
  }
  const file = transferFile.safeParse(data);
  if (!file.success) throw notOurs(whereOf(file.error));

  const inputs: ConnectionInput[] = [];
  const skipped: string[] = [];
  for (const [index, entry] of file.data.connections.entries()) {
    const parsed = connectionInput.safeParse(isObject(entry) ? { ...connectionDefaults, ...entry } : entry);
    if (!parsed.success) {
      skipped.push(`${labelOf(entry, index)}: ${whereOf(parsed.error)}`);
      continue;
    }
    const baseUrl = normalBaseUrl(parsed.data.baseUrl);
    if (baseUrl.ok) inputs.push({ ...parsed.data, baseUrl: baseUrl.value });
    else skipped.push(`${labelOf(entry, index)}: ${baseUrl.reason}`);
  }
  return { inputs, skipped };
}

function notOurs(detail: string): CallError {
  return new CallError("invalid-input", "This is not a file of connections. Nothing was imported.", detail);
}

/** Counts brackets outside of strings without parsing. */
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

/** Names of fields and what is expected there, never what stood there. */
function whereOf(error: z.ZodError): string {
  const first = error.issues.slice(0, 3).map((issue) => `${issue.path.join(".")} ${issue.message}`.trim());
  return first.join("; ").slice(0, 300);
}
