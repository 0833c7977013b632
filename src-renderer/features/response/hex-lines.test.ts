import { expect, it } from "vitest";
import { bytesOfBase64, hexRow } from "./hex-lines.ts";

it("writes sixteen bytes as offset, hex and ASCII", () => {
  const bytes = new TextEncoder().encode('[{"a":1}]\n\u00e9\u0000xyz');
  expect(hexRow(bytes, 0x1_2340)).toEqual({
    offset: "00012340",
    hex: "5b 7b 22 61 22 3a 31 7d  5d 0a c3 a9 00 78 79 7a",
    text: '[{"a":1}]....xyz',
  });
});

it("leaves the columns in place where the body ends", () => {
  const full = hexRow(new Uint8Array(16), 0);
  const short = hexRow(Uint8Array.of(0x41), 16);
  expect(short.hex).toHaveLength(full.hex.length);
  expect(short).toMatchObject({ offset: "00000010", text: "A" });
});

it("reads base64 as bytes", () => {
  expect([...bytesOfBase64("AP+A")]).toEqual([0, 255, 128]);
});
