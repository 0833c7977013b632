import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CodeFormat, FindResult } from "#shared/documents.ts";
import { maxFindLength } from "#shared/find-limits.ts";
import { call } from "../../api.ts";
import type { FindState } from "./view-state.ts";

/** The pause in typing after which the body is searched, in milliseconds. */
const pause = 120;

/** A search that takes longer shows progress, in milliseconds. */
const usual = 250;

export interface Found {
  /** The number of matches and the position of the current one; undefined while nothing is known. */
  readonly result: FindResult | undefined;
  readonly isSearching: boolean;
}

/**
 * Searches a view. A search that is no longer needed is stopped: when the text changes, for another match, or when the
 * bar is closed.
 */
export function useFind(documentId: string, as: CodeFormat, find: FindState): Found {
  const settled = useSettled(find.text, pause);
  const isTooLong = settled.length > maxFindLength;
  const wanted = find.open && settled !== "" && !isTooLong;
  const { matchCase, regularExpression, index } = find;
  const search = { documentId, as, query: settled, matchCase, regularExpression };
  const name = JSON.stringify(search);
  const { data, error, isFetching } = useQuery({
    // The new search has another key, so nothing waits for the previous one any more, and it is stopped.
    queryKey: wanted ? ["find", name, index] : ["find"],
    queryFn: wanted
      ? async ({ signal }) => ({ name, result: await call("findInDocument", { ...search, index }, signal) })
      : skipToken,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  const isLate = useSettled(isFetching, usual) && isFetching;
  if (find.open && isTooLong) return { result: problemOf(tooLong), isSearching: false };
  if (!wanted) return { result: undefined, isSearching: false };
  if (isLate) return { result: undefined, isSearching: true };
  // While the next match of the same search is loading, the previous one stays; results of another search do not.
  const isOther = find.text !== settled || data?.name !== name;
  if (error === null && isOther) return { result: undefined, isSearching: false };
  return { result: error === null ? data?.result : problemOf(error.message), isSearching: false };
}

const tooLong = `A search takes up to ${maxFindLength.toLocaleString("en-US")} characters.`;

function problemOf(problem: string): FindResult {
  return { count: 0, match: null, problem };
}

/** A value once it has stopped changing. */
export function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
