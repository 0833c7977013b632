import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addRows,
  afterKey,
  choose,
  clampSelection,
  countRows,
  extend,
  extendRows,
  headerRow,
  isRowSelected,
  isSingleCell,
  joinRanges,
  moveFocus,
  rowRanges,
  selectedColumns,
  selectedRows,
  toggleRow,
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

  it("ignores other keys", () => {
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
    const all = afterKey(at(10, 2), press("a", { control: true }), size);
    expect(selectedRows(all)).toEqual({ from: 0, to: 99 });
    expect(countRows(all)).toBe(100);
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

describe("selecting without moving the focus", () => {
  const all = press("a", { control: true });
  it.each([
    ["a cell", at(10, 2), "10,2"],
    ["the header", at(headerRow, 3), "40,3"],
    ["nothing", null, "40,0"],
  ])("Ctrl+A from %s leaves the focus in sight", (_, selection, place) => {
    const next = afterKey(selection, all, { ...size, first: 40 });
    expect(active(next)).toBe(place);
    expect(next?.still).toBe(true);
  });

  it("moves the focus by Alt, adds the row by Ctrl+Space, and takes it out again", () => {
    const moved = afterKey(
      afterKey(at(10, 2), press("ArrowDown", { alt: true }), size),
      press("ArrowDown", { alt: true }),
      size,
    );
    expect(active(moved)).toBe("12,2");
    expect(rowRanges(moved)).toEqual([{ from: 10, to: 10 }]);
    const added = afterKey(moved, press(" ", { control: true }), size);
    expect(rowRanges(added)).toEqual([
      { from: 10, to: 10 },
      { from: 12, to: 12 },
    ]);
    expect(rowRanges(afterKey(added, press(" ", { control: true }), size))).toEqual([{ from: 10, to: 10 }]);
  });

  it("moves the focus to a cell of the selected rows and keeps them all", () => {
    const rows = extend(at(3, 1), { row: 5, column: 1 });
    const moved = moveFocus(rows, { row: 4, column: 2 });
    expect(active(moved)).toBe("4,2");
    expect(rowRanges(moved)).toEqual([{ from: 3, to: 5 }]);
    expect(moveFocus(at(3, 1), { row: 3, column: 4 })).toEqual(at(3, 4));
  });

  it("leaves other keys with Alt alone", () => {
    expect(afterKey(at(10, 2), press("ArrowLeft", { alt: true }), size)).toBeNull();
    expect(afterKey(at(0, 2), press("ArrowUp", { alt: true }), size)).toBeNull();
  });
});

describe("rows that do not follow each other", () => {
  const three = toggleRow(toggleRow(at(3, 1), { row: 7, column: 1 }), { row: 4, column: 1 });

  it("are added and taken out one by one", () => {
    expect(rowRanges(three)).toEqual([
      { from: 3, to: 4 },
      { from: 7, to: 7 },
    ]);
    expect(countRows(three)).toBe(3);
    expect(isSingleCell(three)).toBe(false);
    expect([2, 3, 4, 5, 7].map((row) => isRowSelected(three, row))).toEqual([false, true, true, false, true]);
    expect(rowRanges(toggleRow(three, { row: 3, column: 1 }))).toEqual([
      { from: 4, to: 4 },
      { from: 7, to: 7 },
    ]);
  });

  it("keep the last one, and are plain again when they follow each other from the focus on", () => {
    expect(toggleRow(at(3, 1), { row: 3, column: 1 })).toEqual(at(3, 1));
    expect(toggleRow(toggleRow(at(3, 1), { row: 4, column: 1 }), { row: 3, column: 1 })).toEqual({
      ...at(3, 1),
      ranges: [{ from: 4, to: 4 }],
    });
  });

  it("grow by Ctrl and Shift, and are given up for a plain range by Shift alone", () => {
    expect(rowRanges(addRows(three, { row: 1, column: 1 }))).toEqual([
      { from: 1, to: 4 },
      { from: 7, to: 7 },
    ]);
    expect(rowRanges(extendRows(three, { row: 6, column: 1 }))).toEqual([{ from: 4, to: 6 }]);
    expect(rowRanges(afterKey(three, press("ArrowDown"), size))).toEqual([{ from: 5, to: 5 }]);
  });

  it("are cut where the grid ends", () => {
    expect(clampSelection(three, { ...size, rows: 5 })?.ranges).toEqual([{ from: 3, to: 4 }]);
    expect(clampSelection(three, size)).toBe(three);
  });

  it("are the same set regardless of how it was made", () => {
    const rows = fc.array(fc.nat(20), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(rows, (clicks) => {
        let selection: Selection | null = null;
        const expected = new Set<number>();
        for (const row of clicks) {
          selection = toggleRow(selection, { row, column: 0 });
          if (expected.has(row) && expected.size > 1) expected.delete(row);
          else expected.add(row);
        }
        const found = Array.from({ length: 21 }, (_, row) => row).filter((row) => isRowSelected(selection, row));
        expect(found).toEqual([...expected].toSorted((one, other) => one - other));
        const ranges = rowRanges(selection);
        expect(joinRanges(ranges)).toEqual(ranges);
      }),
    );
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

it("stays inside the grid for any key", () => {
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
