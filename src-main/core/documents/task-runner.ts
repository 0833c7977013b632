import type { Task } from "./task.ts";

/** Milliseconds of work between two checks for new messages. */
const slice = 8;

/** One slice in this many goes to background tasks; otherwise a long search would starve them. */
const slicesPerUnasked = 8;

interface Running {
  readonly id: number;
  advance(): boolean;
}

/**
 * Runs tasks side by side on one thread, a slice each in turn, so that a window of rows does not wait for a long
 * search, and a cancel takes effect between two slices. Background tasks get the remaining time.
 */
export class TaskRunner {
  private readonly asked: Running[] = [];
  private readonly unasked: Running[] = [];
  private turns = 0;
  private readonly now: () => number;
  private readonly later: (run: () => void) => void;
  private readonly onTurn: (id: number) => void;
  private scheduled = false;

  /** `onTurn` is called with the id of the task whose slice begins. */
  constructor(now: () => number, later: (run: () => void) => void, onTurn: (id: number) => void = () => {}) {
    this.onTurn = onTurn;
    this.now = now;
    this.later = later;
  }

  /** Exactly one of `done` and `failed` is called, unless the task is cancelled. */
  start<T>(id: number, task: Task<T>, done: (value: T) => void, failed: (error: unknown) => void): void {
    this.add(this.asked, id, task, done, failed);
  }

  /** `over` is called at its end, good or bad, unless it is cancelled. */
  startUnasked(id: number, task: Task<unknown>, over: () => void): void {
    this.add(this.unasked, id, task, over, over);
  }

  private add<T>(
    queue: Running[],
    id: number,
    task: Task<T>,
    done: (value: T) => void,
    failed: (error: unknown) => void,
  ): void {
    queue.push({
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
    for (const queue of [this.asked, this.unasked]) {
      const index = queue.findIndex((one) => one.id === id);
      if (index < 0) continue;
      queue.splice(index, 1);
      return true;
    }
    return false;
  }

  private next(): Running[] {
    if (this.asked.length === 0) return this.unasked;
    this.turns += 1;
    return this.unasked.length > 0 && this.turns % slicesPerUnasked === 0 ? this.unasked : this.asked;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.later(() => {
      this.scheduled = false;
      const queue = this.next();
      const one = queue.shift();
      if (one === undefined) return;
      this.onTurn(one.id);
      if (one.advance()) queue.push(one);
      if (this.asked.length > 0 || this.unasked.length > 0) this.schedule();
    });
  }
}
