/**
 * Work that yields often: its runner decides when it continues, or that it does not.
 * This is how a worker stays open to other questions, and how cancelling works, without threads of its own.
 */
export type Task<T> = Generator<undefined, T, undefined>;

/** How many records a task may handle between two yields: some tens of microseconds up to a millisecond. */
export const recordsBetweenYields = 256;
