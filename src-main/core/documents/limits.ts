/**
 * How much of the computer's resources a document may use. All limits are defined here, and reaching one produces a
 * notice or an error; docs/views.md documents them in a table for users. (Depth is limited where it is walked:
 * `deepestNesting` in src-shared/formats/scan.ts.)
 */

/** Maximum bytes of one body in memory; a longer body is kept in a file. 100,000 contacts (74 MB) fit in memory. */
const bodyInMemory = 268_435_456;

/** On smaller computers: the share of memory for one body. All bodies together may take four times as much. */
const shareOfMemory = 1 / 32;

export interface MemoryLimits {
  /** Maximum bytes of one body. */
  readonly body: number;
  /** Maximum bytes of all bodies together. */
  readonly all: number;
}

export function memoryLimits(memoryOfComputer: number): MemoryLimits {
  const body = Math.min(bodyInMemory, Math.floor(memoryOfComputer * shareOfMemory));
  return { body, all: body * 4 };
}

/**
 * Megabytes of heap (objects and strings) in one worker: what the largest sort needs, or a quarter of the memory on a
 * small computer.
 */
const maxHeap = 2_048;

export function workerHeap(memoryOfComputer: number): number {
  return Math.min(maxHeap, Math.floor(memoryOfComputer / 4_194_304));
}

/**
 * Maximum bytes of one piece that is examined as a whole: a record, or in other documents a value or a tag. It applies
 * to bodies in files, which are not loaded completely. Parsing stops at a larger piece, and the rest of the body is
 * shown as raw text.
 */
export const maxPiece = 67_108_864;

/**
 * A record with more bytes is never converted to one string: its bytes are walked, and its long values are read in
 * pieces. V8 ends the whole process when a string, a list of matches or an array exceeds its limit, so a server must
 * never determine the size of one.
 */
export const maxRecordText = 1_048_576;

/** Maximum bytes of a value that are converted to one string; code that needs the rest reads it in pieces. */
export const maxValueText = 1_048_576;

/** Maximum bytes of a value in a long record that are read in advance; a longer value is read when it is needed. */
export const maxReadyValue = 65_536;

/** Maximum bytes of a name that are kept; a longer name is identified by its beginning, its length and a digest. */
export const maxNameBytes = 16_384;

/** Maximum fields of one record that are distinguished. The code views and the bytes show the others. */
export const maxFields = 65_536;

/** Maximum characters, over all values of one record, that the worker returns together. */
export const maxRecordCharacters = 16_777_216;

/** Maximum records of one table: each takes 9 bytes in the index, and 4 for each order or filter that is cached. */
export const maxRecords = 20_000_000;

/**
 * Maximum columns of one table: the contract's limit for one call. The code views and the bytes show the other fields.
 */
export const maxColumns = 1_000;

/**
 * Maximum distinct texts of a column that a sort ranks, and their total characters: they are in memory twice while it
 * runs.
 */
export const maxTexts = 5_000_000;
export const maxTextCharacters = 134_217_728;

/** Bytes left free on the disk: data beyond that is dropped, with a notice. */
export const leastRoom = 134_217_728;
