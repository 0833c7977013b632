import type { ImportEntry } from "#shared/connection.ts";
import { formatAmount } from "../response/format.ts";

/** `3 new, 1 already here, 1 that cannot be added.` */
export function importSummary(entries: readonly ImportEntry[]): string {
  if (entries.length === 0) return "The file has no connections.";
  const count = (state: ImportEntry["state"]): number => entries.filter((entry) => entry.state === state).length;
  const parts = [
    [count("new"), "new"],
    [count("duplicate"), "already here or twice in the file"],
    [count("unfit"), "that cannot be added"],
  ] as const;
  return `${parts
    .filter(([amount]) => amount > 0)
    .map(([amount, words]) => `${String(amount)} ${words}`)
    .join(", ")}.`;
}

/** The note beside an entry; empty for a new one. */
export function entryNote(entry: ImportEntry): string {
  switch (entry.state) {
    case "new":
      return "";
    case "duplicate":
      return entry.where === "list"
        ? `Already here as “${entry.of}”: same base URL, version and user name.`
        : `The same login as “${entry.of}” in this file.`;
    case "unfit":
      return entry.reason;
  }
}

/** `Add 3 connections` */
export function addWords(chosen: number): string {
  return chosen === 0 ? "Add connections" : `Add ${formatAmount(chosen, "connection")}`;
}
