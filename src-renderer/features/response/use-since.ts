import { useMemo } from "react";
import { sinceFetched, type SinceFetched } from "../../state/since-fetched.ts";
import { useStoredValues } from "../../state/stored-values.ts";

/** What happened to the records of a response since it was fetched, as far as it was observed. */
export function useSince(connectionId: string, designator: string, fetchedAt: number): SinceFetched {
  const presence = useStoredValues((state) => state.presence);
  const emptied = useStoredValues((state) => state.emptied);
  return useMemo(
    () => sinceFetched({ presence, emptied }, connectionId, designator, fetchedAt),
    [presence, emptied, connectionId, designator, fetchedAt],
  );
}
