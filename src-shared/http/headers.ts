import { z } from "zod";

/** One header line as it was on the wire: name in its own spelling, value unmangled. Order and repeats are kept. */
export const headerPair = z.tuple([z.string().max(65_536), z.string().max(1_048_576)]).readonly();
export type HeaderPair = z.infer<typeof headerPair>;

/** All values of one header, in wire order. Names compare without case (RFC 9110 §5.1). */
export function headerValues(headers: readonly HeaderPair[], name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([candidate]) => candidate.toLowerCase() === wanted).map(([, value]) => value);
}

export function firstHeader(headers: readonly HeaderPair[], name: string): string | undefined {
  return headerValues(headers, name)[0];
}
