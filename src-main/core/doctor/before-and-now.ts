import type { Verdict } from "#shared/doctor.ts";
import type { CaseFacts, Finding } from "./finding.ts";

/** The responses to the same login, earlier ones and those of this run, oldest first. */
export function beforeAndNow({ status }: Finding, facts: CaseFacts): Verdict["compared"] {
  const { history, startedAt, designator, questions } = facts;
  const { accepted, refused } = history;
  const now = [{ designator, status }, ...questions];
  return [
    ...(accepted === null ? [] : [rowOf(accepted.at, accepted, accepted.records)]),
    ...(refused === null ? [] : [rowOf(refused.at, { ...refused, status: 401 })]),
    ...now.map((asked) => rowOf(startedAt, asked)),
  ];
}

function rowOf(
  at: number,
  { designator, status }: { readonly designator: string; readonly status: number | null },
  records: number | null = null,
): Verdict["compared"][number] {
  return { at, designator, status, records };
}
