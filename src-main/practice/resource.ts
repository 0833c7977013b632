import type { Envelope } from "./envelope.ts";
import type { Outcome } from "./outcome.ts";
import type { SentFields } from "./request-body.ts";

export const apiMethods = ["GET", "POST", "PUT", "DELETE"] as const;
export type ApiMethod = (typeof apiMethods)[number];

/** What a resource needs of a request. Ids are whole numbers already: other ids name nothing. */
export interface Call {
  readonly ids: readonly number[];
  readonly fields: SentFields;
}

/** A method that a resource answers. `later` is 501: the reference does not know whether it was ever added. */
export type Answering<Data> = ((data: Data, call: Call) => Outcome) | "later";

export interface ResourceOf<Data> {
  /** As the documentation names it, such as `lists/ID/contacts`. */
  readonly path: string;
  readonly envelope: Envelope;
  readonly methods: Readonly<Partial<Record<ApiMethod, Answering<Data>>>>;
}
