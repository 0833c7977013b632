import { expect, it } from "vitest";
import { base64OfBytes, bytesOfBase64, bytesOfHex, hexRow, markedPart, offsetOfText } from "./hex-lines.ts";

it("writes sixteen bytes as offset, hex and ASCII", () => {
  const bytes = new TextEncoder().encode('[{"a":1}]\n\u00e9\u0000xyz');
  expect(hexRow(bytes, 0x1_2340)).toEqual({
    offset: "00012340",
    hex: "5b 7b 22 61 22 3a 31 7d  5d 0a c3 a9 00 78 79 7a",
    text: '[{"a":1}]....xyz',
  });
});

it("keeps the columns aligned where the body ends", () => {
  const full = hexRow(new Uint8Array(16), 0);
  const short = hexRow(Uint8Array.of(0x41), 16);
  expect(short.hex).toHaveLength(full.hex.length);
  expect(short).toMatchObject({ offset: "00000010", text: "A" });
});

it("reads base64 as bytes", () => {
  expect([...bytesOfBase64("AP+A")]).toEqual([0, 255, 128]);
});

it("marks the digits and the characters of a range, across the gap and across rows", () => {
  const row = hexRow(new TextEncoder().encode("0123456789abcdef"), 32);
  const cut = (start: number, length: number) => {
    const part = markedPart(32, { start, length });
    return part && [row.hex.slice(...part.hex), row.text.slice(...part.text)];
  };
  expect(cut(33, 2)).toEqual(["31 32", "12"]);
  expect(cut(39, 2)).toEqual(["37  38", "78"]);
  expect(cut(46, 10)).toEqual(["65 66", "ef"]);
  expect(cut(20, 13)).toEqual(["30", "0"]);
  expect(cut(48, 4)).toBeNull();
  expect(cut(30, 2)).toBeNull();
});

it("parses bytes and offsets in the notations people use", () => {
  expect([...(bytesOfHex("0x0D 0a") ?? [])]).toEqual([13, 10]);
  expect(bytesOfHex("abc")).toBeNull();
  expect(bytesOfHex("zz")).toBeNull();
  expect(bytesOfHex(" ")).toBeNull();
  expect(offsetOfText("1,024")).toBe(1_024);
  expect(offsetOfText("0x400")).toBe(1_024);
  expect(offsetOfText("four")).toBeNull();
  expect(base64OfBytes(Uint8Array.of(0, 255, 128))).toBe("AP+A");
});
