import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import type { Transform } from "node:stream";

/** A Content-Encoding field that cannot be undone, and why. */
export type CodingList =
  | { readonly codings: readonly string[]; readonly problem: null }
  | { readonly codings: null; readonly problem: string };

const known: ReadonlySet<string> = new Set(["gzip", "x-gzip", "deflate", "br"]);
const most = 2;

/** The codings of all Content-Encoding fields in the order applied (RFC 9110 §8.4). */
export function readCodings(fields: readonly string[]): CodingList {
  const codings = fields
    .flatMap((field) => field.split(","))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== "" && coding !== "identity");
  const unknown = codings.find((coding) => !known.has(coding));
  if (unknown !== undefined) {
    return { codings: null, problem: `The body is encoded as ${unknown}, which is not known here: shown as it came.` };
  }
  return codings.length > most
    ? { codings: null, problem: "The body is encoded more than twice: shown as it came." }
    : { codings, problem: null };
}

/** How far output can be trusted before the end mark: a plain text may decode to garbage for a while. */
export type Recognition =
  /** The format begins with a mark of its own. */
  | "marked"
  /** Brotli: no mark, but a broken stream is told apart from one that is only cut. */
  | "unmarked"
  /** A bare deflate stream: nothing tells it apart from text. */
  | "guessed";

/** Decoders in the order in which they take the body: what was applied last comes off first. */
export function openDecoders(
  codings: readonly string[],
  firstBytes: Uint8Array,
): { readonly stages: readonly Transform[]; readonly recognition: Recognition } {
  const [outer, ...inner] = codings.toReversed();
  const bare = outer === "deflate" && !hasZlibHeader(firstBytes);
  return {
    // Named after zlib's format, but some servers send the bare stream (RFC 9110 §8.4.1.2).
    stages: [bare ? createInflateRaw() : decoderOf(outer), ...inner.map(decoderOf)],
    recognition: bare ? "guessed" : codings.includes("br") ? "unmarked" : "marked",
  };
}

function decoderOf(coding: string | undefined): Transform {
  if (coding === "br") return createBrotliDecompress();
  return coding === "deflate" ? createInflate() : createGunzip();
}

/** RFC 1950 §2.2: method 8 in the first byte, and both bytes divisible by 31. */
function hasZlibHeader([first = 0, second]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && (second === undefined || (first * 256 + second) % 31 === 0);
}
