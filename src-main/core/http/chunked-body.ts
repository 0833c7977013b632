/** A longer chunk line is an attack or is not a chunk line. */
const maxLineBytes = 16 * 1024;
const maxTrailerBytes = 256 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Follows the chunks of a body (RFC 9112 §7.1) to find its end, and removes the padding from chunk sizes.
 *
 * Old versions of Apache and embedded servers pad a chunk size with spaces. The size is still unambiguous, but the
 * parser of node:http refuses it. Trailers are dropped, because nothing reads them.
 */
export class ChunkedBody {
  #state: "size" | "data" | "data-end" | "trailers" | "over" | "broken" = "size";
  /** The beginning of an incomplete line. */
  #pending = "";
  #dataLeft = 0;
  #trailerBytes = 0;
  #padded = false;

  get over(): boolean {
    return this.#state === "over";
  }

  /** A chunk size was padded. */
  get padded(): boolean {
    return this.#padded;
  }

  /** What is wrong with the chunks, or null. */
  get problem(): string | null {
    return this.#problem;
  }
  #problem: string | null = null;

  /**
   * Passes on what a strict parser may see. Returns how many bytes of the chunk belong to this body. Bytes that need no
   * change are passed on in place, without a copy.
   */
  take(chunk: Uint8Array, handOn: (bytes: Uint8Array) => void): number {
    let at = 0;
    /** Nothing from here on has been passed on yet. */
    let from = 0;
    const flush = (to: number): void => {
      if (to > from) handOn(chunk.subarray(from, to));
    };
    while (at < chunk.length && this.#state !== "over" && this.#state !== "broken") {
      if (this.#state === "data") {
        const taken = Math.min(this.#dataLeft, chunk.length - at);
        at += taken;
        this.#dataLeft -= taken;
        if (this.#dataLeft === 0) this.#state = "data-end";
        continue;
      }
      const feed = chunk.indexOf(lineFeed, at);
      const lineEnd = feed === -1 ? chunk.length : feed + 1;
      const inTrailers = this.#state === "trailers";
      const asItIs =
        feed !== -1 && this.#pending === "" && !inTrailers && this.#acceptSoundLine(chunk, at, feed) ? lineEnd : null;
      if (asItIs === null) {
        flush(at);
        this.#pending += Buffer.from(chunk.buffer, chunk.byteOffset + at, lineEnd - at).toString("latin1");
        from = lineEnd;
        if (feed === -1) this.#limitLine();
        else {
          const line = this.#pending;
          this.#pending = "";
          const rewritten = inTrailers ? this.#acceptTrailer(line) : this.#acceptLine(line);
          if (rewritten !== "") handOn(Buffer.from(rewritten, "latin1"));
        }
      }
      at = lineEnd;
    }
    flush(at);
    return at;
  }

  /** By far the most frequent lines: a size without padding or extension, and the line ending after a chunk. */
  #acceptSoundLine(chunk: Uint8Array, start: number, feed: number): boolean {
    if (chunk[feed - 1] !== carriageReturn || feed - 1 < start) return false;
    if (this.#state === "data-end") {
      if (feed - start !== 1) return false;
      this.#state = "size";
      return true;
    }
    if (feed - 1 === start || feed - 1 - start > 8) return false;
    let size = 0;
    for (let at = start; at < feed - 1; at++) {
      const digit = hexDigit(chunk[at] ?? 0);
      if (digit === -1) return false;
      size = size * 16 + digit;
    }
    this.#beginChunk(size);
    return true;
  }

  /** The line as it is passed on. */
  #acceptLine(line: string): string {
    if (this.#state === "data-end") {
      if (line !== "\r\n") return this.#refuse("A chunk is not as long as its size says");
      this.#state = "size";
      return line;
    }
    const [, before = "", digits, after = ""] =
      /^([\t ]*)([\da-f]{1,13})([\t ]*)(?:;[\t -\u00ff]*)?\r\n$/iu.exec(line) ?? [];
    if (digits === undefined) return this.#refuse("A chunk size is not a hexadecimal number");
    this.#padded ||= before !== "" || after !== "";
    this.#beginChunk(Number.parseInt(digits, 16));
    return `${digits}\r\n`;
  }

  #acceptTrailer(line: string): string {
    this.#trailerBytes += line.length;
    if (this.#trailerBytes > maxTrailerBytes) return this.#refuse("The trailers are larger than the limit of 256 KiB");
    if (line !== "\r\n") return "";
    this.#state = "over";
    return line;
  }

  #beginChunk(size: number): void {
    this.#dataLeft = size;
    this.#state = size === 0 ? "trailers" : "data";
  }

  #limitLine(): void {
    if (this.#pending.length <= (this.#state === "trailers" ? maxTrailerBytes : maxLineBytes)) return;
    this.#refuse(
      this.#state === "trailers"
        ? "The trailers are larger than the limit of 256 KiB"
        : "A chunk size line is too long",
    );
  }

  #refuse(problem: string): string {
    this.#problem = problem;
    this.#state = "broken";
    return "";
  }
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
