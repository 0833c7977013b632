/** The calls of one window or tab that are still running; those without an id end with their caller only. */
export class RunningCalls {
  readonly #byId = new Map<string, AbortController>();
  readonly #all = new Set<AbortController>();

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  /** null: a call with this id is still running, and cancelling could not tell the two apart. */
  begin(callId: string | undefined): { readonly signal: AbortSignal; end(): void } | null {
    if (callId !== undefined && this.#byId.has(callId)) return null;
    const controller = new AbortController();
    this.#all.add(controller);
    if (callId !== undefined) this.#byId.set(callId, controller);
    return {
      signal: controller.signal,
      end: () => {
        this.#all.delete(controller);
        if (callId !== undefined) this.#byId.delete(callId);
      },
    };
  }

  cancel(callId: string): void {
    this.#byId.get(callId)?.abort();
  }

  cancelAll(): void {
    for (const controller of this.#all) controller.abort();
  }
}
