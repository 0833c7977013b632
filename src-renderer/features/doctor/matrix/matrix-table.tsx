import { useState, type KeyboardEvent } from "react";
import type { Connection } from "#shared/connection.ts";
import { Icon } from "../../../ui/icon.tsx";
import { LevelBadge } from "../../../ui/level-badge.tsx";
import { badgeLevelOf } from "../../connections/connection-words.ts";
import { matrixMethods, type MatrixCell, type MatrixGroup } from "./matrix-model.ts";
import { cellText, spokenCell, stateLooks } from "./matrix-words.ts";
import { visibleValue } from "../../../ui/visible-text.tsx";

export interface MatrixTableProps {
  readonly connections: readonly Connection[];
  readonly groups: readonly MatrixGroup[];
  readonly selected: MatrixCell | null;
  readonly onSelect: (cell: MatrixCell) => void;
}

/** The position of a cell, counted over both groups. */
interface Spot {
  readonly row: number;
  readonly column: number;
}

const steps: Readonly<Record<string, (spot: Spot, last: Spot) => Spot>> = {
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, last) => ({ row, column: last.column }),
};

/** Resources by level, methods by connection. One cell is in the tab order; arrow keys go to the others. */
export function MatrixTable({ connections, groups, selected, onSelect }: MatrixTableProps) {
  const [spot, setSpot] = useState<Spot>({ row: 0, column: 0 });
  const rows = groups.flatMap((group) => group.rows);
  const last: Spot = { row: rows.length - 1, column: connections.length * matrixMethods.length - 1 };
  const here: Spot = { row: spot.row, column: Math.min(spot.column, last.column) };

  function move(event: KeyboardEvent<HTMLButtonElement>): void {
    const next = steps[event.key]?.(here, last);
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.currentTarget
      .closest("table")
      ?.querySelector<HTMLButtonElement>(`[data-row="${next.row}"][data-column="${next.column}"]`)
      ?.focus();
  }

  return (
    <table className="matrix" aria-label="Access matrix">
      <thead>
        <tr>
          <th scope="col" rowSpan={2} className="corner">
            Resource
          </th>
          {connections.map((connection) => (
            <th
              key={connection.connectionId}
              scope="colgroup"
              colSpan={matrixMethods.length}
              className="block"
              data-hue={connection.colour}
            >
              <span className="row">
                <span className="nm">{visibleValue(connection.name)}</span>
                <LevelBadge level={badgeLevelOf(connection)} />
              </span>
            </th>
          ))}
        </tr>
        <tr>
          {connections.flatMap(({ connectionId }) =>
            matrixMethods.map((method, index) => (
              <th key={`${connectionId} ${method}`} scope="col" className={index === 0 ? "meth first" : "meth"}>
                {method}
              </th>
            )),
          )}
        </tr>
      </thead>
      {groups.map(({ level, rows: own }) => (
        <tbody key={level}>
          <tr>
            <th scope="rowgroup" className="lvl" colSpan={last.column + 2}>
              <span>{level === "agent" ? "Agent resources" : "Company resources"}</span>
            </th>
          </tr>
          {own.map((row) => (
            <tr key={row.resource.path}>
              <th scope="row" className="path">
                {row.resource.path}
              </th>
              {row.cells.map((cell, column) => {
                const at = { row: rows.indexOf(row), column };
                return (
                  <td key={keyOf(cell)} className={column % matrixMethods.length === 0 ? "first" : undefined}>
                    <Cell
                      cell={cell}
                      spot={at}
                      reachable={at.row === here.row && column === here.column}
                      selected={selected !== null && keyOf(selected) === keyOf(cell)}
                      onKeyDown={move}
                      onSelect={() => {
                        setSpot(at);
                        onSelect(cell);
                      }}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface CellProps {
  readonly cell: MatrixCell;
  readonly spot: Spot;
  /** Whether the cell is in the tab order. */
  readonly reachable: boolean;
  readonly selected: boolean;
  readonly onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => void;
  readonly onSelect: () => void;
}

function Cell({ cell, spot, reachable, selected, onKeyDown, onSelect }: CellProps) {
  const { icon, tone } = stateLooks[cell.state];
  return (
    <button
      type="button"
      className={`mcell ${cell.state}`}
      aria-label={spokenCell(cell)}
      aria-pressed={selected}
      tabIndex={reachable ? 0 : -1}
      data-row={spot.row}
      data-column={spot.column}
      onKeyDown={onKeyDown}
      onFocus={onSelect}
      onClick={onSelect}
    >
      <Icon of={icon} size="s" tone={tone} />
      {cellText(cell)}
    </button>
  );
}

function keyOf({ connection, resource, method }: MatrixCell): string {
  return `${connection.connectionId} ${method} ${resource.path}`;
}
