/** CRC-32 (ISO 3309, as in gzip), byte by byte. Node's own exists only since version 22. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xed_b8_83_20 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** Checksum of a text in UTF-8, as 8 hexadecimal digits. It detects damage but does not protect from tampering. */
export function crc32(text: string): string {
  let value = 0xff_ff_ff_ff;
  for (const byte of Buffer.from(text)) value = (table[(value ^ byte) & 255] as number) ^ (value >>> 8);
  return ((value ^ 0xff_ff_ff_ff) >>> 0).toString(16).padStart(8, "0");
}
