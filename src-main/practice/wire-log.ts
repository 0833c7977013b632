/** One request as it came over the wire, and what became of it. */
export interface WireRequest {
  /** Counts from 1 over the life of the server. */
  readonly number: number;
  readonly method: string;
  readonly target: string;
  /** Every header line in wire order, in the client's spelling. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Carried a Digest Authorization header, right or wrong. */
  readonly authenticated: boolean;
  /** The login in it was accepted. */
  readonly accepted: boolean;
  readonly userName: string | null;
  readonly signedUri: string | null;
  readonly nonceCount: string | null;
  /** Tells apart the connections that requests came in on. */
  readonly clientPort: number;
  /** null until an answer was begun, and for good when none was. */
  readonly status: number | null;
}

/** How many requests are remembered; `number` tells how many there were in all. */
const remembered = 10_000;

/** The last requests, oldest first. */
export class WireLog {
  readonly #requests: WireRequest[] = [];
  #count = 0;

  get requests(): readonly WireRequest[] {
    return [...this.#requests];
  }

  /** Remembers a request at its arrival, so that one which is never answered counts too. */
  add(request: Omit<WireRequest, "number" | "status">): number {
    this.#count += 1;
    this.#requests.push({ ...request, number: this.#count, status: null });
    if (this.#requests.length > remembered) this.#requests.shift();
    return this.#count;
  }

  /** Notes the status of a request; undefined when it is no longer remembered. */
  answered(number: number, status: number | null): WireRequest | undefined {
    const index = number - this.#count - 1 + this.#requests.length;
    const request = this.#requests[index];
    if (request === undefined) return undefined;
    const finished = { ...request, status };
    this.#requests[index] = finished;
    return finished;
  }
}

/** Pairs up Node's flat list of raw header names and values. */
export function headerPairs(rawHeaders: readonly string[]): readonly (readonly [string, string])[] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ""] as const] : []));
}
