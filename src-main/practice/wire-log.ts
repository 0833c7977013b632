/** One request as received, and its result. */
export interface WireRequest {
  /** Counts from 1 since the server was started. */
  readonly number: number;
  readonly method: string;
  readonly target: string;
  /** Every header line in wire order and in the client's spelling. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The request had a Digest Authorization header, correct or not. */
  readonly authenticated: boolean;
  /** Its login was accepted. */
  readonly accepted: boolean;
  readonly userName: string | null;
  readonly signedUri: string | null;
  readonly nonceCount: string | null;
  /** Identifies the connection of the request. */
  readonly clientPort: number;
  /** null until a response begins, and permanently if none does. */
  readonly status: number | null;
}

/** How many requests are remembered; `number` shows how many there were in all. */
const remembered = 10_000;

/** The last requests, oldest first. */
export class WireLog {
  readonly #requests: WireRequest[] = [];
  #count = 0;

  get requests(): readonly WireRequest[] {
    return [...this.#requests];
  }

  /** Records a request at its arrival, so that one without a response is counted, too. */
  add(request: Omit<WireRequest, "number" | "status">): number {
    this.#count += 1;
    this.#requests.push({ ...request, number: this.#count, status: null });
    if (this.#requests.length > remembered) this.#requests.shift();
    return this.#count;
  }

  /** Records the status of a request; returns undefined if it is no longer remembered. */
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
