/** More than this is not kept of one body: one growable block of shared memory is reserved, not used, up to here. */
export const largestBody = 4_294_967_296;

/** Memory is taken in steps, so that a stream of small packets does not ask the system for each. */
const step = 4_194_304;

/** Shared memory whose length may grow in place (ECMAScript 2024; Node 20, Chromium 111). */
interface GrowableSharedMemory extends SharedArrayBuffer {
  readonly byteLength: number;
  grow(length: number): void;
}
const Growable = SharedArrayBuffer as unknown as new (
  length: number,
  options: { maxByteLength: number },
) => GrowableSharedMemory;

/**
 * The bytes of one body while they arrive. They are copied once, packet by packet, into memory that the worker reads
 * at the same time: nothing is left to do when the last byte is there.
 */
export class BodyMemory {
  readonly memory: SharedArrayBuffer;
  byteLength = 0;
  private readonly growable: GrowableSharedMemory;

  constructor() {
    this.growable = new Growable(0, { maxByteLength: largestBody });
    this.memory = this.growable;
  }

  /** Memory taken, which is what counts for a limit. */
  get taken(): number {
    return this.growable.byteLength;
  }

  /** False when it does not fit; then nothing of it is kept. */
  append(chunk: Uint8Array): boolean {
    const end = this.byteLength + chunk.length;
    if (end > largestBody) return false;
    if (end > this.growable.byteLength) {
      const wanted = end < 65_536 ? 65_536 : Math.ceil(end / step) * step;
      this.growable.grow(Math.min(largestBody, wanted));
    }
    new Uint8Array(this.growable, this.byteLength, chunk.length).set(chunk);
    this.byteLength = end;
    return true;
  }

  /** A copy of a part; what is behind the end is left out. */
  read(offset: number, length: number): Uint8Array {
    const start = Math.min(offset, this.byteLength);
    return new Uint8Array(this.growable, start, Math.min(length, this.byteLength - start)).slice();
  }
}
