import type { Envelope } from "./envelope.ts";
import type { Outcome } from "./outcome.ts";
import type { SentFields } from "./request-body.ts";

export const apiMethods = ["GET", "POST", "PUT", "DELETE"] as const;
export type ApiMethod = (typeof apiMethods)[number];

/** What a resource needs from a request. Ids are already whole numbers, because other ids do not exist. */
export interface Call {
  readonly ids: readonly number[];
  readonly fields: SentFields;
}

/** The handler of a method. `later` is 501: the API documentation does not say whether it was ever added. */
export type Answering<Data> = ((data: Data, call: Call) => Outcome) | "later";

export interface ResourceOf<Data> {
  /** As in the API documentation, such as `lists/ID/contacts`. */
  readonly path: string;
  readonly envelope: Envelope;
  readonly methods: Readonly<Partial<Record<ApiMethod, Answering<Data>>>>;
}
