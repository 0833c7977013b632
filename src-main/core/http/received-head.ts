import { maskField } from "./mask.ts";
import { fromWire } from "../digest/wire-text.ts";

const mostBytes = 64 * 1024;
const mostLines = 40;
const mostCharacters = 200;

/** Keeps the first bytes of an answer, so that one that is not HTTP can still be shown. */
export class ReceivedHead {
  #text = "";
  #complete = false;

  add(chunk: Uint8Array): void {
    if (this.#complete || this.#text.length >= mostBytes) return;
    this.#text += Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(chunk.byteLength, mostBytes)).toString("latin1");
  }

  /** The parser took it: there is nothing to show later. */
  complete(): void {
    this.#complete = true;
    this.#text = "";
  }

  /** What was received, line by line and numbered, down to the line in which the parser gave up. */
  describe(reason: string, bytesOfLastChunk: number, bytesParsed: number): string {
    const stoppedAt = Math.max(0, this.#text.length - bytesOfLastChunk) + bytesParsed;
    const lineNumber = this.#text.slice(0, stoppedAt).split("\n").length;
    const lines = this.#text.split("\n").slice(0, lineNumber);
    const shown = lines.slice(-mostLines).map((line, index) => {
      const number = Math.max(0, lines.length - mostLines) + index + 1;
      return `${number}: ${printable(line)}`;
    });
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
