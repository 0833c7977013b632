import type { RecordQuery } from "./documents.ts";

/** All records as the body has them. Apart from the schemas, so that the renderer can have it without zod. */
export const everyRecord: RecordQuery = { sort: [], filters: [], search: "" };

export function isEveryRecord({ sort, filters, search, only }: RecordQuery): boolean {
  return sort.length === 0 && filters.length === 0 && search === "" && only === undefined;
}
