import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Connection } from "#shared/connection.ts";
import type { HeaderCheck } from "#shared/header-check.ts";
import { call } from "../../api.ts";
import type { HeaderCheckDraft } from "./header-check-draft.ts";

/** The pause in typing after which the input is checked, in milliseconds. */
const quiet = 120;

export interface CurrentHeaderCheck {
  /** The last result; null before the first. */
  readonly headerCheck: HeaderCheck | null;
  /** Whether it is about the current input. */
  readonly current: boolean;
  readonly problem: string | null;
}

/** The result of checking what is being typed, shortly after the last keystroke. */
export function useHeaderCheckResult(connection: Connection, draft: HeaderCheckDraft): CurrentHeaderCheck {
  const settled = useSettled(draft);
  const { connectionId, userName, hasPassword, level } = connection;
  // Every change of a login resets its level, so a result for the old password is not shown for the new one.
  const login = [connectionId, userName, hasPassword, level.observedAt];
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ["headerCheck", login, settled],
    queryFn: ({ signal }) => call("checkPastedRequest", { connectionId, ...settled }, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  return {
    headerCheck: data ?? null,
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
