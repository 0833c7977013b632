/** Selected rows and columns of a table, by position. */
export interface PasteArea {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export interface PasteTarget {
  readonly row: number;
  readonly column: number;
  readonly value: string;
}

export interface PasteTargets {
  readonly targets: readonly PasteTarget[];
  /** Lines for which the table has no row, or that exceed the limit of one paste. */
  readonly linesLeft: number;
  /** Columns of the paste that the table does not have. */
  readonly columnsLeft: number;
}

/** The maximum number of rows that one paste fills. */
export const maxPastedRows = 1_000;

/** Where the cells of a clipboard go: down from the first selected cell; a single value fills all selected cells. */
export function pasteTargets(
  lines: readonly (readonly string[])[],
  area: PasteArea,
  size: { readonly rows: number; readonly columns: number },
): PasteTargets {
  const [only] = lines.length === 1 && lines[0]?.length === 1 ? lines[0] : [];
  const filled =
    only === undefined ? lines : Array.from({ length: area.rows }, () => Array<string>(area.columns).fill(only));
  const rows = Math.min(filled.length, size.rows - area.row, maxPastedRows);
  const width = Math.max(0, ...filled.map((line) => line.length));
  const columns = Math.min(width, size.columns - area.column);
  const targets = filled
    .slice(0, rows)
    .flatMap((line, down) =>
      line
        .slice(0, columns)
        .map((value, right): PasteTarget => ({ row: area.row + down, column: area.column + right, value })),
    );
  return { targets, linesLeft: filled.length - rows, columnsLeft: width - columns };
}

/** The same for several areas: each of them is filled, within the limit of one paste. */
export function pasteIntoAreas(
  lines: readonly (readonly string[])[],
  areas: readonly PasteArea[],
  size: { readonly rows: number; readonly columns: number },
): PasteTargets {
  const [first] = areas;
  if (first !== undefined && areas.length === 1) return pasteTargets(lines, first, size);
  const filled = areas.map((area) => pasteTargets(lines, area, size));
  const targets = filled.flatMap((each) => each.targets);
  const width = filled[0]?.targets.filter(({ row }) => row === first?.row).length ?? 0;
  const kept = targets.slice(0, maxPastedRows * width);
  const linesLeft = filled.reduce((sum, each) => sum + each.linesLeft, 0);
  const cutLines = width === 0 ? 0 : (targets.length - kept.length) / width;
  return {
    targets: kept,
    linesLeft: linesLeft + cutLines,
    columnsLeft: Math.max(0, ...filled.map((each) => each.columnsLeft)),
  };
}
