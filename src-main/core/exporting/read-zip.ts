import { Buffer } from "node:buffer";
import { crc32, inflateRawSync } from "node:zlib";

/** For tests: the files of a ZIP archive by name, found by the central directory and checked against their CRC. */
export function readZip(archive: Uint8Array): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(archive);
  const end = bytes.lastIndexOf("PK\u{5}\u{6}", undefined, "latin1");
  if (end < 0) throw new Error("no end of a ZIP archive");
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [sum, packed, size] = [16, 20, 24].map((offset) => bytes.readUInt32LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + packed);
    const file = bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(content) : content;
    if (file.length !== size || crc32(file) !== sum) throw new Error(`${name} is damaged`);
    files.set(name, file);
    at += 46 + nameLength + extra + comment;
  }
  return files;
}
