import type { AnswerFormat } from "./target.ts";

/** One change in one record; a record without a match stays unchanged. */
interface Planting {
  /** Which record, counted from 0. */
  readonly record: number;
  readonly plant: (record: string) => string;
}

/** The text that ends a record in this server's responses. */
const recordEnd: Readonly<Record<AnswerFormat, RegExp>> = {
  json: /(?<=\n \}(?:,\n)?)(?= \{)/u,
  xml: /(?<=\n <\/\w+>\n)(?= <\w)/u,
  csv: /(?<=\r\n)/u,
};

const firstElement = /\n {2}<(\w+)>/u;

/** The eight differences, each in a different record and in one format only. */
const plantings: Readonly<Record<AnswerFormat, readonly Planting[]>> = {
  json: [
    // A number where the API writes text: the first value is the identifier.
    { record: 1, plant: (record) => record.replace(/:"(\d+)"/u, ":$1") },
    { record: 2, plant: (record) => record.replace('""', "null") },
  ],
  xml: [
    // The second field is omitted.
    { record: 3, plant: (record) => record.replace(/(\n {2}<(\w+)>.*<\/\2>)\n {2}<(\w+)>.*<\/\3>/u, "$1") },
    { record: 4, plant: (record) => record.replace(firstElement, "\n  <internal_note>seen</internal_note>$&") },
    { record: 5, plant: (record) => record.replace(/(\n {2}<\w+>)([^<\s]+ [^<]+)(<)/u, "$1 $2  $3") },
  ],
  csv: [
    // The header is the first row. A name contains quotes in all formats, but here they are not escaped.
    { record: 7, plant: (record) => record.replaceAll('\\"', '"') },
    {
      record: 8,
      plant: (record) => record.replace(/"(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d):\d\d"/u, '"$3/$2/$1 $4"'),
    },
    { record: 9, plant: () => "" },
  ],
};

/** The value that contains quotes in every format, so there is something to escape. */
const quoted: Readonly<Record<AnswerFormat, { readonly record: number; readonly plant: (record: string) => string }>> =
  {
    json: { record: 6, plant: (record) => record.replace(/("\w+":"\d+",\n {2}"\w+":")(\w+)/u, '$1\\"$2\\"') },
    xml: { record: 6, plant: (record) => record.replace(/(<\w+>\d+<\/\w+>\n {2}<\w+>)(\w+)/u, '$1"$2"') },
    csv: { record: 7, plant: (record) => record.replace(/^("\d+"\|")(\w+)/u, '$1\\"$2\\"') },
  };

/**
 * Makes JSON, XML and CSV of the same resource differ. All differences are in the first ten records, so only the first
 * piece of a body is changed.
 */
export function* withFormatDifferences(
  format: AnswerFormat,
  body: Iterable<string | Uint8Array>,
): Generator<string | Uint8Array> {
  let isFirst = true;
  for (const piece of body) {
    yield isFirst && typeof piece === "string" ? plantAll(format, piece) : piece;
    isFirst = false;
  }
}

function plantAll(format: AnswerFormat, piece: string): string {
  const records = piece.split(recordEnd[format]);
  for (const { record, plant } of [quoted[format], ...plantings[format]]) {
    const text = records[record];
    if (text !== undefined) records[record] = plant(text);
  }
  return records.join("");
}
