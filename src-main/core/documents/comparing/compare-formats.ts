import { checkedFormats } from "#shared/checked-formats.ts";
import type { CheckedFormat, CsvDialect, FormatComparison } from "#shared/format-check.ts";
import { inferCsvDialect } from "#shared/formats/infer-csv-dialect.ts";
import { CsvRecords } from "../csv-records.ts";
import type { OpenDocument } from "../open-document.ts";
import { recordsBetweenYields, type Task } from "../task.ts";
import { alignRecords } from "./align.ts";
import { DifferenceTally } from "./difference-tally.ts";
import { tellFieldOrder, tellRecordOrder } from "./order.ts";
import { RecordComparer } from "./record-comparer.ts";
import { sameValues, walkTogether } from "./same-values.ts";
import { Side } from "./side.ts";

/** Maximum bytes from which the CSV dialect is determined. */
const judged = 1_048_576;
/** Cost of a careful comparison of one record, in records compared by their bytes. */
const carefulWork = 16;
/** Matches compared between two progress reports. */
const reportStep = 4_096;

export type ComparedDocuments = { readonly [Format in CheckedFormat]?: OpenDocument };

export interface DocumentsComparison {
  /** null when fewer than two bodies could be compared. */
  readonly comparison: FormatComparison | null;
  /** null when there was no CSV. */
  readonly dialect: CsvDialect | null;
  /** The CSV is in another dialect and cannot be split like the API's. */
  readonly csvLeftOut: boolean;
}

/**
 * Compares the content of two or three bodies, record by record. `report` is called now and then with the number of
 * records done and the total. Memory does not grow with the bodies, except for identifiers from the position where they
 * stop agreeing.
 */
export function* compareFormats(
  documents: ComparedDocuments,
  key: string | null,
  report: (compared: number, records: number) => void,
): Task<DocumentsComparison> {
  const names = (documents.json ?? documents.xml)?.table?.columns.names ?? [];
  const csv = documents.csv ?? null;
  const dialect = csv === null ? null : inferCsvDialect(beginningOf(csv), names);
  yield;
  const reading = csv?.table instanceof CsvRecords ? csv.table.reading : null;
  const csvLeftOut =
    dialect !== null && dialect.delimiter !== null && reading !== null && dialect.delimiter !== reading.delimiter;
  const opened = checkedFormats.flatMap((format) => {
    const document = documents[format];
    const table = document?.table ?? null;
    if (document === undefined || table === null || (format === "csv" && csvLeftOut)) return [];
    const nameless = format === "csv" && reading?.header === false && names.length === table.regularColumns;
    return [new Side(document.source, table, nameless ? names : null)];
  });
  if (opened.length < 2) return { comparison: null, dialect, csvLeftOut };
  const comparison = yield* compareSides(opened, key, report);
  return { comparison, dialect, csvLeftOut };
}

/** The first bytes of the content as text, with its byte order mark and without what precedes it. */
function beginningOf({ source, detection }: OpenDocument): string {
  const { start = 0, mark = 0 } = detection ?? {};
  const from = start > mark ? start : 0;
  return source.text(from, Math.min(source.length, from + judged));
}

function* compareSides(
  sides: readonly Side[],
  key: string | null,
  report: (compared: number, records: number) => void,
): Task<FormatComparison> {
  const alignment = yield* alignRecords(sides, key);
  const tally = new DifferenceTally();
  const comparer = new RecordComparer(sides, tally, key);
  const together = walkTogether(sides);
  let differing = 0;
  let work = 0;
  for (let group = 0; group < alignment.length; group++) {
    const match = sides.map((_, side) => alignment.record(side, group));
    const isSame = together && sameValues(sides, match);
    if (!isSame && !comparer.compare(match)) differing++;
    work += isSame ? 1 : carefulWork;
    if (work >= recordsBetweenYields) {
      work = 0;
      yield;
    }
    if ((group + 1) % reportStep === 0) report(group + 1, alignment.length);
  }
  yield* tellRecordOrder(sides, alignment, comparer, tally);
  yield* tellFieldOrder(sides, alignment, comparer, tally);
  return {
    compared: sides.map(({ format }) => format),
    records: alignment.length,
    differing,
    fields: comparer.fields.length,
    alignedBy: alignment.by,
    ...tally.list(),
  };
}
