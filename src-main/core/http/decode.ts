import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import type { Transform } from "node:stream";

/** What a decoded body may grow to. Text of an API compresses 5 to 50 times; only a bomb is beyond the ratio. */
export interface DecodeLimits {
  /** Decoded bytes that are always allowed. */
  readonly freeBytes: number;
  /** Above that, decoded bytes for each received one. */
  readonly ratio: number;
}
export const decodeLimits: DecodeLimits = { freeBytes: 64 * 1024 * 1024, ratio: 200 };

/** `damaged`: the coding broke or ended early. `too-large`: stopped at the limit. What came before was delivered. */
export type DecodeEnd = "whole" | "damaged" | "too-large";

const mostCodings = 2;
/** So long raw bytes are kept in case that nothing can be decoded from them. */
const rawBytesKept = 64 * 1024;

/**
 * Undoes Content-Encoding (RFC 9110 §8.4) as the body comes in.
 *
 * A body is whole only when the coding's own end mark came. When not one byte can be decoded, the server has
 * announced a coding that it did not apply: then the bytes are delivered as they are, with a warning.
 */
export class BodyDecoder {
  readonly #codings: readonly string[];
  readonly #sink: (bytes: Uint8Array) => void;
  readonly #limits: DecodeLimits;
  #stages: readonly Transform[] | null = null;
  #kept: Uint8Array[] | null = [];
  #encodedBytes = 0;
  #decodedBytes = 0;
  #raw: boolean;
  #end: DecodeEnd | null = null;
  #sinkError: unknown = null;
  #warning: string | null = null;
  readonly #stopped: Promise<void>;
  #stop: () => void = () => {};

  constructor(contentEncodings: readonly string[], sink: (bytes: Uint8Array) => void, limits = decodeLimits) {
    const codings = contentEncodings
      .flatMap((field) => field.split(","))
      .map((coding) => coding.trim().toLowerCase())
      .filter((coding) => coding !== "" && coding !== "identity");
    this.#codings = codings;
    this.#sink = sink;
    this.#limits = limits;
    this.#stopped = new Promise((resolve) => {
      this.#stop = resolve;
    });
    const unknown = codings.find((coding) => !knownCodings.has(coding));
    if (unknown !== undefined)
      this.#warning = `The body is encoded as ${unknown}, which is not known here: shown as it came.`;
    else if (codings.length > mostCodings) this.#warning = "The body is encoded more than twice: shown as it came.";
    this.#raw = this.#warning !== null || codings.length === 0;
  }

  /** null when the body could be decoded as the server announced it. */
  get warning(): string | null {
    return this.#warning;
  }

  /** Set as soon as nothing more can be decoded, even when more comes. */
  get ended(): DecodeEnd | null {
    return this.#end;
  }

  /** Waits until the chunk is worked off, so that a fast server cannot fill the memory. */
  async write(chunk: Uint8Array): Promise<void> {
    if (this.#end !== null) return;
    this.#encodedBytes += chunk.length;
    if (this.#raw) this.#deliver(chunk);
    else await this.#decode(chunk);
    if (this.#sinkError !== null) throw this.#sinkError;
  }

  /** To be called when the last byte is in. */
  async end(): Promise<DecodeEnd> {
    if (this.#stages !== null && this.#end === null && !this.#raw) {
      const [first] = this.#stages;
      first?.end();
      await this.#stopped;
    }
    if (this.#sinkError !== null) throw this.#sinkError;
    return this.#end ?? "whole";
  }

  /** Ends all work at once; nothing is delivered any more. */
  destroy(): void {
    this.#finish("damaged");
  }

  async #decode(chunk: Uint8Array): Promise<void> {
    this.#stages ??= this.#open(chunk[0] ?? 0);
    this.#keep(chunk);
    const [first] = this.#stages;
    // A stage that failed never calls back, and one behind it that is full never takes the chunk.
    const written = new Promise<void>((resolve) => first?.write(chunk, () => resolve()));
    await Promise.race([written, this.#stopped]);
  }

  #open(firstByte: number): readonly Transform[] {
    // Codings stand in the order applied, so the last one comes off first (RFC 9110 §8.4).
    const stages = this.#codings.toReversed().map((coding, index) => stageOf(coding, index === 0 ? firstByte : null));
    stages.forEach((stage, index) => {
      stage.on("error", () => this.#fail());
      const next = stages[index + 1];
      if (next !== undefined) stage.pipe(next);
      else stage.on("data", (bytes: Uint8Array) => this.#deliver(bytes)).on("end", () => this.#finish("whole"));
    });
    return stages;
  }

  #keep(chunk: Uint8Array): void {
    if (this.#encodedBytes > rawBytesKept) this.#kept = null;
    this.#kept?.push(chunk);
  }

  #deliver(bytes: Uint8Array): void {
    if (this.#end !== null) return;
    if (!this.#raw) {
      this.#kept = null;
      this.#decodedBytes += bytes.length;
      const { freeBytes, ratio } = this.#limits;
      if (this.#decodedBytes > freeBytes && this.#decodedBytes > ratio * this.#encodedBytes) {
        this.#finish("too-large");
        return;
      }
    }
    try {
      this.#sink(bytes);
    } catch (error) {
      // Thrown from a stream's event it would end the process.
      this.#sinkError = error;
      this.#finish("damaged");
    }
  }

  #fail(): void {
    if (this.#end !== null || this.#raw) return;
    if (this.#kept === null) {
      this.#finish("damaged");
      return;
    }
    this.#raw = true;
    this.#warning = `The server announced ${this.#codings.join(", ")} but the body is not: shown as it came.`;
    for (const bytes of this.#kept) this.#deliver(bytes);
    this.#kept = null;
    this.#release();
  }

  #finish(end: DecodeEnd): void {
    this.#end ??= end;
    this.#release();
  }

  #release(): void {
    this.#stop();
    for (const stage of this.#stages ?? []) stage.destroy();
  }
}

const knownCodings: ReadonlySet<string> = new Set(["gzip", "x-gzip", "deflate", "br"]);

function stageOf(coding: string, firstByte: number | null): Transform {
  switch (coding) {
    case "br":
      return createBrotliDecompress();
    case "deflate":
      // Named after zlib's format, but some servers send the bare stream. zlib's first byte says method 8.
      return firstByte === null || (firstByte & 0x0f) === 8 ? createInflate() : createInflateRaw();
    default:
      return createGunzip();
  }
}
