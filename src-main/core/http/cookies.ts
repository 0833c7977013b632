import { headerValues, type HeaderPair } from "#shared/http/headers.ts";
import type { WireText } from "../digest/wire-text.ts";

/**
 * The cookies of one exchange. Some servers keep the nonce in a session: without the cookie of the 401 they never
 * accept an answer. Nothing outlives the exchange, unless the doctor asks once more with them, and all legs share one
 * origin and path, so of a cookie's attributes only the removal matters.
 */
export class ExchangeCookies {
  readonly #values = new Map<string, WireText>();

  store(responseHeaders: readonly HeaderPair[]): void {
    for (const field of headerValues(responseHeaders, "set-cookie")) {
      const [cookie = "", ...attributes] = field.split(";");
      const equals = cookie.indexOf("=");
      if (equals < 1) continue;
      const name = cookie.slice(0, equals).trim();
      if (attributes.some((attribute) => /^\s*max-age\s*=\s*(?:0+|-\d+)\s*$/iu.test(attribute)))
        this.#values.delete(name);
      else this.#values.set(name, cookie.slice(equals + 1).trim());
    }
  }

  get empty(): boolean {
    return this.#values.size === 0;
  }

  /** The Cookie field, behind what the person set by hand: one field holds all cookies (RFC 6265 §5.4). */
  field(setByHand: readonly string[]): WireText | null {
    const own = Array.from(this.#values, ([name, value]) => `${name}=${value}`);
    const all = [...setByHand, ...own];
    return all.length === 0 ? null : all.join("; ");
  }
}
