import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Connection } from "#shared/connection.ts";
import type { Ruling } from "#shared/court.ts";
import { call } from "../../api.ts";
import type { CourtDraft } from "./court-draft.ts";

/** Milliseconds of quiet before what is being typed is checked. */
const quiet = 120;

export interface CurrentRuling {
  /** The last one there was; null before the first. */
  readonly ruling: Ruling | null;
  /** It is about what stands there now. */
  readonly current: boolean;
  readonly problem: string | null;
}

/** The court's ruling on what is being typed, a moment after the last key. */
export function useRuling(connection: Connection, draft: CourtDraft): CurrentRuling {
  const settled = useSettled(draft);
  const { connectionId, userName, hasPassword, level } = connection;
  // Every change of a login sets its level back, so that a ruling with the old password is not shown for the new one.
  const login = [connectionId, userName, hasPassword, level.observedAt];
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ["ruling", login, settled],
    queryFn: ({ signal }) => call("checkPastedRequest", { connectionId, ...settled }, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  return {
    ruling: data ?? null,
    current: !isPlaceholderData && settled === draft,
    problem: error === null ? null : error.message,
  };
}

function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), quiet);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
