import { describe, expect, it } from "vitest";
import { clampWidth, columnEdges, columnsInSight, columnTemplate, dropTarget, type GridColumn } from "./grid-column.ts";

function columns(...widths: number[]): GridColumn[] {
  return widths.map((width, index) => ({
    id: String(index),
    title: String(index),
    width,
    pinned: false,
    sort: null,
    sortRank: null,
    filtered: false,
  }));
}

describe("columns of a grid", () => {
  it("keeps widths within their limits", () => {
    expect([10, 99.6, 9_999].map(clampWidth)).toEqual([40, 100, 2_000]);
  });

  it("writes the template and the edges after the gutter", () => {
    expect(columnTemplate([70, 184])).toBe("70px 184px");
    expect(columnTemplate([])).toBe("0px");
    expect(columnEdges(columns(70, 184))).toEqual([40, 110, 294]);
  });

  it("keeps all columns of a table that fits", () => {
    expect(columnsInSight(columnEdges(columns(...Array<number>(12).fill(100))), 900, 400)).toEqual({
      first: 0,
      last: 11,
    });
  });

  it("keeps a window of a wider one, with the next column on either side", () => {
    const edges = columnEdges(columns(...Array<number>(500).fill(100)));
    expect(columnsInSight(edges, 0, 800)).toEqual({ first: 0, last: 11 });
    expect(columnsInSight(edges, 10_000, 800)).toEqual({ first: 96, last: 111 });
    expect(columnsInSight(edges, 49_240, 800).last).toBe(499);
    for (let left = 0; left < 2_000; left += 50) {
      const { first, last } = columnsInSight(edges, left, 800);
      expect(first).toBeLessThanOrEqual(Math.max(0, Math.floor(left / 100) - 1));
      expect(last).toBeGreaterThan(Math.floor((left + 759) / 100));
    }
  });

  it("computes where a dragged header is dropped", () => {
    const edges = columnEdges(columns(100, 100, 100));
    expect(dropTarget(edges, 60)).toEqual({ index: 0, side: "before" });
    expect(dropTarget(edges, 239)).toEqual({ index: 1, side: "after" });
    expect(dropTarget(edges, 9_999)).toEqual({ index: 2, side: "after" });
    expect(dropTarget(columnEdges([]), 5)).toBeNull();
  });
});
