import { Buffer } from "node:buffer";

/** For tests: as many fields as a contact of the API has. */
const fields = Array.from({ length: 22 }, (_, index) => `contact_field_${index + 2}`);

/** Records generated at a time; they differ only in their ids. */
const together = 1_000;

export interface HugeBody {
  readonly byteLength: number;
  readonly records: number;
  pieces(): Generator<Uint8Array>;
}

/** For tests: a JSON list of at least `bytes` bytes, which is never in memory as a whole. Ids count from 10,000,000. */
export function hugeBody(bytes: number): HugeBody {
  const values = fields.map((field, index) => `  "${field}":"${index % 5 === 0 ? "Zoë" : "some plain text"} ${index}"`);
  const record = (id: number): string => ` {\n  "contact_id":"${id}",\n${values.join(",\n")}\n }`;
  const length = Buffer.byteLength(record(10_000_000)) + 2;
  const records = Math.ceil(bytes / length);
  return {
    // Brackets and line endings; the last record has no comma.
    byteLength: records * length + 2,
    records,
    *pieces() {
      for (let from = 0; from < records; from += together) {
        const count = Math.min(together, records - from);
        const text = Array.from({ length: count }, (_, index) => record(10_000_000 + from + index)).join(",\n");
        yield Buffer.from(`${from === 0 ? "[\n" : ",\n"}${text}${from + count === records ? "\n]" : ""}`);
      }
    },
  };
}
