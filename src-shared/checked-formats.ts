/**
 * The formats of the format comparison, in the order in which they are fetched, compared and shown. Separate from the
 * schemas so that the renderer and the worker can import it without zod.
 */
export const checkedFormats = ["json", "xml", "csv"] as const;
