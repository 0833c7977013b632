import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CodeFormat, FindResult } from "#shared/documents.ts";
import { call } from "../../api.ts";
import type { FindState } from "./view-state.ts";

/** Typing pauses this long before the body is searched, in milliseconds. */
const pause = 120;

/** The count of matches and the place of the current one; undefined while nothing is looked for. */
export function useFind(documentId: string, as: CodeFormat, find: FindState): FindResult | undefined {
  const settled = useSettled(find.text, pause);
  const wanted = find.open && settled !== "";
  const { matchCase, regularExpression, index } = find;
  const { data } = useQuery({
    queryKey: ["find", documentId, as, settled, matchCase, regularExpression, index],
    queryFn: ({ signal }) =>
      call("findInDocument", { documentId, as, query: settled, matchCase, regularExpression, index }, signal),
    enabled: wanted,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  return wanted ? data : undefined;
}

/** A value once it has stood still. */
export function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
