/**
 * Address space reserved for one body, not memory: it is taken as bytes arrive. Almost every response is small, and
 * address space is limited too (V8 confines buffers to one region), so a large reservation is made only when needed,
 * and the next smaller one is tried when the system refuses.
 */
const reservations: readonly number[] = [8_388_608, 4_294_967_296, 1_073_741_824, 268_435_456];

/** Memory is taken in steps, to avoid a system call for each small packet. */
const step = 4_194_304;

/** Shared memory whose length may grow in place (ECMAScript 2024; Node 20, Chromium 111). */
interface GrowableSharedMemory extends SharedArrayBuffer {
  readonly maxByteLength: number;
  grow(length: number): void;
}
const Growable = SharedArrayBuffer as unknown as new (
  length: number,
  options: { maxByteLength: number },
) => GrowableSharedMemory;

function reserve(larger: number): GrowableSharedMemory | null {
  for (const maxByteLength of reservations) {
    if (maxByteLength <= larger) continue;
    try {
      return new Growable(0, { maxByteLength });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return null;
}

/**
 * The bytes of one body while they arrive. They are copied packet by packet into memory that the worker reads
 * concurrently, so nothing remains to be done when the last byte arrives. A body of more than 8 MB moves once.
 */
export class BodyMemory {
  byteLength = 0;
  private growable: GrowableSharedMemory;

  constructor() {
    const memory = reserve(0);
    if (memory === null) throw new RangeError("There is no memory for an answer.");
    this.growable = memory;
  }

  get memory(): SharedArrayBuffer {
    return this.growable;
  }

  /** Memory taken, which is what counts towards the limit. */
  get taken(): number {
    return this.growable.byteLength;
  }

  /** `moved`: `memory` is now a different buffer. `full`: the chunk does not fit, and none of it is kept. */
  append(chunk: Uint8Array): "kept" | "moved" | "full" {
    const end = this.byteLength + chunk.length;
    let outcome: "kept" | "moved" = "kept";
    try {
      if (end > this.growable.maxByteLength) {
        const larger = reserve(this.growable.maxByteLength);
        if (larger === null || end > larger.maxByteLength) return "full";
        larger.grow(Math.ceil(end / step) * step);
        new Uint8Array(larger).set(new Uint8Array(this.growable, 0, this.byteLength));
        this.growable = larger;
        outcome = "moved";
      } else if (end > this.growable.byteLength) {
        const wanted = end < 65_536 ? 65_536 : Math.ceil(end / step) * step;
        this.growable.grow(Math.min(this.growable.maxByteLength, wanted));
      }
    } catch (error) {
      if (error instanceof RangeError) return "full";
      throw error;
    }
    new Uint8Array(this.growable, this.byteLength, chunk.length).set(chunk);
    this.byteLength = end;
    return outcome;
  }

  /** A copy of a part; anything past the end is omitted. */
  read(offset: number, length: number): Uint8Array<ArrayBuffer> {
    const start = Math.min(offset, this.byteLength);
    return new Uint8Array(this.growable, start, Math.min(length, this.byteLength - start)).slice();
  }
}
