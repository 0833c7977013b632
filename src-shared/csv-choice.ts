import { z } from "zod";

/** How CSV is read: what separates its cells, and whether its first row names the fields. */
export const csvChoice = z.strictObject({
  delimiter: z.enum(["|", ",", ";", "\t", "^", "~"]),
  header: z.boolean(),
});
export type CsvChoice = z.infer<typeof csvChoice>;

/** `isMessage`: shown as text because it is prose, not a table. `isChosen`: chosen by the user, not inferred. */
export const csvState = csvChoice.extend({ isMessage: z.boolean(), isChosen: z.boolean() });
export type CsvState = z.infer<typeof csvState>;

/** Reads CSV again; `choice` null: as inferred from its content. */
export const rereadRequest = z.strictObject({ documentId: z.string(), choice: csvChoice.nullable() });
export type RereadRequest = z.infer<typeof rereadRequest>;
