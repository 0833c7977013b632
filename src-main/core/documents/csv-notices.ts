import type { DocumentNotice } from "#shared/documents.ts";
import { delimiterName, documentedReading } from "#shared/formats/csv-reading.ts";
import { CsvRecords } from "./csv-records.ts";
import type { OpenDocument } from "./open-document.ts";

/** What a user should know of how CSV was read. Nothing where it is written as the API documents it. */
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
  const { delimiter, header } = csv.reading;
  const says = csvChoice === null ? "The content suggests it." : "You chose it.";
  if (delimiter !== documentedReading.delimiter) {
    notices.push({
      code: "csv-delimiter",
      severity: "caution",
      title: `The cells are separated by ${delimiterName(delimiter)}.`,
      message: `${says} The API documents | between cells.`,
      byteOffset: null,
    });
  }
  if (!header) {
    notices.push({
      code: "csv-header",
      severity: "caution",
      title: "The first row is read as a record, not as a header.",
      message: `${csvChoice === null ? "It looks like values." : "You chose it."} The columns are named by their place.`,
      byteOffset: detection.start,
    });
  }
  notices.push(...backslashNotices(records));
  return notices;
}

function backslashNotices({ doubt }: CsvRecords): DocumentNotice[] {
  const { explained, firstProof, prefersLiteral } = doubt;
  if (explained === 0) return [];
  const records = explained === 1 ? "1 record has" : `${explained.toLocaleString("en")} records have`;
  const shown = prefersLiteral ? "Each backslash is shown as it was sent" : "Two backslashes are shown as one";
  return [
    {
      code: "csv-backslash",
      severity: "caution",
      title: `${records} a backslash that can be read in two ways.`,
      message: `The writer does not double every backslash, as one that escapes them would. ${shown}; marked cells have both readings.`,
      byteOffset: firstProof < 0 ? null : firstProof,
    },
  ];
}
