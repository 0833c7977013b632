/**
 * Text as it is on the wire: one UTF-16 unit per byte (0 to 255), the form in which node:http accepts and returns
 * header values. Digest hashes bytes, so a realm that is not valid UTF-8 must be sent back exactly as received.
 */
export type WireText = string;

const beyondAscii = /[\u0080-\u{10ffff}]/u;
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function isAscii(text: string): boolean {
  return !beyondAscii.test(text);
}

/** The UTF-8 bytes of a text, one byte per character. */
export function toWire(text: string): WireText {
  return isAscii(text) ? text : Buffer.from(text, "utf8").toString("latin1");
}

/** For display: UTF-8 where the bytes are valid UTF-8, otherwise Latin-1, which maps every byte to a character. */
export function fromWire(wire: WireText): string {
  if (isAscii(wire)) return wire;
  try {
    return strictUtf8.decode(Buffer.from(wire, "latin1"));
  } catch {
    return wire;
  }
}
