import { accessOf } from "#shared/access.ts";
import type { Resource } from "#shared/rezora/catalog.ts";
import type { SendResult } from "../../http/send-contract.ts";

/** The state of one connection in a sweep: what its responses were, and whether more requests may be sent. */
export class Standing {
  /** Why no more requests are sent for it, as a sentence; null while they are. */
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
    // A login that both levels refuse is wrong, so it is not tried again.
    else if (!this.#served && this.#refusedLevels.size === 2)
      this.end("Not asked: the login is refused by both levels.");
  }

  /** Why a collection yielded no id. */
  whyNoIds(collection: string): string {
    const status = this.#statuses.get(collection);
    if (status === undefined || status === null) return `${collection} was not answered.`;
    if (status >= 200 && status < 300) return `${collection} has no records.`;
    return `${collection} answered ${status}.`;
  }
}
