import type { RecordQuery } from "#shared/documents.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { spelledOut } from "#shared/visible-text.ts";
import type { Panel, View } from "../../state/place.ts";
import { shortened } from "../../ui/shortened.ts";
import { formatAmount, formatCount } from "./format.ts";

export interface SpokenRows {
  readonly matched: number;
  readonly total: number;
  /** The name of a column as its head shows it. */
  readonly shown: (column: string) => string;
}

/** The result of another sort or selection of records; null when neither changed. */
export function spokenQuery(before: RecordQuery, after: RecordQuery, rows: SpokenRows): string | null {
  const sentences = [
    ...(isSame(before.sort, after.sort) ? [] : [spokenSort(after, rows)]),
    ...(before.search === after.search && isSame(before.filters, after.filters) ? [] : [spokenMatched(rows)]),
  ];
  return sentences.length === 0 ? null : sentences.join(" ");
}

function isSame(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

function spokenSort({ sort }: RecordQuery, { shown }: SpokenRows): string {
  if (sort.length === 0) return "Not sorted.";
  const columns = sort.map(({ column, direction }) => `${spelledOut(shortened(shown(column)))}, ${direction}`);
  return `Sorted by ${columns.join(", then ")}.`;
}

function spokenMatched({ matched, total }: SpokenRows): string {
  if (matched === 0) return "No record matches.";
  if (matched === total) return `All ${formatAmount(total, "record")}.`;
  return `${formatCount(matched)} of ${formatAmount(total, "record")}.`;
}

const viewNames: Readonly<Record<View, string>> = {
  table: "Table",
  json: "JSON",
  xml: "XML",
  csv: "CSV",
  raw: "Raw",
  hex: "Hex",
};
const panelNames: Readonly<Record<Panel, string>> = {
  headers: "Headers",
  handshake: "Handshake",
  docs: "Docs",
  formats: "Formats",
};

export function spokenView(view: View, panel: Panel | null): string {
  return panel === null ? `${viewNames[view]} view.` : `${panelNames[panel]}.`;
}

/** The outcome of an exchange. */
export function spokenExchange({ request, status, reason, failure, document }: Exchange): string {
  const outcome =
    status === null
      ? failure?.code === "cancelled"
        ? "cancelled"
        : "no response"
      : `${String(status)} ${reason}`.trim();
  const count =
    document?.table === undefined || document.table === null
      ? ""
      : `, ${formatAmount(document.table.recordCount, "record")}`;
  return `${spelledOut(request.designator)}: ${outcome}${count}.`;
}
