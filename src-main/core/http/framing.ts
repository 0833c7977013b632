import type { HeadViolation } from "./head-line-rules.ts";

/** A header of a response, unfolded. */
export interface ReceivedField {
  readonly name: string;
  readonly value: string;
  /** The number of the line with its name, counted from 1. */
  readonly line: number;
  /** How many lines it took up: more than one when it was folded. */
  readonly lineCount: number;
}

/** How the end of a body is found (RFC 9112 §6.3). */
export type Framing =
  | { readonly kind: "length"; readonly bytes: number }
  | { readonly kind: "chunked" }
  | { readonly kind: "until-close" };

export type FramingDecision =
  | { readonly violation: HeadViolation }
  | {
      readonly violation: null;
      readonly framing: Framing;
      /** Warns that a length sent more than once was read as one. */
      readonly warnings: readonly string[];
      /** Two readers might disagree: a parser may refuse these headers or wait for a body that never arrives. */
      readonly mustClose: boolean;
    };

const noBody: Framing = { kind: "length", bytes: 0 };

/** Decides where the body of a final response ends. */
export function decideFraming(status: number, fields: readonly ReceivedField[]): FramingDecision {
  const lengths = fieldsNamed(fields, "content-length");
  const codings = fieldsNamed(fields, "transfer-encoding");
  // RFC 9112 §6.3: these end with their head, whatever their headers say. Node before 20.19 waits for a body.
  if (status === 204 || status === 304) {
    return { violation: null, framing: noBody, warnings: [], mustClose: lengths.length + codings.length > 0 };
  }
  const [coding] = codings;
  const [length] = lengths;
  if (coding !== undefined && length !== undefined) {
    // RFC 9112 §6.3 calls this a possible attack that ought to be handled as an error.
    const line = Math.max(coding.line, length.line);
    return { violation: { line, reason: "There are both Content-Length and Transfer-Encoding" } };
  }
  if (coding !== undefined) {
    const last = codings.at(-1)?.value.split(",").at(-1)?.trim().toLowerCase();
    const framing: Framing = { kind: last === "chunked" ? "chunked" : "until-close" };
    return { violation: null, framing, warnings: [], mustClose: false };
  }
  return length === undefined
    ? { violation: null, framing: { kind: "until-close" }, warnings: [], mustClose: false }
    : decideLength(lengths);
}

/** RFC 9112 §6.3: a list of equal lengths may be read as one. */
function decideLength(lengths: readonly ReceivedField[]): FramingDecision {
  let first: number | null = null;
  let count = 0;
  for (const { value, line } of lengths) {
    for (const item of value.split(",").map((part) => part.trim())) {
      if (!/^\d{1,15}$/u.test(item)) return { violation: { line, reason: "Content-Length is not a number" } };
      const bytes = Number(item);
      first ??= bytes;
      if (bytes !== first) return { violation: { line, reason: "There are two different Content-Lengths" } };
      count++;
    }
  }
  return {
    violation: null,
    framing: { kind: "length", bytes: first ?? 0 },
    warnings:
      count > 1
        ? [`Content-Length was sent ${count} times with the same value and was read as one (RFC 9112 §6.3).`]
        : [],
    mustClose: count > 1,
  };
}

function fieldsNamed(fields: readonly ReceivedField[], name: string): ReceivedField[] {
  return fields.filter((field) => field.name.toLowerCase() === name);
}
