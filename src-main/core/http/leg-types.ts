import type { Agent, IncomingMessage } from "node:http";
import type { Backstop } from "../backstop.ts";
import type { WireText } from "../digest/wire-text.ts";
import type { Clock } from "../ports.ts";
import type { Origin } from "./origin.ts";

/** One request as it goes on the wire: nothing is added to it. */
export interface LegRequest {
  readonly origin: Origin;
  readonly agent: Agent;
  readonly method: string;
  readonly requestTarget: string;
  /** All header lines in order, including Host, Content-Length and Connection. */
  readonly headers: readonly (readonly [name: string, value: WireText])[];
  readonly body: Uint8Array;
  readonly idleTimeoutMs: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly backstop: Backstop;
  /** Addresses to which nothing may be sent. */
  readonly refuses: (address: string) => boolean;
  /** The head has been written to the socket, so the order on the wire is fixed. */
  readonly onWritten: () => void;
}

export interface ResponseHead {
  readonly status: number;
  readonly reason: WireText;
  readonly httpVersion: string;
  /** In wire order with repeats, names as the server spelled them. */
  readonly headers: readonly (readonly [name: string, value: WireText])[];
}

/** Why a leg got no head, with what is needed to decide whether the request may be sent again. */
export interface LegFailure {
  readonly error: unknown;
  /** The TLS handshake had begun but was not complete. */
  readonly handshaking: boolean;
  /** Bytes may have reached the server. */
  readonly mayHaveArrived: boolean;
  /** A kept socket was closed before a single byte came: the server had closed it before it saw the request. */
  readonly lostOnReuse: boolean;
  readonly detail: string;
}

export type LegOutcome =
  | { readonly head: ResponseHead; readonly incoming: IncomingMessage; readonly failure: null }
  | { readonly head: null; readonly incoming: null; readonly failure: LegFailure };
