export interface RunningCall {
  readonly signal: AbortSignal;
  /** The window or tab is gone, so nobody receives the reply. */
  readonly isDropped: boolean;
  cancel(): void;
  end(): void;
}

/** The running calls of one window or tab. Calls without an id can only be ended with their caller. */
export class RunningCalls {
  readonly #byId = new Map<string, AbortController>();
  readonly #all = new Set<AbortController>();
  readonly #dropped = new WeakSet<AbortController>();

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  /** null: a call with this id is still running, and `cancelCall` could not distinguish the two. */
  begin(callId: string | undefined): RunningCall | null {
    if (callId !== undefined && this.#byId.has(callId)) return null;
    const controller = new AbortController();
    const isDropped = (): boolean => this.#dropped.has(controller);
    this.#all.add(controller);
    if (callId !== undefined) this.#byId.set(callId, controller);
    return {
      signal: controller.signal,
      get isDropped() {
        return isDropped();
      },
      cancel: () => controller.abort(),
      end: () => {
        this.#all.delete(controller);
        if (callId !== undefined) this.#byId.delete(callId);
      },
    };
  }

  cancel(callId: string): void {
    this.#byId.get(callId)?.abort();
  }

  /** Their caller is gone. */
  dropAll(): void {
    for (const controller of this.#all) {
      this.#dropped.add(controller);
      controller.abort();
    }
  }
}
