import { TextDecoder } from "node:util";
import { parse } from "csv-parse";
import papaparse from "papaparse";
import { SaxesParser } from "saxes";
import { withKeptBodies, type KeptBodies } from "./kept-bodies.ts";
import { contactList, sizes, type ContactList } from "./lists.ts";
import { median, milliseconds, type Measure, type Row } from "./row.ts";

/** A reference reads the whole body and returns the number of rows. A wrong number disqualifies it. */
interface Reader {
  readonly what: string;
  readonly count: (bytes: Buffer) => number | Promise<number>;
}

function countXml(bytes: Buffer): number {
  let records = 0;
  const parser = new SaxesParser();
  parser.on("opentag", ({ name }) => void (records += name === "contact" ? 1 : 0));
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; at += 65_536) {
    parser.write(decoder.decode(bytes.subarray(at, at + 65_536), { stream: true }));
  }
  parser.close();
  return records;
}

/** The minimum for any reader of this dialect: distinguish a line ending inside quotes from one that ends a row. */
function countCsv(bytes: Buffer): number {
  let lines = 0;
  let quoted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === 92) at += 1;
    else if (byte === 34) quoted = !quoted;
    else if (byte === 10 && !quoted) lines += 1;
  }
  return lines - 1;
}

async function countByCsvParse(bytes: Buffer): Promise<number> {
  const parser = parse(bytes, { delimiter: "|", escape: "\\", relax_column_count: true });
  let lines = 0;
  for await (const _ of parser) lines += 1;
  return lines - 1;
}

function countByPapaparse(bytes: Buffer): number {
  const { data } = papaparse.parse(new TextDecoder().decode(bytes), { delimiter: "|", escapeChar: "\\" });
  return data.length - 2;
}

const readers: Readonly<Record<ContactList["format"], readonly Reader[]>> = {
  json: [
    {
      what: "JSON.parse with decoding",
      count: (bytes) => (JSON.parse(new TextDecoder().decode(bytes)) as unknown[]).length,
    },
  ],
  xml: [{ what: "saxes", count: countXml }],
  csv: [
    { what: "a bare quote-aware scanner", count: countCsv },
    { what: "papaparse", count: countByPapaparse },
    { what: "csv-parse", count: countByCsvParse },
  ],
};

async function index(bodies: KeptBodies, list: ContactList, records: number): Promise<void> {
  const { documentId, table } = await bodies.keep(list.bytes, list.contentType);
  bodies.store.close(documentId);
  if (table?.recordCount !== records) throw new Error(`The index counts ${String(table?.recordCount)} records.`);
}

/** P5: from the first byte handed over to the exact row count, compared with readers that only count. */
export const measureIndex: Measure = {
  goals: ["P5"],
  run: ({ quick }) =>
    withKeptBodies(async (bodies) => {
      const size = quick ? "10k" : "100k";
      const rows: Row[] = [];
      for (const format of ["json", "xml", "csv"] as const) {
        const list = await contactList(format, size);
        const times: number[] = [];
        for (let round = 0; round < 5; round += 1) {
          times.push(await milliseconds(() => index(bodies, list, sizes[size])));
        }
        for (const [at, { what, count }] of readers[format].entries()) {
          let counted = 0;
          const reference = await milliseconds(async () => (counted = await count(list.bytes)));
          rows.push({
            id: at === 0 ? `P5-${format}-${size}` : `P5-${format}-${size}-${what}`,
            what: `exact row count and index, ${size} ${format}`,
            value: median(times),
            unit: "ms",
            goal: 1.2 * reference,
            reference: {
              value: reference,
              what: counted === sizes[size] ? what : `${what}, wrong: ${String(counted)} rows`,
            },
          });
        }
      }
      return rows;
    }),
};
