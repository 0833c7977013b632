import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterScroll,
  offsetShowing,
  positionAt,
  rowsInSight,
  scrollHeight,
  tallestScroll,
  type ScrollPosition,
} from "./scroll-map.ts";

const small = { content: 28_000, viewport: 700 };
const large = { content: 500_000 * 28, viewport: 700 };
const top: ScrollPosition = { scrollTop: 0, offset: 0 };

describe("a list no taller than the scrollbar", () => {
  it("scrolls pixel for pixel", () => {
    expect(scrollHeight(small)).toBe(28_000);
    expect(afterScroll(top, 12_345, small)).toEqual({ scrollTop: 12_345, offset: 12_345 });
    expect(positionAt(999, small)).toEqual({ scrollTop: 999, offset: 999 });
  });
});

describe("a list taller than a scrollbar can be", () => {
  it("has a capped scrollbar", () => {
    expect(scrollHeight(large)).toBe(tallestScroll);
  });

  it("shows the last row with the thumb at the end", () => {
    const end = afterScroll(top, tallestScroll - 700, large);
    expect(end.offset).toBe(large.content - 700);
    expect(rowsInSight(end.offset, large, 28, 500_000, 0)).toEqual({ first: 499_975, last: 499_999 });
  });

  it("moves by as many pixels as the wheel, at any position", () => {
    const middle = positionAt(7_000_000, large);
    expect(afterScroll(middle, middle.scrollTop + 100, large).offset).toBe(7_000_100);
    expect(afterScroll(middle, middle.scrollTop - 100, large).offset).toBe(6_999_900);
  });

  it("stays inside the list when many small steps end beyond it", () => {
    const near = positionAt(large.content - 750, large);
    expect(afterScroll(near, near.scrollTop + 300, large).offset).toBe(large.content - 700);
    expect(afterScroll({ scrollTop: 200, offset: 100 }, 0, large).offset).toBe(0);
  });

  it("finds its way back from the bar to every offset", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: large.content - 700 }), (offset) => {
        const { scrollTop } = positionAt(offset, large);
        const seen = afterScroll({ scrollTop: scrollTop > 5_000_000 ? 0 : tallestScroll, offset: 0 }, scrollTop, large);
        expect(seen.offset).toBeCloseTo(offset, 3);
      }),
    );
  });
});

describe("which rows are kept", () => {
  it("covers what is in sight with some more on both sides", () => {
    expect(rowsInSight(280, { content: 2_800, viewport: 280 }, 28, 100, 2)).toEqual({ first: 8, last: 21 });
    expect(rowsInSight(0, { content: 56, viewport: 280 }, 28, 2, 5)).toEqual({ first: 0, last: 1 });
    expect(rowsInSight(0, { content: 0, viewport: 280 }, 28, 0, 5)).toEqual({ first: 0, last: -1 });
  });

  it("brings a row into sight by the shortest way", () => {
    const size = { content: 2_800, viewport: 280 };
    expect(offsetShowing(5, 280, size, 28)).toBe(140);
    expect(offsetShowing(12, 280, size, 28)).toBe(280);
    expect(offsetShowing(20, 280, size, 28)).toBe(308);
  });
});
