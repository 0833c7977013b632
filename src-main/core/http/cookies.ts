import { headerValues, type HeaderPair } from "#shared/http/headers.ts";
import type { WireText } from "../digest/wire-text.ts";
import { matchesPlace, parseSetCookie, type Cookie, type CookiePlace } from "./set-cookie.ts";

interface StoredCookie {
  readonly cookie: Cookie;
  /** The host that set it. */
  readonly host: string;
}

/**
 * The cookies of one exchange. Some servers keep the nonce in a session and accept no login without the cookie of the
 * 401. Nothing outlives the exchange, unless the doctor sends another request with them. What is stored, replaced and
 * sent back follows RFC 6265 §5.2 to §5.4, because a cookie that a browser would not send can itself cause a 400.
 */
export class ExchangeCookies {
  /** In the order in which they were first set. */
  readonly #stored = new Map<string, StoredCookie>();
  readonly #namesHeldBack = new Set<string>();

  store(responseHeaders: readonly HeaderPair[], place: CookiePlace): void {
    for (const field of headerValues(responseHeaders, "set-cookie")) {
      const cookie = parseSetCookie(field, place);
      if (cookie === null) continue;
      const key = JSON.stringify([cookie.name, cookie.domain ?? place.hostname, cookie.path]);
      if (cookie.expiresAt !== null && cookie.expiresAt <= place.now) this.#stored.delete(key);
      else if (matchesPlace(cookie, place.hostname, place)) this.#stored.set(key, { cookie, host: place.hostname });
    }
  }

  /** Whether no cookie would be sent back to where the last ones came from. */
  get empty(): boolean {
    return this.#stored.size === 0;
  }

  /** Names of cookies that were not sent because the user's own Cookie header has a cookie with the same name. */
  get namesHeldBack(): readonly string[] {
    return [...this.#namesHeldBack];
  }

  /**
   * The Cookie field: the cookies the user set by hand, then the server's, longer paths first (RFC 6265 §5.4). When two
   * cookies have the same name, the user's is sent, because it was entered on purpose.
   */
  field(setByHand: readonly string[], place: CookiePlace): WireText | null {
    const names = new Set(
      setByHand.flatMap((field) => field.split(";")).map((pair) => (pair.split("=", 1)[0] ?? "").trim()),
    );
    const matching = [...this.#stored.values()]
      .filter(({ cookie, host }) => matchesPlace(cookie, host, place))
      .map(({ cookie }) => cookie)
      .toSorted((one, other) => other.path.length - one.path.length);
    for (const { name } of matching) if (names.has(name)) this.#namesHeldBack.add(name);
    const own = matching.filter(({ name }) => !names.has(name)).map(({ name, value }) => `${name}=${value}`);
    const all = [...setByHand, ...own];
    return all.length === 0 ? null : all.join("; ");
  }
}
