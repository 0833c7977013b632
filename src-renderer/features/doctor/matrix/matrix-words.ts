import { Ban, Check, CircleDashed, CircleHelp, Minus, type LucideIcon } from "lucide-react";
import type { AccessSource } from "#shared/access.ts";
import type { Connection } from "#shared/connection.ts";
import { resources } from "#shared/rezora/catalog.ts";
import { spokenName } from "../../connections/connection-words.ts";
import { formatAmount, formatDuration } from "../../response/format.ts";
import type { CellState, MatrixCell } from "./matrix-model.ts";

interface StateLook {
  readonly word: string;
  readonly icon: LucideIcon;
  readonly tone: string;
}

/** Each state has a shape and a word of its own; the colour only repeats them. */
export const stateLooks: Readonly<Record<CellState, StateLook>> = {
  allowed: { word: "Allowed", icon: Check, tone: "c-ok" },
  refused: { word: "Refused", icon: Ban, tone: "c-danger" },
  undecided: { word: "Not decided", icon: CircleHelp, tone: "c-caution" },
  documented: { word: "Documented, not tried", icon: CircleDashed, tone: "c-3" },
  "not-documented": { word: "Not documented, not tried", icon: Minus, tone: "c-3" },
};

export const sourceWords: Readonly<Record<AccessSource, string>> = {
  request: "Request sent by hand",
  doctor: "Why a login fails",
  level: "Detection of the level",
  sweep: "Sweep",
};

/** The text in the cell: the status, where there is one. */
export function cellText({ seen }: MatrixCell): string {
  return seen === null ? "" : seen.status === null ? "none" : String(seen.status);
}

/** The whole cell in words, for screen readers. */
export function spokenCell(cell: MatrixCell): string {
  const { connection, resource, method, state, seen } = cell;
  const status = seen === null ? "" : seen.status === null ? ", no answer" : `, ${seen.status}`;
  return `${method} ${resource.path}, ${spokenName(connection)}: ${stateLooks[state].word}${status}`;
}

/** The maximum cost of a sweep, shown before it starts. */
export function costOf(connections: readonly Connection[]): string {
  const gets = connections.length * resources.length;
  const gaps = connections.reduce((sum, { gapMs }) => sum + gapMs * resources.length, 0);
  const time = gaps === 0 ? "" : `, about ${formatDuration(gaps)} of waiting between them`;
  return `Up to ${formatAmount(gets, "GET")}, one at a time${time}. A refusal takes two wire requests.`;
}
