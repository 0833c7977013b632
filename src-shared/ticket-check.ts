import { z } from "zod";
import { secretKind } from "./bundle.ts";

/** A text that is to be pasted into a ticket. */
export const ticketCheckRequest = z.strictObject({
  connectionId: z.string().min(1).max(100),
  /** The exchange, diagnosis or test that the text describes; the values they masked are searched for. */
  owners: z.array(z.string().max(200)).max(10),
  /** Responses of a pasted request, which no exchange of this application knows. */
  pasted: z.array(z.string().max(10_000)).max(10),
  text: z.string().max(4_194_304),
});
export type TicketCheckRequest = z.infer<typeof ticketCheckRequest>;

export const ticketCheck = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("clean") }),
  z.strictObject({
    state: z.literal("held"),
    secrets: z.array(secretKind),
    /** Paragraphs that hold one, and all there are. */
    held: z.number().int(),
    paragraphs: z.number().int(),
    /** The other paragraphs, searched again as one text; empty where nothing can be copied. */
    rest: z.string(),
  }),
]);
export type TicketCheck = z.infer<typeof ticketCheck>;
