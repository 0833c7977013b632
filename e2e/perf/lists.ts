import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readFile, rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { contactFields } from "#practice/data/contact.ts";
import { ContactBook } from "#practice/data/contact-book.ts";
import { writeEnvelope } from "#practice/envelope.ts";

export const formats = ["json", "xml", "csv"] as const;
export type ListFormat = (typeof formats)[number];

export const sizes = { "1k": 1_000, "10k": 10_000, "100k": 100_000, "500k": 500_000 } as const;
export type ListSize = keyof typeof sizes;

export interface ContactList {
  readonly format: ListFormat;
  readonly contentType: string;
  readonly bytes: Buffer;
}

const seed = 1;
const contentTypes = { json: "application/json", xml: "application/xml", csv: "text/csv" } as const;

/**
 * A contact list as the practice server writes it: 23 string fields, the same every time. Generating 500,000
 * contacts takes seconds, so the file stays in the system's temporary folder for the next run.
 */
export async function contactList(format: ListFormat, size: ListSize): Promise<ContactList> {
  const folder = join(tmpdir(), "rezora-bench-lists");
  const file = join(folder, `contacts-${size}-seed${seed}.${format}`);
  if (!existsSync(file)) {
    await mkdir(folder, { recursive: true });
    const contacts = new ContactBook(seed, sizes[size]).all();
    const envelope = { root: "contacts", record: "contact" };
    const half = `${file}.${process.pid}`;
    await pipeline(Readable.from(writeEnvelope(format, envelope, contactFields, contacts)), createWriteStream(half));
    await rename(half, file);
  }
  return { format, contentType: `${contentTypes[format]}; charset=utf-8`, bytes: await readFile(file) };
}
