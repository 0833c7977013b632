import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** The header with the proof. A page of another origin cannot send it without a preflight, which is refused. */
const proofHeader = "x-rezora-proof";

/**
 * Restricts the loopback server to the browser that opened the printed address.
 * The cookie gives access to the page, which is the same for everybody. All the rest needs the proof
 * (docs/decisions/0017).
 */
export interface Session {
  /** Path and query of the address to open. Valid for one use. */
  readonly entry: string;
  /** Kept in the page's origin storage, which a page on another port of this computer cannot read. */
  readonly proof: string;
  /** A `Set-Cookie` value. */
  readonly cookie: string;
  /** Whether `token` is the one-time token, used for the first time. */
  redeem(token: string | null): boolean;
  hasCookie(request: IncomingMessage): boolean;
  isProven(request: IncomingMessage): boolean;
}

/** Compares in constant time, whatever the lengths. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** All values with this name, because another port may have set a cookie of the same name for a longer path. */
function cookieValues(header: string | undefined, name: string): string[] {
  const pairs = (header ?? "").split(";").map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
}

/** Conditions for every request, with or without the proof. `authority` is `127.0.0.1:PORT`. */
export function strangeHost(request: IncomingMessage, authority: string): string | null {
  // A page whose host name resolves to this address (DNS rebinding) sends its own name here.
  const hosts = request.headersDistinct["host"] ?? [];
  return hosts.length === 1 && hosts[0] === authority ? null : "Host is not this server.";
}

export function strangeOrigin(request: IncomingMessage, authority: string): string | null {
  const origins = request.headersDistinct["origin"] ?? [];
  if (origins.some((origin) => origin !== `http://${authority}`)) return "Origin is another page.";
  // Browsers send no Origin with a GET; a page on another port of this computer is "same-site" to them.
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return "The request comes from another page.";
  if (request.method !== "GET" && origins.length !== 1) return "Origin is missing.";
  return null;
}

/**
 * Whether a browser opens this as a top-level page. To the browser, the file that leads to the address is another
 * origin, and the program in which the printed address was clicked may be one, too.
 */
export function isPageVisit({ method, headers }: IncomingMessage): boolean {
  const mode = headers["sec-fetch-mode"] ?? "navigate";
  const destination = headers["sec-fetch-dest"] ?? "document";
  return method === "GET" && headers.origin === undefined && mode === "navigate" && destination === "document";
}

export function createSession(port: number): Session {
  // Cookies do not distinguish ports, so the name keeps two of these servers apart.
  const cookieName = `rezora-${String(port)}`;
  const secret = (): string => randomBytes(32).toString("base64url");
  const [cookie, proof, token] = [secret(), secret(), secret()];
  let isRedeemed = false;
  return {
    entry: `/open?token=${token}`,
    proof,
    cookie: `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`,
    redeem(offered) {
      if (isRedeemed || offered === null || !isSame(offered, token)) return false;
      isRedeemed = true;
      return true;
    },
    hasCookie: ({ headers }) => cookieValues(headers.cookie, cookieName).some((value) => isSame(value, cookie)),
    isProven({ headersDistinct }) {
      const shown = headersDistinct[proofHeader] ?? [];
      return shown.length === 1 && isSame(shown[0] ?? "", proof);
    },
  };
}
