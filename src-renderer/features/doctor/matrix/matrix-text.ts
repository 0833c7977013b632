import { spreadsheetLine } from "#shared/formats/spreadsheet.ts";
import { levelOf } from "../../connections/connection-words.ts";
import { matrixMethods, type MatrixCell, type MatrixGroup } from "./matrix-model.ts";
import { cellText, sourceWords, stateLooks } from "./matrix-words.ts";

export const matrixFormats = ["csv", "json", "markdown"] as const;
export type MatrixFormat = (typeof matrixFormats)[number];

/** The matrix as text: a line per cell as CSV and JSON, a table per connection as Markdown. It contains no secrets. */
export function matrixText(groups: readonly MatrixGroup[], as: MatrixFormat): string {
  switch (as) {
    case "csv":
      return [columns, ...cellsOf(groups).map((cell) => Object.values(factsOf(cell)))]
        .map((line) => spreadsheetLine(line, true))
        .join("");
    case "json":
      return `${JSON.stringify(cellsOf(groups).map(factsOf), null, 2)}\n`;
    case "markdown":
      return markdown(groups);
  }
}

const columns = [
  "connection",
  "account",
  "resource",
  "level",
  "method",
  "access",
  "status",
  "asked",
  "seen_at",
  "seen_by",
  "documented",
] as const;

function factsOf(cell: MatrixCell): Readonly<Record<(typeof columns)[number], string>> {
  const { connection, resource, method, state, seen } = cell;
  return {
    connection: connection.name,
    account: levelOf(connection),
    resource: resource.path,
    level: resource.level,
    method,
    access: seen === null ? "not-tried" : state,
    status: cellText(cell),
    asked: seen?.designator ?? "",
    seen_at: seen === null ? "" : new Date(seen.observedAt).toISOString(),
    seen_by: seen === null ? "" : sourceWords[seen.source],
    documented: resource.methods[method].confidence,
  };
}

function cellsOf(groups: readonly MatrixGroup[]): readonly MatrixCell[] {
  return groups.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells));
}

function markdown(groups: readonly MatrixGroup[]): string {
  const connections = new Map(cellsOf(groups).map(({ connection }) => [connection.connectionId, connection]));
  return [...connections.values()]
    .map((connection) => {
      const lines = groups.flatMap(({ rows }) =>
        rows.map(({ resource, cells }) => {
          const own = cells.filter((cell) => cell.connection.connectionId === connection.connectionId);
          return line([`\`${resource.path}\``, resource.level, ...own.map(cellWords)]);
        }),
      );
      const head = [
        line(["Resource", "Level", ...matrixMethods]),
        line(["---", "---", ...matrixMethods.map(() => "---")]),
      ];
      return [`## ${escaped(connection.name)} (${levelOf(connection)})`, "", ...head, ...lines, ""].join("\n");
    })
    .join("\n");
}

function cellWords(cell: MatrixCell): string {
  return [stateLooks[cell.state].word.toLowerCase(), cellText(cell)].filter((word) => word !== "").join(" ");
}

function line(texts: readonly string[]): string {
  return `| ${texts.join(" | ")} |`;
}

/** Escapes a name so Markdown shows it as written. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>()#+!|-]/gu, String.raw`\$&`);
}
