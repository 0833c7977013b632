import type { RecordQuery } from "#shared/documents.ts";

/** All records as the body has them. Written here, since importing it from the contract would bring zod along. */
export const everyRecord: RecordQuery = { sort: [], filters: [], search: "" };
