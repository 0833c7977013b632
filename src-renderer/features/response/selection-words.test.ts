import { expect, it } from "vitest";
import { choose, extend, headerRow, toggleRow, type Selection } from "../../ui/data-grid/selection.ts";
import { selectionWords } from "./selection-words.ts";

const at = (row: number, column = 0) => ({ row, column });

const states: readonly (readonly [string, Selection | null, string])[] = [
  ["nothing", null, ""],
  ["the header", choose(at(headerRow)), ""],
  ["one row", choose(at(3)), ""],
  ["rows together", extend(choose(at(3)), at(7)), "5 rows selected."],
  ["rows apart", toggleRow(choose(at(3)), at(7)), "2 rows selected, in 2 parts."],
  ["cells", extend(choose(at(3, 1)), at(5, 2)), "6 cells selected: 3 rows, 2 columns."],
  ["cells of one row", extend(choose(at(3, 1)), at(3, 4)), "4 cells selected: 1 row, 4 columns."],
  ["one cell of a rectangle", extend(extend(choose(at(3, 1)), at(3, 2)), at(3, 1)), ""],
];

it.each(states)("how much is selected: %s", (_, selection, words) => {
  expect(selectionWords(selection)).toBe(words);
});
