import { accessOf } from "#shared/access.ts";
import type { Resource } from "#shared/rezora/catalog.ts";
import type { SendResult } from "../../http/send-contract.ts";

/** How one connection fares in a sweep: what its answers were, and whether it may be asked on. */
export class Standing {
  /** Why nothing more is asked of it, as a sentence; null while it is. */
  ended: string | null = null;
  readonly #statuses = new Map<string, number | null>();
  readonly #refusedLevels = new Set<Resource["level"]>();
  #served = false;

  end(reason: string): void {
    this.ended = reason;
  }

  take({ path, level }: Resource, { status, login, failure }: SendResult): void {
    this.#statuses.set(path, status);
    const access = accessOf({ status, login });
    if (access === "allowed") this.#served = true;
    if (access === "refused") this.#refusedLevels.add(level);
    if (status === null) this.end(`Not asked: before it, no answer came. ${failure?.message ?? ""}`.trim());
    else if (status === 429 || status === 503)
      this.end(`Not asked: the server answered ${status} and wants to be left alone.`);
    // A login that is refused by both levels is wrong, and need not be tried again and again.
    else if (!this.#served && this.#refusedLevels.size === 2)
      this.end("Not asked: the login is refused by both levels.");
  }

  /** Why a collection gave no id. */
  whyNoIds(collection: string): string {
    const status = this.#statuses.get(collection);
    if (status === undefined || status === null) return `${collection} was not answered.`;
    if (status >= 200 && status < 300) return `${collection} has no records.`;
    return `${collection} answered ${status}.`;
  }
}
