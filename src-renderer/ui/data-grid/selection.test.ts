import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterKey,
  choose,
  clampSelection,
  extend,
  extendRows,
  headerRow,
  isSingleCell,
  selectedColumns,
  selectedRows,
  type GridKey,
  type Selection,
} from "./selection.ts";

const size = { rows: 100, columns: 5, page: 20 };
const press = (key: string, change: Partial<GridKey> = {}): GridKey => ({
  key,
  shift: false,
  control: false,
  ...change,
});
const at = (row: number, column: number): Selection => choose({ row, column });
const active = (selection: Selection | null): string | null =>
  selection && `${selection.active.row},${selection.active.column}`;

describe("moving by keys", () => {
  it.each([
    ["ArrowDown", {}, "11,2"],
    ["ArrowUp", {}, "9,2"],
    ["ArrowLeft", {}, "10,1"],
    ["ArrowRight", {}, "10,3"],
    ["PageDown", {}, "30,2"],
    ["PageUp", {}, "0,2"],
    ["Home", {}, "10,0"],
    ["End", {}, "10,4"],
    ["Home", { control: true }, "0,0"],
    ["End", { control: true }, "99,4"],
    ["ArrowDown", { control: true }, "99,2"],
    ["ArrowUp", { control: true }, "0,2"],
    ["ArrowLeft", { control: true }, "10,0"],
    ["ArrowRight", { control: true }, "10,4"],
  ])("%s %o leads from 10,2 to %s", (key, modifiers, target) => {
    expect(active(afterKey(at(10, 2), press(key, modifiers), size))).toBe(target);
  });

  it("leads from the first row into the header and back", () => {
    const header = afterKey(at(0, 1), press("ArrowUp"), size);
    expect(header?.active).toEqual({ row: headerRow, column: 1 });
    expect(selectedRows(header)).toBeNull();
    expect(active(afterKey(header, press("ArrowDown"), size))).toBe("0,1");
  });

  it("starts at the first cell when nothing is selected", () => {
    expect(active(afterKey(null, press("ArrowDown"), size))).toBe("0,0");
    expect(active(afterKey(null, press("ArrowDown"), { ...size, rows: 0 }))).toBe("-1,0");
  });

  it("leaves keys alone that are not its own", () => {
    expect(afterKey(at(1, 1), press("x"), size)).toBeNull();
    expect(afterKey(null, press("Tab"), size)).toBeNull();
    expect(afterKey(at(1, 1), press("ArrowDown"), { rows: 0, columns: 0, page: 1 })).toBeNull();
  });
});

describe("extending", () => {
  it("takes whole rows as long as only the row changes", () => {
    const down = afterKey(at(10, 2), press("ArrowDown", { shift: true }), size);
    expect(down).toEqual({ kind: "rows", anchor: { row: 10, column: 2 }, active: { row: 11, column: 2 } });
  });

  it("takes cells as soon as the column changes, and stays with cells", () => {
    const right = afterKey(at(10, 2), press("ArrowRight", { shift: true }), size);
    expect(right && selectedColumns(right)).toEqual({ from: 2, to: 3 });
    const back = afterKey(right, press("ArrowLeft", { shift: true }), size);
    expect(back && selectedColumns(back)).toEqual({ from: 2, to: 2 });
  });

  it("never extends into the header", () => {
    const first = at(0, 2);
    expect(afterKey(first, press("ArrowUp", { shift: true }), size)).toBe(first);
    expect(extend(at(headerRow, 2), { row: 4, column: 4 })).toEqual(at(4, 4));
  });

  it("selects every row by Ctrl+A and the whole row by Shift+Space", () => {
    expect(selectedRows(afterKey(at(10, 2), press("a", { control: true }), size))).toEqual({ from: 0, to: 99 });
    expect(afterKey(at(3, 1), press("a", { control: true }), { ...size, rows: 0 })).toBeNull();
    const cells = extend(at(10, 2), { row: 12, column: 4 });
    expect(afterKey(cells, press(" ", { shift: true }), size)?.kind).toBe("rows");
  });

  it("goes back to rows from the gutter", () => {
    const cells = extend(at(10, 2), { row: 12, column: 4 });
    expect(selectedRows(extendRows(cells, { row: 7, column: 4 }))).toEqual({ from: 7, to: 10 });
    expect(extendRows(cells, { row: 7, column: 4 }).kind).toBe("rows");
  });

  it("knows one cell from several", () => {
    expect(isSingleCell(at(3, 3))).toBe(true);
    expect(isSingleCell(extend(at(3, 3), { row: 4, column: 3 }))).toBe(false);
    expect(isSingleCell(extend(at(3, 3), { row: 3, column: 4 }))).toBe(false);
  });
});

describe("a grid that shrinks", () => {
  it("keeps what is still there", () => {
    const selection = extend(at(10, 4), { row: 50, column: 4 });
    expect(clampSelection(selection, { ...size, rows: 20 })?.active.row).toBe(19);
    expect(clampSelection(at(10, 4), { ...size, columns: 2 })?.active.column).toBe(1);
    expect(clampSelection(at(10, 4), { ...size, rows: 10 })).toBeNull();
    expect(clampSelection(selection, size)).toBe(selection);
  });
});

it("stays inside the grid whatever is pressed", () => {
  const key = fc.record({
    key: fc.constantFrom("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End", "a"),
    shift: fc.boolean(),
    control: fc.boolean(),
  });
  const grid = fc.record({
    rows: fc.nat(30),
    columns: fc.integer({ min: 1, max: 6 }),
    page: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(grid, fc.array(key, { maxLength: 30 }), (bounds, keys) => {
      let selection: Selection | null = null;
      for (const pressed of keys) selection = afterKey(selection, pressed, bounds) ?? selection;
      if (selection === null) return;
      for (const { row, column } of [selection.anchor, selection.active]) {
        expect(row).toBeGreaterThanOrEqual(headerRow);
        expect(row).toBeLessThan(bounds.rows);
        expect(column).toBeGreaterThanOrEqual(0);
        expect(column).toBeLessThan(bounds.columns);
      }
      expect(clampSelection(selection, bounds)).toBe(selection);
    }),
  );
});
