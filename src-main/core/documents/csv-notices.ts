import type { CsvChoice } from "#shared/csv-choice.ts";
import type { DocumentNotice } from "#shared/documents.ts";
import { delimiterName, documentedReading, type CsvReading } from "#shared/formats/csv-reading.ts";
import { CsvRecords } from "./csv-records.ts";
import type { OpenDocument } from "./open-document.ts";

/** What a user should know about how CSV was read. Empty when it is written as the API documents. */
export function csvNotices({ csv, records, detection, csvChoice }: OpenDocument): DocumentNotice[] {
  if (csv === null || detection === null) return [];
  const notices: DocumentNotice[] = [];
  if (csv.isMessage) {
    notices.push({
      code: "csv-message",
      severity: "caution",
      title: "A message, not a table.",
      message: "The body has no list of records, so it is shown as text.",
      byteOffset: null,
    });
  }
  if (!(records instanceof CsvRecords)) return notices;
  notices.push(...(csvChoice === null ? judged(csv.reading, detection.start) : [chosen(csvChoice)]));
  if (/^"?\u{feff}/u.test(records.headerSources?.[0] ?? "")) {
    notices.push({
      code: "bom",
      severity: "info",
      title: "The first name contains a byte order mark.",
      message: "It is not part of the name. The bytes keep it.",
      byteOffset: detection.start,
    });
  }
  notices.push(...backslashNotices(records));
  return notices;
}

/** Notices for a body that is not written as the API documents. */
function judged({ delimiter, header }: CsvReading, start: number): DocumentNotice[] {
  const notices: DocumentNotice[] = [];
  if (delimiter !== documentedReading.delimiter) {
    notices.push({
      code: "csv-delimiter",
      severity: "caution",
      title: `The cells are separated by ${delimiterName(delimiter)}.`,
      message: "The table is read that way. The API documents a pipe.",
      byteOffset: null,
    });
  }
  if (!header) {
    notices.push({
      code: "csv-header",
      severity: "caution",
      title: "The first row is not a header.",
      message: "It looks like values, so it is shown as a record. The columns are named by their position.",
      byteOffset: start,
    });
  }
  return notices;
}

function chosen({ delimiter, header }: CsvChoice): DocumentNotice {
  return {
    code: "csv-header",
    severity: "info",
    title: "Read as you chose.",
    message: `The cells are separated by ${delimiterName(delimiter)}, and the first row is a ${header ? "header" : "record"}.`,
    byteOffset: null,
  };
}

function backslashNotices({ doubt }: CsvRecords): DocumentNotice[] {
  const { explained, firstProof, prefersLiteral } = doubt;
  if (explained === 0) return [];
  const records = explained === 1 ? "1 record has" : `${explained.toLocaleString("en")} records have`;
  const shown = prefersLiteral ? "Each one is shown as it was sent" : "Two are shown as one";
  return [
    {
      code: "csv-backslash",
      severity: "caution",
      title: `${records} a backslash that can be read in two ways.`,
      message: `The server does not double every backslash, so two in a row may stand for one. ${shown}; marked cells have both readings.`,
      byteOffset: firstProof < 0 ? null : firstProof,
    },
  ];
}
