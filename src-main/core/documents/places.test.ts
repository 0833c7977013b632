import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BytePlace, FindBytesResult, SeekResult } from "#shared/documents.ts";
import { everyRecord } from "#shared/every-record.ts";
import { openEngine } from "./test-engine.ts";

describe("bytes", () => {
  it("are found wherever they stand, without overlap", () => {
    const bytes = fc.array(fc.constantFrom(0, 1, 255), { maxLength: 40 });
    const needles = fc.array(fc.constantFrom(0, 1, 255), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(bytes, needles, fc.nat(4), (body, needle, index) => {
        const expected: number[] = [];
        const whole = Buffer.from(body);
        for (let at = whole.indexOf(Buffer.from(needle)); at >= 0; at = whole.indexOf(Buffer.from(needle), at)) {
          expected.push(at);
          at += needle.length;
        }
        const found = openEngine(Uint8Array.from(body)).ask("find-bytes", {
          needle: Buffer.from(needle).toString("base64"),
          index,
        }) as FindBytesResult;
        expect(found).toEqual({ count: expected.length, offset: expected[index] ?? null });
      }),
    );
  });

  it("on the edge of two slices are found once", () => {
    const body = Buffer.alloc(2_100_000, 0x2e);
    for (const at of [1_048_575, 1_048_577, 2_097_150]) body.write("ab", at);
    const find = (index: number) =>
      openEngine(new Uint8Array(body)).ask("find-bytes", { needle: "YWI=", index }) as FindBytesResult;
    expect(find(0)).toEqual({ count: 3, offset: 1_048_575 });
    expect(find(2).offset).toBe(2_097_150);
  });

  it("have a line and a character in the Raw view", () => {
    const lines = Array.from({ length: 700 }, (_, index) => `é${index}`.repeat(index % 50 === 0 ? 4_000 : 1));
    const body = lines.join("\r\n");
    const engine = openEngine(body, { contentType: "text/plain" });
    for (const byte of [0, 2, 9_000, Buffer.byteLength(body) - 1, ...[3, 256, 500, 699].map((line) => startOf(line))]) {
      const { line, start } = engine.ask("locate", { byteOffset: byte }) as BytePlace;
      const [shown] = engine.lines("raw", { folded: "none", except: [], groups: [], nodes: [] }, line, 1).window;
      const text = shown?.tokens.map(([, token]) => token).join("") ?? "";
      const sent = Buffer.from(body).subarray(byte).toString().slice(0, 3).split("\r")[0] ?? "";
      expect(text.slice(start)).toContain(sent);
      expect(text.slice(start).startsWith(sent)).toBe(true);
    }
    function startOf(line: number): number {
      return Buffer.byteLength(`${lines.slice(0, line).join("\r\n")}\r\n`);
    }
  });
});

describe("type-ahead", () => {
  const engine = openEngine('"a"|"b"\r\n"Jane"|"1"\r\n"joe"|"2"\r\n"Émile"|"3"|"x"\r\n"JANET"|"4"\r\n');
  const seek = (prefix: string, from: number, sort: "ascending" | "descending" | null = null) =>
    (
      engine.ask("seek", {
        query: { ...everyRecord, sort: sort === null ? [] : [{ column: "a", direction: sort }] },
        column: "a",
        prefix,
        from,
      }) as SeekResult
    ).position;

  it("goes to the next row that starts so, without case, and around the end", () => {
    expect(seek("ja", 0)).toBe(0);
    expect(seek("ja", 1)).toBe(3);
    expect(seek("jo", 2)).toBe(1);
    expect(seek("é", 0)).toBe(2);
    expect(seek("zz", 0)).toBeNull();
  });

  it("counts in the order that is shown", () => {
    for (const direction of ["ascending", "descending"] as const) {
      const { rows } = engine.rows({ sort: [{ column: "a", direction }] });
      expect(rows[seek("joe", 0, direction) ?? -1]?.cells[0]).toBe("joe");
    }
    expect(engine.ask("seek", { query: everyRecord, column: "no", prefix: "a", from: 0 })).toEqual({ position: null });
  });
});
