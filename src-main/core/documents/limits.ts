/**
 * What a document may take of this computer. Everything that is limited is limited here, and whoever meets a limit is
 * told by a notice or an error; the table in docs/views.md says the same to people. (Depth is limited where it is
 * walked: `deepestNesting` in src-shared/formats/scan.ts.)
 */

/** Most bytes of one body in memory; a longer one lives in a file. A hundred thousand contacts (74 MB) stay. */
const bodyInMemory = 268_435_456;

/** Smaller computers keep less: so much of their memory for one body, and four times as much for all of them. */
const shareOfMemory = 1 / 32;

export interface MemoryLimits {
  /** Bytes of one body. */
  readonly body: number;
  /** Bytes of all bodies together. */
  readonly all: number;
}

export function memoryLimits(memoryOfComputer: number): MemoryLimits {
  const body = Math.min(bodyInMemory, Math.floor(memoryOfComputer * shareOfMemory));
  return { body, all: body * 4 };
}

/**
 * Megabytes of objects and strings in one worker: what the largest sort takes, or a quarter of the memory of a small
 * computer.
 */
const maxHeap = 2_048;

export function workerHeap(memoryOfComputer: number): number {
  return Math.min(maxHeap, Math.floor(memoryOfComputer / 4_194_304));
}

/**
 * Most bytes of one piece that is looked at as a whole: a record, or in other documents a value or a tag. Applies where
 * not everything is at hand, that is to bodies in files. Reading ends at a larger one; behind it the body is raw text.
 */
export const maxPiece = 67_108_864;

/**
 * A record of more bytes is never one string: it is walked over its bytes, and a long value of it is read in pieces. V8
 * ends the whole process when a string, a list of matches or an array exceeds its limit, so nothing is made whose size
 * a server chooses.
 */
export const maxRecordText = 1_048_576;

/** Bytes of one value that become one string; code that needs the rest reads it in pieces. */
export const maxValueText = 1_048_576;

/** Bytes of a value in a record that is too long for a string: a longer one is read when somebody looks at it. */
export const maxReadyValue = 65_536;

/** Bytes of a name that are kept; a longer one is known by its beginning, its length and a digest. */
export const maxNameBytes = 16_384;

/** Fields of one record that are told apart. The code views and the bytes show the others. */
export const maxFields = 65_536;

/** Characters of all values of one record that leave the worker together. */
export const maxRecordCharacters = 16_777_216;

/** Records of one table: 9 bytes each in the index, and 4 for each order or filter that is remembered. */
export const maxRecords = 20_000_000;

/** Columns of one table: the contract's limit for one call. What has none stays in the code views and the bytes. */
export const maxColumns = 1_000;

/** Different texts of one column that a sort ranks, and their characters in all: they are held twice while it runs. */
export const maxTexts = 5_000_000;
export const maxTextCharacters = 134_217_728;

/** Free bytes that stay on the disk: what arrives beyond is dropped, with a notice. */
export const leastRoom = 134_217_728;
