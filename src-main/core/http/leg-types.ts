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
  /** All header lines in order, Host, Content-Length and Connection included. */
  readonly headers: readonly (readonly [name: string, value: WireText])[];
  readonly body: Uint8Array;
  readonly idleTimeoutMs: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly backstop: Backstop;
  /** Addresses that nothing may be sent to. */
  readonly refuses: (address: string) => boolean;
  /** The head has been handed to the socket, so the order on the wire is fixed. */
  readonly onWritten: () => void;
}

export interface ResponseHead {
  readonly status: number;
  readonly reason: WireText;
  readonly httpVersion: string;
  /** In wire order with repeats, names as spelled by the server. */
  readonly headers: readonly (readonly [name: string, value: WireText])[];
}

/** Why a leg got no head, with what is needed to judge whether it may be sent again. */
export interface LegFailure {
  readonly error: unknown;
  /** The TLS handshake had begun and was not complete. */
  readonly handshaking: boolean;
  /** Bytes may have reached the server. */
  readonly mayHaveArrived: boolean;
  /** A kept socket was closed before a single byte came: the server had hung up before it saw the request. */
  readonly lostOnReuse: boolean;
  readonly detail: string;
}

export type LegOutcome =
  | { readonly head: ResponseHead; readonly incoming: IncomingMessage; readonly failure: null }
  | { readonly head: null; readonly incoming: null; readonly failure: LegFailure };
