import { findHeadViolation, type HeadViolation } from "./head-rules.ts";
import { maskField } from "./mask.ts";
import { fromWire } from "../digest/wire-text.ts";

/** Larger than any head that the parser takes. */
const mostBytes = 512 * 1024;
const mostLines = 40;
const mostCharacters = 200;

/** Keeps the first bytes of an answer, so that one that is not proper HTTP can still be shown. */
export class ReceivedHead {
  #text = "";
  #complete = false;

  add(chunk: Uint8Array): void {
    if (this.#complete || this.#text.length >= mostBytes) return;
    this.#text += Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString("latin1");
  }

  /** The parser took the head: nothing more is kept. Tells what it should not have taken. */
  complete(): HeadViolation | null {
    this.#complete = true;
    return findHeadViolation(this.#text);
  }

  /**
   * Why a parser gave up that had read so many bytes of the last chunk: by our own rules where they know, because
   * parsers differ in where they stop.
   */
  explain(parserReason: string, bytesOfLastChunk: number, bytesParsed: number): HeadViolation {
    const stoppedAt = Math.max(0, this.#text.length - bytesOfLastChunk) + bytesParsed;
    const line = this.#text.slice(0, stoppedAt).split("\n").length;
    return findHeadViolation(this.#text) ?? { reason: parserReason, line };
  }

  /** What was received, line by line and numbered, down to the one that broke the rules. */
  describe({ reason, line: lineNumber }: HeadViolation): string {
    const lines = this.#text.split("\n").slice(0, lineNumber);
    const first = Math.max(0, lines.length - mostLines);
    const shown = lines.slice(first).map((line, index) => `${first + index + 1}: ${printable(line)}`);
    return [`${reason}, in line ${lineNumber} of what was received:`, ...shown].join("\n");
  }
}

/** One line with its secrets masked and its control characters visible. */
function printable(line: string): string {
  const text = fromWire(line.slice(0, mostCharacters));
  const [, name, blanks, value] = /^([^:\s]+)\s*:([\t ]*)(.*)$/su.exec(text) ?? [];
  const masked = name === undefined ? text : `${name}:${blanks ?? ""}${maskField(name, value ?? "")}`;
  return masked.replaceAll(
    // oxlint-disable-next-line no-control-regex -- control characters are made visible
    /[\u0000-\u0008\u000b-\u001f\u007f]/gu,
    (character) => (character === "\r" ? "" : `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`),
  );
}
