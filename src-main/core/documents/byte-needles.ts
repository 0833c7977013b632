const needles: readonly Buffer[] = Array.from({ length: 256 }, (_, byte) => Buffer.of(byte));

/**
 * A one-byte buffer to search for in a buffer over shared memory. The number itself is not used: after some ten
 * thousand searches V8 calls Node's search for a number without its usual checks, which crashes Electron 33 (V8 13.0: a
 * trap, exit code 133). Searching for a buffer takes the ordinary path and is as fast.
 */
export function needleOf(byte: number): Buffer {
  return needles[byte & 255] ?? Buffer.of(byte);
}
