import type { Task } from "./task.ts";

/** Milliseconds of work between two looks at what else has come. */
const slice = 8;

interface Running {
  readonly id: number;
  advance(): boolean;
}

/**
 * Runs tasks side by side on one thread, a slice each in turn, so that a window of rows does not wait for a long
 * search, and a cancel is heard between two slices.
 */
export class TaskRunner {
  private readonly running: Running[] = [];
  private readonly now: () => number;
  private readonly later: (run: () => void) => void;
  private scheduled = false;

  constructor(now: () => number, later: (run: () => void) => void) {
    this.now = now;
    this.later = later;
  }

  /** Exactly one of `done` and `failed` is called, unless the task is cancelled. */
  start<T>(id: number, task: Task<T>, done: (value: T) => void, failed: (error: unknown) => void): void {
    this.running.push({
      id,
      advance: () => {
        try {
          const end = this.now() + slice;
          do {
            const step = task.next();
            if (step.done === true) {
              done(step.value);
              return false;
            }
          } while (this.now() < end);
          return true;
        } catch (error) {
          failed(error);
          return false;
        }
      },
    });
    this.schedule();
  }

  /** False when no such task runs. */
  cancel(id: number): boolean {
    const index = this.running.findIndex((one) => one.id === id);
    if (index >= 0) this.running.splice(index, 1);
    return index >= 0;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.later(() => {
      this.scheduled = false;
      const one = this.running.shift();
      if (one === undefined) return;
      if (one.advance()) this.running.push(one);
      if (this.running.length > 0) this.schedule();
    });
  }
}
