import dns, { type LookupAddress } from "node:dns";
import { connect, isIP, type Socket } from "node:net";
import { RefusedAddressError } from "./failure.ts";

/** How long one address has a head start over the next (RFC 8305 §8). */
const attemptDelayMs = 250;

/** The callbacks and signal of a pending connection. */
export interface Connecting {
  /** Aborting closes every attempt. */
  readonly signal: AbortSignal;
  /** The name was resolved. Not called for a host that is already an address. */
  onLookup(): void;
  onConnect(): void;
  /**
   * Whether connections to an address are refused. One refused address of a host is enough to refuse the host. When
   * absent, no address is refused.
   */
  refuses?(address: string): boolean;
  /** One address of several cannot be reached. */
  onAttemptFailed(error: Error): void;
}

type Done = (error: Error | null, socket: Socket | null) => void;

/**
 * Connects to a host through whichever of its addresses accepts first (RFC 8305, Happy Eyeballs).
 *
 * node:net abandons an address after 250 milliseconds before it tries the next one, so a slow network is reported as
 * silent. Here an attempt continues while the next one is made: it ends only when another address accepts,
 * when it fails, or when the request gives up.
 */
export function connectToHost(host: string, port: number, connecting: Connecting, done: Done): void {
  const { signal } = connecting;
  const isRefused = (address: string): boolean => connecting.refuses?.(address) === true;
  if (isIP(host) !== 0) {
    if (isRefused(host)) done(new RefusedAddressError(host), null);
    else raceAddresses([host], port, connecting, done);
    return;
  }
  // Called through the module, as node:net does: named imports do not see a replaced lookup.
  dns.lookup(host, { all: true, family: 0, hints: 0 }, (error, addresses) => {
    if (signal.aborted) done(abortError(signal), null);
    else if (error !== null) done(error, null);
    else {
      connecting.onLookup();
      const ordered = inOrder(addresses);
      const found = ordered.find(isRefused);
      if (found === undefined) raceAddresses(ordered, port, connecting, done);
      else done(new RefusedAddressError(found), null);
    }
  });
}

/** RFC 8305 §4: the two families alternate, so a family that does not work costs only one attempt. */
export function inOrder(addresses: readonly LookupAddress[]): string[] {
  const first = addresses[0]?.family;
  const preferred = addresses.filter(({ family }) => family === first);
  const others = addresses.filter(({ family }) => family !== first);
  const mixed: string[] = [];
  for (let index = 0; index < Math.max(preferred.length, others.length); index++) {
    for (const list of [preferred, others]) {
      const entry = list[index];
      if (entry !== undefined && !mixed.includes(entry.address)) mixed.push(entry.address);
    }
  }
  return mixed;
}

function raceAddresses(addresses: readonly string[], port: number, connecting: Connecting, done: Done): void {
  const { signal } = connecting;
  const waiting = [...addresses];
  const attempts = new Set<Socket>();
  const errors: Error[] = [];
  let timer: NodeJS.Timeout | undefined;
  let over = false;

  const end = (error: Error | null, winner: Socket | null): void => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    signal.removeEventListener("abort", cancel);
    for (const socket of attempts) if (socket !== winner) socket.destroy();
    done(error, winner);
  };
  const cancel = (): void => end(abortError(signal), null);
  const attemptNext = (): void => {
    clearTimeout(timer);
    const address = waiting.shift();
    if (over || address === undefined) return;
    const socket = connect({ host: address, port, noDelay: true, autoSelectFamily: false });
    attempts.add(socket);
    socket.on("error", (error) => {
      attempts.delete(socket);
      if (over) return;
      errors.push(error);
      connecting.onAttemptFailed(error);
      if (waiting.length > 0) attemptNext();
      else if (attempts.size === 0) end(combined(errors), null);
    });
    socket.once("connect", () => {
      if (over) return;
      connecting.onConnect();
      end(null, socket);
    });
    if (waiting.length > 0) timer = setTimeout(attemptNext, attemptDelayMs);
  };

  signal.addEventListener("abort", cancel);
  if (signal.aborted) cancel();
  else if (addresses.length === 0) end(Object.assign(new Error("no address"), { code: "ENOTFOUND" }), null);
  else attemptNext();
}

/** Every address with the outcome of its attempt. */
function combined(errors: readonly Error[]): Error {
  const [first] = errors;
  if (first !== undefined && errors.length === 1) return first;
  return new AggregateError(errors, errors.map(({ message }) => message).join("; "));
}

function abortError({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error("aborted");
}
