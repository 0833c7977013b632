const needles: readonly Buffer[] = Array.from({ length: 256 }, (_, byte) => Buffer.of(byte));

/**
 * A byte to look for in a buffer over shared memory. Not the number itself: after some ten thousand searches V8 calls
 * Node's search for a number without its usual checks, and Electron 33 ends there (V8 13.0: a trap, exit code 133). The
 * search for a needle takes the ordinary way, and is as fast.
 */
export function needleOf(byte: number): Buffer {
  return needles[byte & 255] ?? Buffer.of(byte);
}
