import { Buffer } from "node:buffer";
import { PassThrough, Readable } from "node:stream";
import { ZipFile } from "yazl";
import { cleanSheetName, sheetPart, workbookParts } from "#shared/formats/workbook-parts.ts";

/** All parts carry the earliest date that a ZIP archive knows, so that the same table makes the same file. */
const options = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };
/** Bytes of the sheet made ahead of what is compressed. */
const ahead = 1_048_576;

/**
 * An XLSX file around the pieces of its one worksheet, while they are made: neither the sheet nor the file is ever
 * whole in memory. zlib compresses on threads of its own.
 */
export async function* workbookFile(
  sheetName: string,
  sheet: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const zip = new ZipFile();
  const source = Readable.from(sheet, { objectMode: false, highWaterMark: ahead });
  const file = new PassThrough();
  // A failure of the sheet or of the archive is the file's: it ends the loop below.
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
