import {
  accessOf,
  type Access,
  type AccessObservation,
  type ConnectionAccess,
  type LeftOutGet,
} from "#shared/access.ts";
import type { Connection } from "#shared/connection.ts";
import type { Method } from "#shared/http/exchange.ts";
import { resources, type Resource } from "#shared/rezora/catalog.ts";

export const matrixMethods: readonly Method[] = ["GET", "POST", "PUT", "DELETE"];

/** The state of a cell. The last two come from the documentation, and prove nothing. */
export type CellState = Access | "documented" | "not-documented";

export interface MatrixCell {
  readonly connection: Connection;
  readonly resource: Resource;
  readonly method: Method;
  readonly state: CellState;
  /** null: not tried. */
  readonly seen: AccessObservation | null;
  /** Why the last sweep did not try it; empty when it did, or did not need to. */
  readonly leftOut: string;
}

export interface MatrixRow {
  readonly resource: Resource;
  /** The methods of the first connection, then those of the next. */
  readonly cells: readonly MatrixCell[];
}

export interface MatrixGroup {
  readonly level: Resource["level"];
  readonly rows: readonly MatrixRow[];
}

export interface MatrixFacts {
  readonly connections: readonly Connection[];
  readonly access: readonly ConnectionAccess[];
  readonly leftOut: readonly LeftOutGet[];
}

/** Resources as rows by level, methods as columns, a block for each connection. */
export function matrixOf(facts: MatrixFacts): readonly MatrixGroup[] {
  return (["agent", "company"] as const).map((level) => ({
    level,
    rows: resources
      .filter((resource) => resource.level === level)
      .map((resource) => ({
        resource,
        cells: facts.connections.flatMap((connection) =>
          matrixMethods.map((method) => cellOf(facts, connection, resource, method)),
        ),
      })),
  }));
}

function cellOf(
  { access, leftOut }: MatrixFacts,
  connection: Connection,
  resource: Resource,
  method: Method,
): MatrixCell {
  const { connectionId } = connection;
  const { path } = resource;
  const observations = access.find((each) => each.connectionId === connectionId)?.observations ?? [];
  const seen = observations.find((each) => each.path === path && each.method === method) ?? null;
  const left = leftOut.find((each) => each.connectionId === connectionId && each.path === path);
  return {
    connection,
    resource,
    method,
    state: seen === null ? documentedState(resource, method) : accessOf(seen),
    seen,
    leftOut: seen === null && method === "GET" ? (left?.reason ?? "") : "",
  };
}

function documentedState({ methods }: Resource, method: Method): CellState {
  const { confidence } = methods[method];
  return confidence === "documented" || confidence === "inferred" ? "documented" : "not-documented";
}

/** How many cells have each state. */
export function tally(groups: readonly MatrixGroup[]): Readonly<Record<CellState, number>> {
  const counts = { allowed: 0, refused: 0, undecided: 0, documented: 0, "not-documented": 0 };
  for (const { rows } of groups) for (const { cells } of rows) for (const { state } of cells) counts[state] += 1;
  return counts;
}

/** The default selection: the connection in use, and others to the same server. */
export function suitingConnections(connections: readonly Connection[], current: Connection): readonly string[] {
  const address = ({ practice, practiceFault, baseUrl }: Connection): string =>
    practice === null ? baseUrl : `practice ${practiceFault ?? ""}`;
  return connections
    .filter((each) => each.connectionId === current.connectionId || address(each) === address(current))
    .map(({ connectionId }) => connectionId)
    .slice(0, 4);
}
