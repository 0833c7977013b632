import type { Socket } from "node:net";
import { Duplex } from "node:stream";

/** How many received bytes are kept: more than the plain part of any handshake. */
const maxRecorded = 64 * 1024;

/** Passes everything through to a socket, and keeps the first bytes received from the other side. */
export class RecordingSocket extends Duplex {
  readonly #socket: Socket;
  readonly #chunks: Buffer[] = [];
  #length = 0;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on("data", (chunk) => {
      if (this.#length < maxRecorded) this.#chunks.push(chunk);
      this.#length += chunk.length;
      if (!this.push(chunk)) socket.pause();
    });
    socket.on("end", () => this.push(null));
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => this.destroy());
  }

  get received(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
