import { describe, expect, test, vi } from "vitest";
import type { ValueRowsWindow, ValueText, WholeRecord } from "#shared/documents.ts";
import { JsonCursor } from "./json-cursor.ts";
import { openEngine, type TestEngine } from "./test-engine.ts";

const columns = 40;

/** Everything that is hard to preserve in a value that is read piece by piece. */
const piece = 'x"y\\z\n\t&<>é👩‍👩‍👧‍👦\u202ee\u0301 שלום\u0000'.replaceAll("\u0000", "|");
const value = piece.repeat(4_000);

const xmlText = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const bodies = {
  json: `[{"name":"Jane","note":${JSON.stringify(value)}},{"name":"Joe","note":""}]`,
  "json with escapes": `[{"name":"Jane","note":"${Array.from({ length: value.length }, (_, at) => `\\u${value.charCodeAt(at).toString(16).padStart(4, "0")}`).join("")}"}]`,
  xml: `<data><contact><name>Jane</name><note>${xmlText}</note></contact><contact><name>Joe</name><note/></contact></data>`,
  csv: `"name"|"note"\r\n"Jane"|"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"\r\n"Joe"|""\r\n`,
};

function rowsOf(engine: TestEngine, offset: number, limit = 200): ValueRowsWindow {
  return engine.ask("value-rows", { record: 0, column: "note", columns, offset, limit }) as ValueRowsWindow;
}

function textOf(engine: TestEngine, column: string): string {
  let text = "";
  for (;;) {
    const next = engine.ask("value-text", { record: 0, column, from: text.length, limit: 262_144 }) as ValueText;
    text += next.text;
    if (text.length >= next.length) return text;
  }
}

describe.each(Object.entries(bodies))("a long value in %s", (_, body) => {
  test("is the same by pieces and by rows, and no reply contains much of it", () => {
    const engine = openEngine(body);
    expect(textOf(engine, "note")).toBe(value);
    let text = "";
    for (let offset = 0; ; offset += 200) {
      const { rows, length, window } = rowsOf(engine, offset);
      expect(length).toBe(value.length);
      expect(JSON.stringify(window).length).toBeLessThan(200_000);
      for (const row of window) {
        expect(row.start).toBe(text.length);
        text += row.text;
      }
      if (offset + 200 >= rows) break;
    }
    expect(text).toBe(value);
  });
});

test("a value in the body of each format is addressed by the same characters [security: long-value-exact]", () => {
  for (const body of Object.values(bodies)) {
    const engine = openEngine(body);
    const from = 100_003;
    const { text } = engine.ask("value-text", { record: 0, column: "note", from, limit: 50 }) as ValueText;
    expect(text.length).toBeGreaterThanOrEqual(49);
    expect(value.slice(from, from + text.length)).toBe(text);
  }
});

test("a value is decoded once, however many windows of it are asked for [security: long-value-steps]", () => {
  const decode = vi.spyOn(JsonCursor.prototype, "text");
  try {
    const engine = openEngine(bodies.json);
    decode.mockClear();
    const { rows } = rowsOf(engine, 0);
    const once = decode.mock.calls.length;
    expect(once).toBeGreaterThan(0);
    for (let offset = 0; offset < rows; offset += 997) rowsOf(engine, offset);
    textOf(engine, "note");
    expect(decode.mock.calls.length).toBe(once);
    // It is not decoded again after another value has been read.
    textOf(engine, "name");
    const both = decode.mock.calls.length;
    rowsOf(engine, 100);
    expect(decode.mock.calls.length).toBe(both);
  } finally {
    decode.mockRestore();
  }
});

test("a whole record is truncated when the inspector requests it [security: long-value-bridge]", () => {
  const engine = openEngine(bodies.json);
  const { row } = engine.ask("record", { record: 0, cellLimit: 2_000 }) as WholeRecord;
  expect(JSON.stringify(row).length).toBeLessThan(10_000);
  expect(row.cells[1]).toMatchObject({ kind: "cut", length: value.length });
  const whole = engine.ask("record", { record: 0 }) as WholeRecord;
  expect(whole.row.cells[1]).toBe(value);
});

test("a missing record is refused with a message, and a missing value is empty", () => {
  const engine = openEngine(bodies.json);
  const ask = (record: number, column: string) => () =>
    engine.ask("value-text", { record, column, from: 0, limit: 100 }) as ValueText;
  expect(ask(9, "note")).toThrow("This response has no such record.");
  expect(ask(0, "other")).toThrow("This response has no such column.");
  expect(ask(1, "note")()).toEqual({ length: 0, text: "" });
  expect(engine.ask("value-rows", { record: 1, column: "note", columns, offset: 0, limit: 9 })).toEqual({
    length: 0,
    rows: 0,
    offset: 0,
    window: [],
  });
});
