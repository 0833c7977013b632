import type { Transform } from "node:stream";
import { openDecoders, readCodings, type Recognition } from "./content-coding.ts";

/** What a decoded body may grow to. Text of an API compresses 5 to 50 times; only a bomb is beyond the ratio. */
export interface DecodeLimits {
  /** Decoded bytes that are always allowed. */
  readonly freeBytes: number;
  /** Above that, decoded bytes for each received one. */
  readonly ratio: number;
}
const decodeLimits: DecodeLimits = { freeBytes: 64 * 1024 * 1024, ratio: 200 };

/** `damaged`: the coding broke or ended early. `too-large`: stopped at the limit. What came before was delivered. */
export type DecodeEnd = "whole" | "damaged" | "too-large";

/** So many bytes are kept as they came, in case that the body turns out not to be encoded at all. */
const rawBytesKept = 64 * 1024;

/**
 * Undoes Content-Encoding (RFC 9110 §8.4) as the body comes in.
 *
 * A body is whole only when the coding's own end mark came. A body that is not encoded although the server announced
 * it is delivered as it came, with a warning.
 */
export class BodyDecoder {
  readonly #codings: readonly string[];
  readonly #sink: (bytes: Uint8Array) => Promise<void> | undefined;
  readonly #limits: DecodeLimits;
  readonly #stopped: Promise<void>;
  #stop: () => void = () => {};
  #stages: readonly Transform[] | null = null;
  #recognition: Recognition = "marked";
  /** Bytes as they came, while it is still open whether the body is encoded. */
  #kept: Uint8Array[] | null = [];
  /** Decoded output that is not trusted yet. */
  #held: Uint8Array[] = [];
  #encodedBytes = 0;
  #decodedBytes = 0;
  #raw: boolean;
  #end: DecodeEnd | null = null;
  #sinkError: unknown = null;
  /** The sink asked to wait; settled when it goes on. */
  #sinkBusy: Promise<void> | undefined;
  #warning: string | null;

  constructor(
    contentEncodings: readonly string[],
    sink: (bytes: Uint8Array) => Promise<void> | undefined,
    limits = decodeLimits,
  ) {
    const { codings, problem } = readCodings(contentEncodings);
    this.#codings = codings ?? [];
    this.#warning = problem;
    this.#raw = this.#codings.length === 0;
    this.#sink = sink;
    this.#limits = limits;
    this.#stopped = new Promise((resolve) => {
      this.#stop = resolve;
    });
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
    if (this.#end !== null || chunk.length === 0) return;
    this.#encodedBytes += chunk.length;
    if (this.#raw) this.#give(chunk);
    else await this.#decode(chunk);
    // Whoever ends the work does not wait for a sink that is still busy.
    if (this.#sinkBusy !== undefined) await Promise.race([this.#sinkBusy, this.#stopped]);
    if (this.#sinkError !== null) throw this.#sinkError;
  }

  /** To be called when the last byte is in. */
  async end(): Promise<DecodeEnd> {
    if (this.#stages !== null && this.#end === null && !this.#raw) {
      this.#stages[0]?.end();
      await this.#stopped;
    }
    if (this.#sinkError !== null) throw this.#sinkError;
    return this.#end ?? "whole";
  }

  /** Ends all work at once. */
  destroy(): void {
    this.#finish("damaged");
  }

  async #decode(chunk: Uint8Array): Promise<void> {
    this.#stages ??= this.#open(chunk);
    if (this.#encodedBytes > rawBytesKept) this.#trust();
    else this.#kept?.push(chunk);
    const [first] = this.#stages;
    const written = new Promise<void>((resolve) => first?.write(chunk, () => resolve()));
    // A stage that failed never calls back, and one behind it that is full never takes the chunk.
    await Promise.race([written, this.#stopped]);
  }

  #open(firstBytes: Uint8Array): readonly Transform[] {
    const { stages, recognition } = openDecoders(this.#codings, firstBytes);
    this.#recognition = recognition;
    stages.forEach((stage, index) => {
      stage.on("error", (error) => this.#fail(error));
      const next = stages[index + 1];
      if (next !== undefined) stage.pipe(next);
      else stage.on("data", (bytes: Uint8Array) => this.#take(bytes)).on("end", () => this.#finish("whole"));
    });
    return stages;
  }

  #take(bytes: Uint8Array): void {
    if (this.#end !== null || this.#raw) return;
    this.#decodedBytes += bytes.length;
    const { freeBytes, ratio } = this.#limits;
    if (this.#decodedBytes > freeBytes && this.#decodedBytes > ratio * this.#encodedBytes) {
      this.#finish("too-large");
    } else if (this.#recognition === "marked" || this.#kept === null) {
      this.#kept = null;
      this.#give(bytes);
    } else {
      this.#held.push(bytes);
    }
  }

  #give(bytes: Uint8Array): void {
    if (this.#sinkError !== null) return;
    try {
      const busy = this.#sink(bytes);
      if (busy !== undefined) this.#pauseFor(busy);
    } catch (error) {
      // Thrown from a stream's event it would end the process.
      this.#refused(error);
    }
  }

  /** The last stage gives nothing more until the sink goes on, and so the first one takes nothing more in the end. */
  #pauseFor(busy: Promise<void>): void {
    const last = this.#stages?.at(-1);
    last?.pause();
    this.#sinkBusy = busy.then(
      () => {
        this.#sinkBusy = undefined;
        last?.resume();
      },
      (error: unknown) => this.#refused(error),
    );
  }

  #refused(error: unknown): void {
    this.#sinkError = error;
    this.#finish("damaged");
  }

  /** The body is what it was announced as, as far as one can tell. */
  #trust(): void {
    this.#kept = null;
    for (const bytes of this.#held.splice(0)) this.#give(bytes);
  }

  #fail(error: Error): void {
    if (this.#end !== null || this.#raw) return;
    const onlyCut = this.#decodedBytes > 0 && this.#recognition !== "guessed" && isCut(error);
    if (this.#kept === null || onlyCut) {
      this.#finish("damaged");
      return;
    }
    this.#raw = true;
    this.#held = [];
    this.#warning = `The server announced ${this.#codings.join(", ")} but the body is not: shown as it came.`;
    for (const bytes of this.#kept.splice(0)) this.#give(bytes);
    this.#release();
  }

  #finish(end: DecodeEnd): void {
    if (this.#end !== null) return;
    if (!this.#raw) this.#trust();
    this.#end = end;
    this.#release();
  }

  #release(): void {
    this.#stop();
    for (const stage of this.#stages ?? []) stage.destroy();
  }
}

/** zlib's and Brotli's "unexpected end of file". */
function isCut(error: Error): boolean {
  return "code" in error && error.code === "Z_BUF_ERROR";
}
