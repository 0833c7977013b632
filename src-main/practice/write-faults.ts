import { answerOf, type Answer } from "./answer.ts";
import type { ApiAnswer, ApiRequest } from "./api.ts";
import { readRequestBody, type SentFields } from "./request-body.ts";

type Ask = (request: ApiRequest) => ApiAnswer;

/** Returns the response to an affected write; null: the connection closes without one. */
type WriteFault = (ask: Ask, request: ApiRequest) => ApiAnswer | null;

/** Faults of a POST, PUT or DELETE, by name. Reads and the handshake are not affected. */
export const writeFaults = {
  /** The connection closes, and nothing was executed. */
  "drop-before": () => null,
  /** Executed, then the connection closes without a response. */
  "drop-after": (ask, request) => {
    ask(request);
    return null;
  },
  /** Executed, then the connection closes in the middle of the response. */
  "drop-in-answer": (ask, request) => changed(ask(request), (given) => ({ ...given, delivery: "short-of-length" })),
  /** Executed, but the response is 500. */
  "error-after": (ask, request) => changed(ask(request), broken),
  /** Not executed: 500. */
  "error-before": (_ask, { target }) => ({
    path: null,
    answer: answerOf({ kind: "refused", status: 500, message: "Internal error" }, target.suffix ?? "csv", null),
  }),
  /** Executed without its last field that has a value. */
  "field-ignored": (ask, request) => ask(withFields(request, withoutLast)),
  /** Executed with its last value in upper case. */
  normalised: (ask, request) => ask(withFields(request, inUpperCase)),
  /** The same, then the connection closes without a response. */
  "normalised-drop": (ask, request) => {
    ask(withFields(request, inUpperCase));
    return null;
  },
  /** Executed, and the response is sent at 200 bytes per second. */
  "slow-answer": (ask, request) => changed(ask(request), (given) => ({ ...given, pace: 200 })),
  /** Executed, but there is never a response. */
  silent: (ask, request) => changed(ask(request), (given) => ({ ...given, delivery: "never" })),
} as const satisfies Readonly<Record<string, WriteFault>>;

export type WriteFaultName = keyof typeof writeFaults;

function changed({ path, answer }: ApiAnswer, how: (given: Answer) => Answer): ApiAnswer {
  return { path, answer: how(answer) };
}

function broken({ format }: Answer): Answer {
  return answerOf({ kind: "refused", status: 500, message: "Internal error" }, format, null);
}

/** Changes the sent fields. A request without readable fields stays unchanged. */
function withFields(request: ApiRequest, how: (fields: SentFields) => SentFields): ApiRequest {
  const { method, body, contentType } = request;
  if (method === "DELETE" || body === null) return request;
  const data = Object.fromEntries(how(readRequestBody(contentType, body)));
  return { ...request, contentType: "application/json", body: new TextEncoder().encode(JSON.stringify({ data })) };
}

function withoutLast(fields: SentFields): SentFields {
  const last = lastWithValue(fields);
  return new Map([...fields].filter(([name]) => name !== last));
}

function inUpperCase(fields: SentFields): SentFields {
  const last = lastWithValue(fields);
  return new Map([...fields].map(([name, value]) => [name, name === last ? value.toUpperCase() : value]));
}

function lastWithValue(fields: SentFields): string | undefined {
  return [...fields].findLast(([, value]) => value !== "")?.[0];
}
