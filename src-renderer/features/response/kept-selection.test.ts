import { describe, expect, it } from "vitest";
import { choose, extend, rowRanges, toggleRow } from "../../ui/data-grid/selection.ts";
import { samePlaces, selectionAfter } from "./kept-selection.ts";

const at = (position: number) => ({ position, record: position + 100 });
const cell = (row: number, column = 1) => ({ row, column });

describe("a selection after a refresh", () => {
  it("follows its record to its new position without scrolling", () => {
    expect(selectionAfter(choose(cell(3)), [3], [at(7)])).toEqual({
      selection: { kind: "rows", anchor: cell(7), active: cell(7), still: true },
      record: 107,
    });
  });

  it("is empty when the focused record is gone", () => {
    expect(selectionAfter(choose(cell(3)), [3], [null])).toBeNull();
  });

  it("keeps rows together that are still adjacent, with their cells", () => {
    const cells = extend(choose(cell(3)), cell(4, 2));
    expect(selectionAfter(cells, [3, 4], [at(0), at(1)])?.selection).toMatchObject({
      kind: "cells",
      anchor: cell(0),
      active: cell(1, 2),
    });
  });

  it("selects rows that are no longer adjacent, and no others between them", () => {
    const rows = extend(choose(cell(3)), cell(5));
    const { selection } = selectionAfter(rows, [3, 4, 5], [at(0), at(9), at(1)]) ?? { selection: null };
    expect(rowRanges(selection)).toEqual([
      { from: 0, to: 1 },
      { from: 9, to: 9 },
    ]);
    expect(selection?.kind).toBe("rows");
  });

  it("keeps its row positions where records have no ids, as far as there are rows", () => {
    expect(samePlaces(choose(cell(3)), 10)).toEqual({ ...choose(cell(3)), still: true });
    expect(samePlaces(extend(choose(cell(3)), cell(7)), 5)?.active).toEqual(cell(4));
    expect(samePlaces(choose(cell(3)), 3)).toBeNull();
  });

  it("leaves out the records that are gone", () => {
    const two = toggleRow(choose(cell(2)), cell(6));
    const { selection } = selectionAfter(two, [2, 6], [null, at(5)]) ?? { selection: null };
    expect(rowRanges(selection)).toEqual([{ from: 5, to: 5 }]);
  });
});
