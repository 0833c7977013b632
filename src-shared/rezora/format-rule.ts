import { splitSuffix } from "./uri.ts";
import type { FormatSuffix } from "../http/exchange.ts";

/** The response formats of the API. */
export type ResponseFormat = Exclude<FormatSuffix, "">;

/** Which format a response will have and what decided it. */
export interface FormatDecision {
  readonly format: ResponseFormat;
  readonly by: "suffix" | "accept" | "default";
  /** `CSV, because neither suffix nor Accept asks for a format`. The first word is the format's name. */
  readonly sentence: string;
  /** A short form of the same: `CSV by default`. */
  readonly short: string;
}

const formatOfMediaType = new Map<string, ResponseFormat>([
  ["application/json", "json"],
  ["application/xml", "xml"],
  ["text/csv", "csv"],
]);

/**
 * The API's rule: the suffix beats Accept, and with neither the response is CSV. A suffix written into the
 * designator counts like a chosen one. Wildcards ask for no format. What the API does with an Accept that names
 * only other types is not documented; CSV is assumed.
 */
export function decideFormat(designator: string, suffix: FormatSuffix, accept: string | null): FormatDecision {
  const asked = suffix === "" ? splitSuffix(designator).suffix : suffix;
  const accepted = accept === null ? null : preferredFormat(accept);
  if (asked !== "") {
    const name = asked.toUpperCase();
    const why = accepted === null || accepted === asked ? "asks for it" : `beats ${accepted.toUpperCase()} in Accept`;
    return { format: asked, by: "suffix", sentence: `${name}, because the suffix ${why}`, short: `${name} by suffix` };
  }
  if (accepted !== null) {
    const name = accepted.toUpperCase();
    return {
      format: accepted,
      by: "accept",
      sentence: `${name}, because Accept asks for it`,
      short: `${name} by Accept`,
    };
  }
  return {
    format: "csv",
    by: "default",
    sentence: "CSV, because neither suffix nor Accept asks for a format",
    short: "CSV by default",
  };
}

/** The format that an Accept header prefers (RFC 9110 §12.5.1), the first of equals; null when it names none. */
export function preferredFormat(accept: string): ResponseFormat | null {
  let best: { format: ResponseFormat; quality: number } | null = null;
  for (const range of accept.split(",")) {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const format = formatOfMediaType.get(type);
    const quality = qualityOf(parameters);
    if (format !== undefined && quality > 0 && (best === null || quality > best.quality)) best = { format, quality };
  }
  return best?.format ?? null;
}

/** A weight that does not follow the standard's syntax counts as 1, as if it were absent. */
function qualityOf(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => /^q\s*=/u.test(parameter))?.replace(/^q\s*=\s*/u, "");
  return weight !== undefined && /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/u.test(weight) ? Number(weight) : 1;
}
