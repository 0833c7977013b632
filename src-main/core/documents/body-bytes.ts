import { closeSync, openSync, readSync } from "node:fs";
import { maxPiece } from "./limits.ts";

/** Where a body is kept: sent to a worker, which then reads the body directly. */
export type BodyPlace =
  | { readonly kind: "memory"; readonly memory: SharedArrayBuffer }
  | { readonly kind: "file"; readonly path: string };

/** A run of loaded bytes, and the offset of its first byte in the body. */
export interface BodyPart {
  readonly bytes: Uint8Array;
  readonly base: number;
}

/** How a worker gets at the bytes of a body; `length` is the number of bytes that have arrived. */
export interface BodyBytes {
  /** Maximum bytes of one part. */
  readonly most: number;
  /** Bytes from `start` to at least `end`, unless that exceeds `most`. A part returned earlier may be overwritten. */
  part(start: number, end: number, length: number): BodyPart;
  /** Returns the bytes of shared memory released, which the garbage collector does not count. */
  close(): number;
}

export function openBody(place: BodyPlace): BodyBytes {
  return place.kind === "memory" ? new MemoryBytes(place.memory) : fileBytes(place.path);
}

/** A body in memory: all of it is always accessible. */
export class MemoryBytes implements BodyBytes {
  readonly most = Infinity;
  private memory: ArrayBufferLike;

  constructor(memory: ArrayBufferLike) {
    this.memory = memory;
  }

  part(_start: number, _end: number, length: number): BodyPart {
    return { bytes: new Uint8Array(this.memory, 0, length), base: 0 };
  }

  close(): number {
    const { byteLength } = this.memory;
    this.memory = new ArrayBuffer(0);
    return byteLength;
  }
}

export interface WindowSizes {
  /** Bytes per random access, such as reading rows in sorted order. */
  readonly look: number;
  /** Bytes per sequential read. */
  readonly walk: number;
  /** Maximum bytes loaded for one large piece. */
  readonly most: number;
}

const usual: WindowSizes = { look: 16_384, walk: 1_048_576, most: maxPiece };

/** A window that moves over bytes stored elsewhere. */
export class MovingWindow implements BodyBytes {
  readonly most: number;
  private readonly end: () => void;
  private readonly read: (into: Uint8Array, at: number) => void;
  private readonly sizes: WindowSizes;
  private readonly window: Uint8Array;
  private from = 0;
  private behind = 0;

  constructor(read: (into: Uint8Array, at: number) => void, end: () => void, sizes = usual) {
    this.read = read;
    this.end = end;
    this.sizes = sizes;
    this.most = sizes.most;
    this.window = new Uint8Array(sizes.walk);
  }

  part(start: number, end: number, length: number): BodyPart {
    const { look, walk, most } = this.sizes;
    const goesOn = start >= this.from && start <= this.behind;
    const size = Math.min(Math.max(end - start, goesOn ? walk : look), most, length - start);
    const bytes = size <= this.window.length ? this.window.subarray(0, size) : new Uint8Array(size);
    this.read(bytes, start);
    this.from = start;
    this.behind = start + size;
    return { bytes, base: start };
  }

  close(): number {
    this.end();
    return 0;
  }
}

/** Reads are served from the system's cache of a file just written: about 3 GB/s. The first read opens the file. */
function fileBytes(path: string): BodyBytes {
  let file: number | null = null;
  const read = (into: Uint8Array, at: number): void => {
    file ??= openSync(path, "r");
    for (let done = 0; done < into.length;) {
      const count = readSync(file, into, done, into.length - done, at + done);
      if (count === 0) throw new Error("The file of this body has lost its end.");
      done += count;
    }
  };
  return new MovingWindow(read, () => {
    if (file !== null) closeSync(file);
  });
}
