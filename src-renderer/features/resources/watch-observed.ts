import { everyRecord } from "#shared/every-record.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { headingOf, resources } from "#shared/rezora/catalog.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { call } from "../../api.ts";
import { observationsOfExchange, type Observation } from "../../state/observed.ts";
import { observe } from "../../state/observing.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { cellText } from "./fetched-records.ts";

/** The maximum number of recent records looked up in a fetched collection. */
const maxLookedUp = 20;

/** Updates records known by name from every response. The returned function unsubscribes. */
export function watchObserved(): () => void {
  return useWorkspace.subscribe((now, before) => {
    if (now.history === before.history) return;
    const known = new Set(before.history.slice(0, now.history.length).map(({ exchange }) => exchange));
    for (const { exchange, bodyKept } of now.history) {
      // New ones come first.
      if (known.has(exchange)) break;
      observe(observationsOfExchange(exchange));
      // A body that has since been closed cannot be read.
      if (bodyKept) void lookUpRecent(exchange).catch(() => undefined);
    }
  });
}

/**
 * Whether the recent records of a collection still exist, and their names. Reads the response; does not call the API.
 */
async function lookUpRecent({ request, status, document, startedAt }: Exchange): Promise<void> {
  const { connectionId, method, designator } = request;
  const resource = matchDesignator(designator)?.resource;
  const own = resources.find(({ path }) => path === `${resource?.path ?? ""}/ID`);
  const column = own?.ids.at(-1) ?? "";
  // With a query it may be only a part of the collection.
  const isWhole = method === "GET" && status === 200 && document?.complete === true && !designator.includes("?");
  const columns = document?.table?.columns ?? [];
  if (!isWhole || own === undefined || resource?.kind !== "collection" || !columns.includes(column)) return;
  const recent = useWorkspace
    .getState()
    .recent.filter((each) => each.connectionId === connectionId && each.designator.startsWith(`${designator}/`))
    .slice(0, maxLookedUp);
  const seen = await Promise.all(
    recent.map(async (each): Promise<readonly Observation[]> => {
      const value = matchDesignator(each.designator)?.ids[column];
      if (value === undefined || matchDesignator(each.designator)?.resource !== own) return [];
      const query = { ...everyRecord, filters: [{ column, operator: "equals" as const, value }] };
      const { documentId } = document;
      const { rows } = await call("getRows", { documentId, query, offset: 0, limit: 1 });
      const [row] = rows;
      const about = { connectionId, designator: each.designator, at: startedAt };
      if (row === undefined) return [{ ...about, seen: { kind: "gone" } }];
      const title = headingOf(own.path, (field) => cellText(row.cells[columns.indexOf(field)]));
      return title === null ? [] : [{ ...about, seen: { kind: "named", title } }];
    }),
  );
  observe(seen.flat());
}
