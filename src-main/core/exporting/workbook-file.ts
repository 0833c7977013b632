import { Buffer } from "node:buffer";
import { PassThrough, Readable } from "node:stream";
import { ZipFile } from "yazl";
import { cleanSheetName, sheetPart, workbookParts } from "#shared/formats/workbook-parts.ts";

/** All parts have the earliest date that ZIP supports, so the same table makes the same file. */
const options = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };
/** How many bytes of the sheet may be made ahead of the compression. */
const ahead = 1_048_576;

/**
 * Streams an XLSX file from the pieces of its only worksheet while they are made: neither the sheet nor the file is
 * ever completely in memory. zlib compresses on its own threads.
 */
export async function* workbookFile(
  sheetName: string,
  sheet: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const zip = new ZipFile();
  const source = Readable.from(sheet, { objectMode: false, highWaterMark: ahead });
  const file = new PassThrough();
  // A failure of the sheet or of the archive fails the file: it ends the loop below.
  for (const part of [source, zip]) part.on("error", (error: Error) => file.destroy(error));
  zip.outputStream.pipe(file);
  for (const { name, text } of workbookParts(cleanSheetName(sheetName))) {
    zip.addBuffer(Buffer.from(text), name, options);
  }
  zip.addReadStream(source, sheetPart, options);
  zip.end();
  try {
    for await (const piece of file) yield piece as Uint8Array;
  } finally {
    source.destroy();
  }
}
