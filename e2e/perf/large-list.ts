import { sizes, contactList } from "./lists.ts";
import type { Body } from "./body-server.ts";

export interface LargeList extends Body {
  readonly records: number;
  /** `contact_id` of a record, counted from 0. */
  readonly idAt: (record: number) => string;
}

const piece = 1_048_576;

/** The list of 10,000 contacts repeated as one JSON list of at least this many bytes. None of it is kept. */
export async function largeList(atLeast: number): Promise<LargeList> {
  const { bytes, contentType } = await contactList("json", "10k");
  const contacts = JSON.parse(bytes.toString()) as readonly { readonly contact_id: string }[];
  const block = bytes.subarray(bytes.indexOf("{"), bytes.lastIndexOf("}") + 1);
  const times = Math.ceil(atLeast / (block.length + 1));
  return {
    contentType,
    byteLength: times * (block.length + 1) + 1,
    records: times * sizes["10k"],
    idAt: (record) => contacts[record % contacts.length]?.contact_id ?? "",
    *pieces() {
      for (let time = 0; time < times; time += 1) {
        yield Buffer.from(time === 0 ? "[" : ",");
        for (let at = 0; at < block.length; at += piece) yield block.subarray(at, at + piece);
      }
      yield Buffer.from("]");
    },
  };
}

/** Whether a file holds exactly these bytes. */
export async function holdsExactly(file: AsyncIterable<Buffer>, pieces: Iterable<Uint8Array>): Promise<boolean> {
  const expected = pieces[Symbol.iterator]();
  let part: Uint8Array = new Uint8Array();
  for await (const chunk of file) {
    for (let at = 0; at < chunk.length;) {
      if (part.length === 0) {
        const next = expected.next();
        if (next.done === true) return false;
        part = next.value;
      }
      const length = Math.min(part.length, chunk.length - at);
      if (chunk.compare(part, 0, length, at, at + length) !== 0) return false;
      part = part.subarray(length);
      at += length;
    }
  }
  return part.length === 0 && expected.next().done === true;
}
