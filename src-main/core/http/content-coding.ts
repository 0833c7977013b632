import type { Transform } from "node:stream";
import { createBrotliDecompress, createInflate, createInflateRaw } from "node:zlib";
import { Gunzip } from "./gunzip.ts";

/** What the Content-Encoding fields of a response say. */
export interface CodingList {
  /** In the order applied. Empty when the body is not encoded or cannot be decoded. */
  readonly codings: readonly string[];
  /** What else the server may have meant. Tried in this order when the body is not encoded as announced. */
  readonly alternatives: readonly (readonly string[])[];
  /** Why an encoded body is shown as received. */
  readonly problem: string | null;
}

const known: ReadonlySet<string> = new Set(["gzip", "deflate", "br"]);
/**
 * These values are not codings: they switch compression off, or are a Content-Transfer-Encoding or charset in the wrong
 * field. All of them mean that the body is not encoded.
 */
const plain: ReadonlySet<string> = new Set(["", "identity", "none", "binary", "7bit", "8bit", "utf-8", "utf8"]);
const maxCodings = 2;

/** The codings of all Content-Encoding fields in the order applied (RFC 9110 §8.4). */
export function readCodings(fields: readonly string[]): CodingList {
  const codings = fields
    .flatMap((field) => field.split(","))
    .map((coding) =>
      coding
        .trim()
        .toLowerCase()
        .replace(/^"(.*)"$/u, "$1")
        .replace(/^x-gzip$/u, "gzip"),
    )
    .filter((coding) => !plain.has(coding));
  const unknown = codings.find((coding) => !known.has(coding));
  if (unknown !== undefined) {
    const problem = `The body is encoded as ${unknown}, which is not known here: shown as it came.`;
    return { codings: [], alternatives: [], problem };
  }
  // Every layer of a server may add the header while only one of them encodes the body.
  const single = [...new Set(codings)].map((coding) => [coding]);
  const [first] = single;
  if (codings.length <= maxCodings) return { codings, alternatives: codings.length === 2 ? single : [], problem: null };
  if (first !== undefined && single.length === 1) return { codings: first, alternatives: [], problem: null };
  return { codings: [], alternatives: [], problem: "The body is encoded more than twice: shown as it came." };
}

/** How far output can be trusted before the end mark: plain text may decode to garbage for a while. */
export type Recognition =
  /** The format begins with a signature. */
  | "marked"
  /** Brotli: it has no signature, but a broken stream can be distinguished from a truncated one. */
  | "unmarked"
  /** A bare deflate stream: nothing distinguishes it from text. */
  | "guessed";

/** Undoes one coding. */
export interface DecodingStage {
  readonly stream: Transform;
  /** How many of the `given` bytes, which the stage received, came after the end of the encoded data. */
  trailingBytes(given: number): number;
}

/** Decoders in the order in which they process the body: the coding applied last is undone first. */
export function openDecoders(
  codings: readonly string[],
  firstBytes: Uint8Array,
): { readonly stages: readonly DecodingStage[]; readonly recognition: Recognition } {
  const [outer, ...inner] = codings.toReversed();
  const bare = outer === "deflate" && !hasZlibHeader(firstBytes);
  return {
    // Named after zlib's format, but some servers send the bare stream (RFC 9110 §8.4.1.2).
    stages: [bare ? stageOf(createInflateRaw()) : openStage(outer), ...inner.map(openStage)],
    recognition: bare ? "guessed" : codings.includes("br") ? "unmarked" : "marked",
  };
}

function openStage(coding: string | undefined): DecodingStage {
  if (coding === "br") return stageOf(createBrotliDecompress());
  if (coding === "deflate") return stageOf(createInflate());
  const stream = new Gunzip();
  return { stream, trailingBytes: () => stream.trailingBytes };
}

function stageOf(stream: Transform & { readonly bytesWritten: number }): DecodingStage {
  // These streams end with the encoded data and accept nothing after it.
  return { stream, trailingBytes: (given) => Math.max(0, given - stream.bytesWritten) };
}

/** RFC 1950 §2.2: method 8 in the first byte, and both bytes divisible by 31. */
function hasZlibHeader([first = 0, second]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && (second === undefined || (first * 256 + second) % 31 === 0);
}
