import { join } from "node:path";
import type { BodyPlace } from "./body-bytes.ts";
import { BodyFile } from "./body-file.ts";
import { BodyMemory } from "./body-memory.ts";

/** Bytes moved from memory into a file in one step. */
const movedPiece = 4_194_304;

export interface BodyHome {
  /** The folder for large bodies. */
  readonly folder: string;
  /** Bytes that this body may take in memory, including those it already has. */
  readonly memoryLeft: () => number;
  /** Called when more bytes can be read. */
  readonly onArrived: () => void;
  /** Called when the bytes have moved from memory to a file or to other memory. */
  readonly onMoved: () => void;
  /** Called when this many bytes of memory have been freed. */
  readonly onFreed: (byteLength: number) => void;
}

/** Why the rest of a body was dropped. */
export type DropReason = "disk-full" | "disk-failed" | "memory-full";

/**
 * The bytes of one body while they arrive: in memory, and in a file once they are many. A body that declares a large
 * length in advance goes straight to its file; any other moves there once it has grown.
 */
export class Body {
  private readonly home: BodyHome;
  private readonly path: string;
  private memory: BodyMemory | null = new BodyMemory();
  private file: BodyFile | null = null;
  private moving: Promise<void> | null = null;
  /** Chunks that arrived while the body was being moved. */
  private readonly queue: Uint8Array[] = [];
  private received = 0;
  private refused: DropReason | null = null;
  private removed = false;

  constructor(documentId: string, expectedBytes: number | null, home: BodyHome) {
    this.home = home;
    this.path = join(home.folder, `body-${documentId}`);
    if ((expectedBytes ?? 0) > home.memoryLeft()) void this.startMove();
  }

  get place(): BodyPlace {
    if (this.file !== null) return { kind: "file", path: this.path };
    return { kind: "memory", memory: this.inMemory().memory };
  }

  /** Bytes that can be read. */
  get byteLength(): number {
    return this.file?.byteLength ?? this.memory?.byteLength ?? 0;
  }

  get memoryTaken(): number {
    return this.memory?.taken ?? 0;
  }

  /** Bytes that arrived but are not kept; final after `flush`. */
  get dropped(): number {
    return this.received - this.byteLength;
  }

  get dropReason(): DropReason {
    return this.refused ?? (this.file?.failure === "ENOSPC" ? "disk-full" : "disk-failed");
  }

  /** Takes a chunk. Returns a promise when the next chunk should wait for the disk. */
  write(chunk: Uint8Array): Promise<void> | undefined {
    if (this.removed) return undefined;
    this.received += chunk.length;
    if (this.moving !== null) {
      this.queue.push(chunk);
      return this.moving;
    }
    if (this.refused !== null) return undefined;
    if (this.file !== null) return this.file.append(chunk);
    const memory = this.inMemory();
    if (memory.byteLength + chunk.length > this.home.memoryLeft()) {
      this.queue.push(chunk);
      return this.startMove();
    }
    const outcome = memory.append(chunk);
    if (outcome === "full") this.refused = "memory-full";
    else if (outcome === "moved") this.home.onMoved();
    else this.home.onArrived();
    return undefined;
  }

  /** Resolves when every chunk is in its final location or dropped. */
  async flush(): Promise<void> {
    await this.moving;
    await this.file?.flush();
  }

  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.file === null ? this.inMemory().read(offset, length) : await this.file.read(offset, length);
  }

  async remove(): Promise<void> {
    this.removed = true;
    this.queue.length = 0;
    await this.moving;
    this.leaveMemory();
    await this.file?.remove();
  }

  private inMemory(): BodyMemory {
    this.memory ??= new BodyMemory();
    return this.memory;
  }

  private leaveMemory(): void {
    this.home.onFreed(this.memoryTaken);
    this.memory = null;
  }

  private startMove(): Promise<void> {
    this.moving = this.move().finally(() => {
      this.moving = null;
    });
    return this.moving;
  }

  /**
   * Moves the body into the file, followed by what arrived in the meantime. If that fails, what is in memory stays
   * there, and the rest is dropped.
   */
  private async move(): Promise<void> {
    const memory = this.inMemory();
    try {
      const file = await BodyFile.create(this.path, () => {
        if (this.file !== null) this.home.onArrived();
      });
      for (let offset = 0; offset < memory.byteLength; offset += movedPiece) {
        await file.append(memory.read(offset, movedPiece));
      }
      await file.flush();
      if (file.failure !== null) {
        await file.remove();
        this.refused = file.failure === "ENOSPC" ? "disk-full" : "disk-failed";
      } else {
        this.file = file;
        this.leaveMemory();
        if (!this.removed) this.home.onMoved();
      }
    } catch {
      this.refused = "disk-failed";
    }
    for (let chunk = this.queue.shift(); chunk !== undefined; chunk = this.queue.shift()) {
      if (this.refused === null) await this.file?.append(chunk);
    }
  }
}
