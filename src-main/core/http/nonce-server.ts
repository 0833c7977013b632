import { verifyAuthorization } from "../digest/self-check.ts";
import { challenge, response, type ReceivedRequest, type Responder } from "./loopback.ts";

/** Where and how long a nonce of a test server is valid. */
export interface NonceRules {
  /** How many requests may use each nonce; unlimited when absent. */
  readonly uses?: number;
  /** Only the nonce issued last is valid. */
  readonly latestOnly?: boolean;
  /** Sends `stale=true` when a nonce is refused. */
  readonly stale?: boolean;
  /** A nonce is valid on its TCP connection, or at its back end. Connections alternate between the back ends. */
  readonly boundTo?: "connection" | "backend";
  readonly backends?: number;
  readonly answersAfterMs?: number;
  /** Sends `Connection: close` with each 401, and closes. */
  readonly closes?: boolean;
}

/** A server that issues nonces by rules and really verifies the login. For tests only. */
export function respondByNonceRules(
  rules: NonceRules,
  login: { readonly userName: string; readonly password: string },
): Responder {
  const issued = new Map<string, { uses: number; readonly place: number }>();
  let latest = "";
  const placeOf = ({ connection }: ReceivedRequest): number =>
    rules.boundTo === undefined ? 0 : rules.boundTo === "connection" ? connection : connection % (rules.backends ?? 2);

  function accepts(request: ReceivedRequest, nonce: string): boolean {
    const known = issued.get(nonce);
    if (known === undefined || known.place !== placeOf(request)) return false;
    if (rules.latestOnly === true && nonce !== latest) return false;
    return ++known.uses <= (rules.uses ?? Infinity);
  }

  return (request, socket) => {
    const { method, target, body } = request;
    const authorization = request.headers.find(([name]) => name === "Authorization")?.[1] ?? "";
    const signed = { authorization, method, requestTarget: target, body: Buffer.from(body, "latin1") };
    const proven = request.login !== null && verifyAuthorization(signed, login);
    const good = proven && accepts(request, request.login?.get("nonce") ?? "");
    let bytes = response("200 OK", "ok");
    if (!good) {
      latest = `nonce-${issued.size + 1}`;
      issued.set(latest, { uses: 0, place: placeOf(request) });
      const stale = proven && rules.stale === true ? ",stale=true" : "";
      const lines = [challenge(latest, stale), ...(rules.closes === true ? ["Connection: close"] : [])];
      bytes = response("401 Unauthorized", "refused", ...lines);
    }
    const write = (): void => {
      if (!good && rules.closes === true) socket.end(bytes);
      else socket.write(bytes);
    };
    if (rules.answersAfterMs === undefined) write();
    else setTimeout(write, rules.answersAfterMs);
  };
}
