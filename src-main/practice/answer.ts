import { writeEnvelope } from "./envelope.ts";
import type { Outcome } from "./outcome.ts";
import type { ResourceOf } from "./resource.ts";
import { mediaTypes, type AnswerFormat } from "./target.ts";

/** How the body is sent; all kinds except `whole` are faults. */
type Delivery = "whole" | "never" | "short-of-length" | "cut-in-chunk" | "gzip" | "behind-the-head" | RawDelivery;

/** Everything that is written to the socket, including the head. Afterwards the connection is closed or reset. */
export interface RawDelivery {
  readonly bytes: (body: Buffer, contentType: string) => Uint8Array;
  readonly ending: "close" | "reset";
}

/** A response that is ready to be sent; faults may change it. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** Headers in addition to those of every response. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** null: no body, as for 204. */
  readonly body: Iterable<string | Uint8Array> | null;
  readonly format: AnswerFormat;
  readonly delivery: Delivery;
  /** Bytes per second; null: as fast as the client reads. */
  readonly pace: number | null;
}

const reasons: Readonly<Record<number, string>> = {
  200: "OK",
  204: "No Content",
  301: "Moved Permanently",
  302: "Found",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  407: "Proxy Authentication Required",
  418: "I'm a Teapot",
  423: "Locked",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  511: "Network Authentication Required",
};

export function reasonOf(status: number): string {
  return reasons[status] ?? "";
}

/** A refusal without a resource also needs an envelope. The names are our choice. */
const envelopeOfErrors = { root: "errors", record: "error" };

/**
 * Writes an outcome in a format. The bodies of error responses are undocumented; here they are the resource's envelope
 * with one record of `status` and `message`.
 */
export function answerOf(outcome: Outcome, format: AnswerFormat, resource: ResourceOf<never> | null): Answer {
  const envelope = resource?.envelope ?? envelopeOfErrors;
  const base = {
    status: 200,
    contentType: `${mediaTypes[format]}; charset=UTF-8`,
    headers: [],
    format,
    delivery: "whole",
    pace: null,
  } as const;
  const one = (record: Readonly<Record<string, string>>): Iterable<string> =>
    writeEnvelope(format, envelope, Object.keys(record), [record]);
  switch (outcome.kind) {
    case "records":
      return { ...base, body: writeEnvelope(format, envelope, outcome.fields, outcome.records) };
    case "empty":
      return { ...base, status: 204, body: null };
    case "created":
      return { ...base, body: one({ [outcome.idField]: String(outcome.id) }) };
    case "done":
      return { ...base, body: one({ status: "200" }) };
    case "refused": {
      const headers = outcome.allow === undefined ? [] : [["Allow", outcome.allow.join(", ")] as const];
      const body = one({ status: String(outcome.status), message: outcome.message });
      return { ...base, status: outcome.status, headers, body };
    }
  }
}
