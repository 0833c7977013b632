import { openDecoders, readCodings, type DecodingStage, type Recognition } from "./content-coding.ts";

/** How large a decoded body may become. API text compresses 5 to 50 times; only a bomb exceeds the ratio. */
export interface DecodeLimits {
  /** Decoded bytes that are always allowed. */
  readonly freeBytes: number;
  /** The maximum number of decoded bytes per received byte above that size. */
  readonly ratio: number;
}
const decodeLimits: DecodeLimits = { freeBytes: 64 * 1024 * 1024, ratio: 200 };

/** `damaged`: the coding broke or ended early. `too-large`: stopped at the limit. The output so far was delivered. */
export type DecodeEnd = "whole" | "damaged" | "too-large";

/** How many bytes are kept as received, in case the body is not encoded as announced: two reads of a socket. */
const rawBytesKept = 128 * 1024;

/** One attempt to decode the body in one of the ways that were announced. */
interface Attempt {
  readonly codings: readonly string[];
  readonly stages: readonly DecodingStage[];
  readonly recognition: Recognition;
  /** How many bytes each stage was given. */
  readonly given: number[];
  /** An outer coding ended early. What the inner one received is still decoded. */
  cut: boolean;
}

/**
 * Undoes Content-Encoding (RFC 9110 §8.4) while the body is being received.
 *
 * A body is complete only when the coding's own end mark arrived. A wrong announcement is detected from the body: one
 * that was announced as encoded twice and is encoded once is decoded once, and one that is not encoded at all is
 * delivered as received, both with a warning. Bytes after the end of the encoded data are counted and dropped.
 */
export class BodyDecoder {
  readonly #announced: readonly string[];
  /** What to try next when the body is not encoded as announced. */
  readonly #alternatives: (readonly string[])[];
  readonly #sink: (bytes: Uint8Array) => Promise<void> | undefined;
  readonly #limits: DecodeLimits;
  readonly #stopped: Promise<void>;
  #stop: () => void = () => {};
  #attempt: Attempt | null = null;
  /** The kept bytes are being decoded in another way. */
  #replay: Promise<void> | null = null;
  #trailingBytes = 0;
  #onAttemptOver: () => void = () => {};
  /** Bytes as received, kept until it is known whether the body is encoded. */
  #kept: Uint8Array[] | null = [];
  /** Decoded output that cannot be trusted yet. */
  #held: Uint8Array[] = [];
  #encodedBytes = 0;
  #decodedBytes = 0;
  #raw: boolean;
  #end: DecodeEnd | null = null;
  #sinkError: unknown = null;
  /** The sink asked to wait. Resolved when it continues. */
  #sinkBusy: Promise<void> | undefined;
  #warning: string | null;

  constructor(
    contentEncodings: readonly string[],
    sink: (bytes: Uint8Array) => Promise<void> | undefined,
    limits = decodeLimits,
  ) {
    const { codings, alternatives, problem } = readCodings(contentEncodings);
    this.#announced = codings;
    this.#alternatives = [...alternatives];
    this.#warning = problem;
    this.#raw = codings.length === 0;
    this.#sink = sink;
    this.#limits = limits;
    this.#stopped = new Promise((resolve) => {
      this.#stop = resolve;
    });
  }

  /** Empty when the body could be decoded as the server announced it. */
  get warnings(): string[] {
    const count = this.#trailingBytes === 1 ? "1 byte follows" : `${this.#trailingBytes} bytes follow`;
    return [
      ...(this.#warning === null ? [] : [this.#warning]),
      ...(this.#trailingBytes > 0 ? [`${count} the end of the compressed data, which is complete: left out.`] : []),
    ];
  }

  /** Set when nothing more can be decoded, even if more data arrives. */
  get ended(): DecodeEnd | null {
    return this.#end;
  }

  /** Waits until the chunk has been processed, so a fast server cannot fill the memory. */
  async write(chunk: Uint8Array): Promise<void> {
    if (this.#end === "whole") this.#trailingBytes += chunk.length;
    if (this.#end !== null || chunk.length === 0) return;
    this.#encodedBytes += chunk.length;
    if (this.#raw) this.#give(chunk);
    else await this.#decode(chunk);
    // Stopping does not wait for a sink that is still busy.
    if (this.#sinkBusy !== undefined) await Promise.race([this.#sinkBusy, this.#stopped]);
    if (this.#sinkError !== null) throw this.#sinkError;
  }

  /** Must be called after the last byte has arrived. */
  async end(): Promise<DecodeEnd> {
    await this.#replayed();
    while (this.#attempt !== null && this.#end === null && !this.#raw) {
      const attempt = this.#attempt;
      await new Promise<void>((resolve) => {
        // Another way is tried when the last bytes show that the body is not encoded as announced.
        this.#onAttemptOver = resolve;
        attempt.stages[0]?.stream.end();
        void this.#stopped.then(resolve);
      });
      await this.#replayed();
    }
    if (this.#sinkError !== null) throw this.#sinkError;
    return this.#end ?? "whole";
  }

  /** Stops all work immediately. */
  destroy(): void {
    this.#finish("damaged");
  }

  async #decode(chunk: Uint8Array): Promise<void> {
    this.#attempt ??= this.#open(this.#announced, chunk);
    if (this.#encodedBytes > rawBytesKept) this.#trust();
    else this.#kept?.push(chunk);
    await this.#feed(this.#attempt, chunk);
    await this.#replayed();
  }

  async #feed(attempt: Attempt, chunk: Uint8Array): Promise<void> {
    const [first] = attempt.stages;
    attempt.given[0] = (attempt.given[0] ?? 0) + chunk.length;
    const written = new Promise<void>((resolve) => first?.stream.write(chunk, () => resolve()));
    const over = new Promise<void>((resolve) => {
      this.#onAttemptOver = resolve;
    });
    // A stage that failed never calls back, and a full stage before it never accepts the chunk.
    await Promise.race([written, over, this.#stopped]);
  }

  async #replayed(): Promise<void> {
    while (this.#replay !== null) {
      const replay = this.#replay;
      await replay;
      if (this.#replay === replay) this.#replay = null;
    }
  }

  #open(codings: readonly string[], firstBytes: Uint8Array): Attempt {
    const { stages, recognition } = openDecoders(codings, firstBytes);
    const attempt: Attempt = { codings, stages, recognition, given: stages.map(() => 0), cut: false };
    const isCurrent = (): boolean => this.#attempt === attempt;
    stages.forEach(({ stream }, index) => {
      const next = stages[index + 1];
      stream.on("error", (error) => {
        if (!isCurrent()) return;
        if (next !== undefined && isCut(error) && (attempt.given[index + 1] ?? 0) > 0) {
          attempt.cut = true;
          next.stream.end();
        } else this.#fail(error, attempt);
      });
      if (next !== undefined) {
        stream.on("data", (bytes: Uint8Array) => {
          attempt.given[index + 1] = (attempt.given[index + 1] ?? 0) + bytes.length;
        });
        stream.pipe(next.stream);
        return;
      }
      stream.on("data", (bytes: Uint8Array) => {
        if (isCurrent()) this.#take(bytes, attempt);
      });
      stream.on("end", () => {
        if (isCurrent()) this.#finish(attempt.cut ? "damaged" : "whole");
      });
    });
    return attempt;
  }

  #take(bytes: Uint8Array, { recognition }: Attempt): void {
    if (this.#end !== null || this.#raw) return;
    this.#decodedBytes += bytes.length;
    const { freeBytes, ratio } = this.#limits;
    if (this.#decodedBytes > freeBytes && this.#decodedBytes > ratio * this.#encodedBytes) {
      this.#finish("too-large");
    } else if (recognition === "marked" || this.#kept === null) {
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
      // An exception thrown from a stream's event would end the process.
      this.#refused(error);
    }
  }

  /** The last stage delivers nothing more until the sink continues, so in the end the first one accepts no more. */
  #pauseFor(busy: Promise<void>): void {
    const last = this.#attempt?.stages.at(-1)?.stream;
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

  /** The body is encoded as announced, as far as can be determined. */
  #trust(): void {
    this.#kept = null;
    for (const bytes of this.#held.splice(0)) this.#give(bytes);
  }

  #fail(error: Error, attempt: Attempt): void {
    if (this.#end !== null || this.#raw) return;
    const onlyCut = this.#decodedBytes > 0 && attempt.recognition !== "guessed" && isCut(error);
    if (this.#kept === null || onlyCut) {
      this.#finish("damaged");
      return;
    }
    for (const { stream } of attempt.stages) stream.destroy();
    this.#held = [];
    const announced = this.#announced.join(", ");
    const next = this.#alternatives.shift();
    if (next !== undefined) {
      const kept = Buffer.concat(this.#kept);
      const another = this.#open(next, kept);
      this.#attempt = another;
      this.#decodedBytes = 0;
      this.#warning = `The server announced ${announced}, but the body is encoded as ${next.join(", ")} only: unpacked once.`;
      const leaveOldAttempt = this.#onAttemptOver;
      this.#replay = this.#feed(another, kept);
      leaveOldAttempt();
      return;
    }
    this.#raw = true;
    this.#warning = `The server announced ${announced} but the body is not: shown as it came.`;
    for (const bytes of this.#kept.splice(0)) this.#give(bytes);
    this.#release();
  }

  #finish(end: DecodeEnd): void {
    if (this.#end !== null) return;
    if (!this.#raw) this.#trust();
    this.#end = end;
    const { stages, given } = this.#attempt ?? { stages: [], given: [] };
    if (end === "whole") {
      for (const [index, stage] of stages.entries()) this.#trailingBytes += stage.trailingBytes(given[index] ?? 0);
    }
    this.#release();
  }

  #release(): void {
    this.#stop();
    for (const { stream } of this.#attempt?.stages ?? []) stream.destroy();
  }
}

/** zlib's and Brotli's "unexpected end of file". */
function isCut(error: Error): boolean {
  return "code" in error && error.code === "Z_BUF_ERROR";
}
