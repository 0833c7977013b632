import { CallError } from "../call-error.ts";
import type { StoredConnection } from "./stored-connection.ts";

type List = readonly StoredConnection[];

/** As many as fit into one reply on the bridge. */
const maxConnections = 1_000;

export function findConnection(list: List, connectionId: string): StoredConnection {
  const found = list.find((connection) => connection.connectionId === connectionId);
  if (found === undefined) throw new CallError("not-found", "This connection no longer exists.");
  return found;
}

export function replaceConnection(list: List, changed: StoredConnection): List {
  return list.map((connection) => (connection.connectionId === changed.connectionId ? changed : connection));
}

/** Inserts the connection after `after`, or at the end. */
export function insertConnection(list: List, added: StoredConnection, after?: string): List {
  if (list.length >= maxConnections) {
    throw new CallError("invalid-input", `There can be no more than ${String(maxConnections)} connections.`);
  }
  const at = list.findIndex((connection) => connection.connectionId === after);
  return at === -1 ? [...list, added] : list.toSpliced(at + 1, 0, added);
}

/** Puts the named connections first, in this order. One that another window has just added comes after them. */
export function reorderConnections(list: List, connectionIds: readonly string[]): List {
  if (new Set(connectionIds).size !== connectionIds.length) {
    throw new CallError("invalid-input", "A connection stands twice in the new order.");
  }
  const named = connectionIds.map((connectionId) => findConnection(list, connectionId));
  return [...named, ...list.filter((connection) => !connectionIds.includes(connection.connectionId))];
}

/** `name`, or `name (2)` and so on when it is taken, within the maximum length of a name. */
export function freeName(list: List, name: string): string {
  const taken = new Set(list.map((connection) => connection.name));
  let free = name;
  for (let count = 2; taken.has(free); count += 1) {
    const suffix = ` (${String(count)})`;
    free = `${name.slice(0, 200 - suffix.length).trimEnd()}${suffix}`;
  }
  return free;
}
