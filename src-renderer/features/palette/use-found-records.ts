import { useDeferredValue, useMemo } from "react";
import type { ResourcePath } from "#shared/rezora/catalog.ts";
import { useNow } from "../../state/clock.ts";
import { topCollections } from "../resources/tree-model.ts";
import { useNameSources } from "../resources/use-record-names.ts";
import { formatAge } from "../response/format.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import type { FoundRecord } from "./entries.ts";
import { findRecordsNow } from "./records-now.ts";

/** The maximum number of records listed per collection. */
const listed = 8;

const everyCollection: readonly ResourcePath[] = topCollections.map(({ path }) => path);

/**
 * Records of the available responses that match the search text, by name, id or e-mail address. Sends nothing to the
 * API. Keystrokes are shown first, and the results follow.
 */
export function useFoundRecords(connectionId: string, typed: string): readonly FoundRecord[] {
  const sources = useNameSources(connectionId, everyCollection);
  const asked = useDeferredValue(typed.replace(/^#/u, "").trim());
  const observed = useStoredValues();
  const now = useNow(30_000);
  return useMemo(() => {
    if (asked === "" || asked.startsWith(">")) return [];
    const seen = new Set<string>();
    return sources.flatMap(({ collection, index, fetchedAt, isWhole }) => {
      if (index === undefined || !isWhole) return [];
      const path = everyCollection.find((each) => each === collection);
      if (path === undefined || seen.has(path)) return [];
      seen.add(path);
      const age = formatAge(now - fetchedAt);
      const fetched = { connectionId, collection: path, fetchedAt, index };
      return findRecordsNow(fetched, observed, asked, listed).map(({ id, title, email }): FoundRecord => ({
        collection: path,
        id,
        title,
        // The address is shown where it is what matches.
        email: email !== "" && !(title ?? "").toLowerCase().includes(asked.toLowerCase()) && id !== asked ? email : "",
        age,
      }));
    });
  }, [sources, asked, now, observed, connectionId]);
}
