/**
 * The formats of the three-format check, in the order in which they are fetched, compared and shown. Apart from the
 * schemas, so that window and worker can have it without zod.
 */
export const checkedFormats = ["json", "xml", "csv"] as const;
