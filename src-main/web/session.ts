import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Who may talk to the loopback server: the browser that opened the printed address, and nobody else. */
export interface Session {
  /** Path and query of the address to open. Good for one use. */
  readonly entry: string;
  /** The cookie to set when `token` is the one-time token; null when it is not, or was used before. */
  redeem(token: string | null): string | null;
  /** Why this request is refused; null when it may pass. */
  objection(request: IncomingMessage): string | null;
}

function same(one: string, other: string): boolean {
  const left = Buffer.from(one);
  const right = Buffer.from(other);
  return left.length === right.length && timingSafeEqual(left, right);
}

function cookieValue(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(";").find((part) => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}

/** What any request must show, with or without the cookie. `authority` is `127.0.0.1:PORT`. */
export function strangeOrigin(request: IncomingMessage, authority: string): string | null {
  // A page of another name that resolves to this address (DNS rebinding) shows its own name here.
  if (request.headers.host !== authority) return "Host is not this server.";
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== `http://${authority}`) return "Origin is another page.";
  // Browsers send no Origin with a GET; a page on another port of this computer is "same-site" to them.
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return "The request comes from another page.";
  if (request.method !== "GET" && origin === undefined) return "Origin is missing.";
  return null;
}

export function createSession(port: number): Session {
  const authority = `127.0.0.1:${String(port)}`;
  // Cookies know no ports: the name keeps two of these servers apart.
  const cookieName = `rezora-${String(port)}`;
  const secret = randomBytes(32).toString("base64url");
  const token = randomBytes(32).toString("base64url");
  let redeemed = false;
  return {
    entry: `/open?token=${token}`,
    redeem(offered) {
      if (redeemed || offered === null || !same(offered, token)) return null;
      redeemed = true;
      return `${cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/`;
    },
    objection(request) {
      const strange = strangeOrigin(request, authority);
      if (strange !== null) return strange;
      const shown = cookieValue(request.headers.cookie, cookieName);
      return shown !== undefined && same(shown, secret) ? null : "Open the address that the program printed.";
    },
  };
}
