import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { fittedRecords } from "#shared/column-facts.ts";
import type { Cell, DocumentSummary } from "#shared/documents.ts";
import { call } from "../../api.ts";
import { useSettings } from "../../query.ts";
import { cellPadding } from "../../ui/data-grid/grid-column.ts";
import { cellWidth, measuredText, type Face } from "./cell-width.ts";
import { kindOfColumn, meaningOf } from "./column-kind.ts";
import { fittedWidth } from "./column-widths.ts";
import type { FoldedNames } from "./fold-prefix.ts";
import { LetterWidths } from "./letter-widths.ts";

/** The border of a cell, and a rounding reserve. */
const besideText = 2;
/** In a head beside the name: the sort arrow with its number, and the pin. */
const sortWidth = 22;
const pinWidth = 16;
/** Beside an id: the gap and a name of usual length; in its head, the note about it. Names may arrive later. */
const nameWidth = 170;
const noteWidth = 70;
/** Values that are measured in one go. */
const valuesAtOnce = 500;

export interface ColumnFit {
  /** The width that the content and the head of each column need; null until it has been measured. */
  readonly widths: ReadonlyMap<string, number> | null;
  /** The values are being measured; rows that arrive later use the resulting widths. */
  readonly pending: boolean;
}

/** The letters of both settings: the table in the text face, or all in mono. */
const letters = { plain: new LetterWidths(), mono: new LetterWidths() };
/** What the same table needed before, by resource; used until a new response has been measured. */
const before = new Map<string, ReadonlyMap<string, number>>();

/** Measures the columns of a document, once for all of its views. */
export function useFit(
  document: DocumentSummary | null,
  isArriving: boolean,
  layoutName: string,
  naming: readonly string[],
  names: FoldedNames,
  named: ReadonlySet<string>,
): ColumnFit {
  const monoData = useSettings()?.monoData ?? false;
  const documentId = document?.documentId ?? "";
  const columns = document?.table?.columns ?? [];
  const count = document?.table?.recordCount ?? 0;
  // Measuring only part of the values would make the columns change their widths when the rest arrives.
  const isReady = document !== null && count > 0 && (!isArriving || count >= fittedRecords);
  const { data, isPending } = useQuery({
    queryKey: ["fit", documentId, monoData, names.prefix, columns.length, named.size],
    queryFn: async ({ signal }) => {
      const values = await call("getWidestValues", { documentId, records: fittedRecords }, signal);
      const shown = { columns, values: values.columns, naming, named, titleOf: names.shown };
      return await measureColumns(shown, monoData ? letters.mono : letters.plain, monoData, signal);
    },
    enabled: isReady,
    structuralSharing: false,
  });
  useEffect(() => {
    if (data !== undefined) before.set(layoutName, data);
  }, [data, layoutName]);
  const widths = data ?? before.get(layoutName) ?? null;
  return { widths, pending: isReady && isPending && widths === null };
}

interface ShownColumns {
  readonly columns: readonly string[];
  /** In the order of `columns`. */
  readonly values: readonly (readonly Cell[])[];
  readonly naming: readonly string[];
  /** Columns whose ids have a name beside them. */
  readonly named: ReadonlySet<string>;
  readonly titleOf: (column: string) => string;
}

/** In portions, because a table of 200 columns has 1,600 values. */
async function measureColumns(
  { columns, values, naming, named, titleOf }: ShownColumns,
  known: LetterWidths,
  monoData: boolean,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const faceOf = (face: Face): Face => (monoData && face === "text" ? "mono" : face);
  const cells = columns.flatMap((column, index) =>
    (values[index] ?? []).map((cell) => ({ column, cell, kind: kindOfColumn(column) })),
  );
  const texts = cells.map(({ cell, kind }) => measuredText(cell, kind));
  const words = cells.flatMap(({ cell, kind }) => (typeof cell === "string" ? [` ${meaningOf(kind, cell)}`] : []));
  await known.learn(
    [
      ...texts.map(({ text, face }) => ({ text, face: faceOf(face) })),
      ...words.map((text) => ({ text, face: faceOf("text") })),
      ...columns.map((column) => ({ text: titleOf(column), face: "head" as const })),
    ],
    signal,
  );
  const widthOf = (text: string, face: Face): number => known.widthOf(text, faceOf(face));
  const needed = new Map(
    columns.map((column) => {
      const pin = naming.includes(column) ? pinWidth : 0;
      const note = named.has(column) ? noteWidth : 0;
      return [column, widthOf(titleOf(column), "head") + note + sortWidth + pin] as const;
    }),
  );
  for (const [at, { column, cell, kind }] of cells.entries()) {
    if (at % valuesAtOnce === valuesAtOnce - 1) {
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
    }
    const name = named.has(column) ? nameWidth : 0;
    needed.set(column, Math.max(needed.get(column) ?? 0, cellWidth(cell, kind, widthOf) + name));
  }
  return new Map([...needed].map(([column, width]) => [column, fittedWidth(column, width + cellPadding + besideText)]));
}
