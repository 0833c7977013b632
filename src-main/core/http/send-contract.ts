import type {
  ExchangeFailure,
  ExchangeProgress,
  Leg,
  LoginVerdict,
  Method,
  RedirectTarget,
} from "#shared/http/exchange.ts";
import type { HeaderPair } from "#shared/http/headers.ts";
import type { Credentials } from "../digest/answer.ts";
import type { DigestChallenge } from "../digest/challenge-selection.ts";
import type { LegSecrets } from "./seen-secrets.ts";
import type { ExchangeCookies } from "./cookies.ts";

/** One user action for `HttpClient.send`. */
export interface SendOptions {
  /** Scheme, host and port; a path is ignored. */
  readonly origin: string;
  readonly method: Method;
  /** Path and query, already encoded. Signed and sent unchanged, except that a fragment is removed. */
  readonly requestTarget: string;
  /**
   * A resource of the same origin that is known to need a login. Where reads of the request's own path are public, a
   * GET on it fetches the challenge that a write is signed for.
   */
  readonly challengeTarget?: string;
  /** In the order to send. Host, Cookie and Authorization precede them; Content-Length and Connection follow. */
  readonly headers: readonly HeaderPair[];
  readonly body: Uint8Array | null;
  /** null: nothing can be signed, so writes are refused. */
  readonly credentials: Credentials | null;
  /** Names the login session to use: nonces are not shared between keys. */
  readonly connectionKey: string;
  /** How long a silence may last. */
  readonly idleTimeoutMs: number;
  /** Aborting closes the socket immediately; `send` then resolves with what had arrived. */
  readonly signal: AbortSignal;
  /** Close after the head of the final response, for questions that a status answers. */
  readonly headOnly: boolean;
  /** Cookies that the server sets are not sent back, not even within the exchange. */
  readonly withoutCookies?: boolean;
  /** The cookies to begin with, to which new ones are added. Without it an exchange begins with none. */
  readonly cookies?: ExchangeCookies;
  /** The exchange opens its own socket, so each step of connecting happens and can be observed. */
  readonly freshSockets?: boolean;
  /** Rejects with `link-local-not-acknowledged` instead of connecting to a link-local or metadata address. */
  readonly refusesLinkLocal?: boolean;
  /** Every leg closes its socket, so a challenge is answered on a different connection from the one it came on. */
  readonly closesEachSocket?: boolean;
  /** Called for every leg when its head has arrived or it failed. */
  readonly onLeg?: (leg: Leg) => void;
  /** The secrets of a leg, at most twice: before it is sent, and when its head has arrived. Must be kept private. */
  readonly onSecrets?: (seen: LegSecrets) => void;
  /** Called at every change of phase and for every chunk: the caller must throttle it. */
  readonly onProgress: (progress: SendProgress) => void;
  /** Called once for each request whose header was handed to the network. */
  readonly onWireRequest: () => void;
  readonly sink: BodySink;
}

export type SendProgress = Pick<ExchangeProgress, "wireRequests" | "receivedBytes" | "expectedBytes"> & {
  readonly phase: "connecting" | "waiting" | "receiving";
};

/** Receives the body of the final response, decoded, while it arrives. If it throws, `send` rejects with the error. */
export interface BodySink {
  /** Called once, before the first chunk, and not at all when no body is read. */
  begin(head: AnswerHead): void;
  /** A returned promise delays the next chunk: the socket is then not read, so a fast server must wait, too. */
  write(chunk: Uint8Array): Promise<void> | undefined;
}

/** What is known of the final response before its body. */
export interface AnswerHead {
  readonly status: number;
  /** Secrets are masked. */
  readonly headers: readonly HeaderPair[];
  /** The length as transferred; null when the server does not announce it. */
  readonly expectedBytes: number | null;
}

/** Everything that resulted from one user action. Secrets are masked in legs and headers. */
export interface SendResult {
  readonly legs: readonly Leg[];
  /** null when no response to the request came. */
  readonly status: number | null;
  readonly reason: string;
  readonly responseHeaders: readonly HeaderPair[];
  /** With `cancelled`, `timed-out` and `too-large` there may still be a status and a part of the body. */
  readonly failure: ExchangeFailure | null;
  readonly login: LoginVerdict;
  readonly warnings: readonly string[];
  readonly redirect: RedirectTarget | null;
  readonly totalMs: number;
  readonly body: ReceivedBytes;
}

/** Counted as transferred, before decoding, as Content-Length does. */
export interface ReceivedBytes {
  readonly receivedBytes: number;
  /** The whole body arrived, including the content coding's end mark. */
  readonly complete: boolean;
  readonly expectedBytes: number | null;
}

export interface HttpClient {
  /**
   * Sends one request with digest authentication: at most three wire requests, no write without a signature, nothing
   * to another origin. Rejects with a `CallError` when the request itself may not be sent; resolves in all other cases,
   * whatever the network or the server does.
   */
  send(options: SendOptions): Promise<SendResult>;
  /** The challenge that this login last answered, for the header check. Nothing is sent to find it out. */
  lastChallenge(connectionKey: string): DigestChallenge | null;
  /** Forgets nonces and proofs of a login, after its credentials or address were edited. */
  forgetSession(connectionKey: string): void;
  /** Closes kept sockets. */
  close(): void;
}
