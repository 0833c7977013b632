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
  /** Path and query, already encoded. Signed and sent as it stands, but for a fragment. */
  readonly requestTarget: string;
  /**
   * A resource of the same origin that is known to need a login. Where reads of the request's own path are public, a
   * GET on it fetches the challenge that a write is signed for.
   */
  readonly challengeTarget?: string;
  /** In the order to send. Host, Cookie and Authorization come before them, Content-Length and Connection behind. */
  readonly headers: readonly HeaderPair[];
  readonly body: Uint8Array | null;
  /** null: nothing can be signed. Writes are then refused. */
  readonly credentials: Credentials | null;
  /** Names the login session to use: nonces are not shared between keys. */
  readonly connectionKey: string;
  /** So long nothing may be heard. */
  readonly idleTimeoutMs: number;
  /** Aborting closes the socket at once; `send` then resolves with what had arrived. */
  readonly signal: AbortSignal;
  /** Close after the head of the final answer, for questions that a status answers. */
  readonly headOnly: boolean;
  /** Cookies that the server sets are not sent back within the exchange either. */
  readonly withoutCookies?: boolean;
  /** Those to begin with, to which new ones are added; without it an exchange begins with none of its own. */
  readonly cookies?: ExchangeCookies;
  /** The exchange opens a socket of its own, so that each step of connecting happens and can be seen. */
  readonly freshSockets?: boolean;
  /** Rejects with `link-local-not-acknowledged` instead of connecting to a link-local or metadata address. */
  readonly refusesLinkLocal?: boolean;
  /** Every leg closes its socket, so that a challenge is answered on another connection than the one it came on. */
  readonly closesEachSocket?: boolean;
  /** For every leg as soon as its head came or it failed. */
  readonly onLeg?: (leg: Leg) => void;
  /** What a leg shows masked, twice at most: before it is sent, and when its head came. Not for any other ear. */
  readonly onSecrets?: (seen: LegSecrets) => void;
  /** At every change of phase and every chunk: the caller thins it out. */
  readonly onProgress: (progress: SendProgress) => void;
  /** Once for each request whose header was handed to the network. */
  readonly onWireRequest: () => void;
  readonly sink: BodySink;
}

export type SendProgress = Pick<ExchangeProgress, "wireRequests" | "receivedBytes" | "expectedBytes"> & {
  readonly phase: "connecting" | "waiting" | "receiving";
};

/** Takes the body of the final answer, decoded, while it comes in. What it throws, `send` rejects with. */
export interface BodySink {
  /** Once, before the first chunk; not at all when no body is read. */
  begin(head: AnswerHead): void;
  /** A promise asks to wait with the next chunk: the socket is then not read, so that a fast server must wait, too. */
  write(chunk: Uint8Array): Promise<void> | undefined;
}

/** What is known of the final answer before its body. */
export interface AnswerHead {
  readonly status: number;
  /** Secrets are masked. */
  readonly headers: readonly HeaderPair[];
  /** Of the body as transferred; null when the server does not say. */
  readonly expectedBytes: number | null;
}

/** Everything that came of one user action. Secrets are masked in legs and headers. */
export interface SendResult {
  readonly legs: readonly Leg[];
  /** null when no answer to the request came. */
  readonly status: number | null;
  readonly reason: string;
  readonly responseHeaders: readonly HeaderPair[];
  /** With `cancelled`, `timed-out` and `too-large` there may be a status and a part of the body all the same. */
  readonly failure: ExchangeFailure | null;
  readonly login: LoginVerdict;
  readonly warnings: readonly string[];
  readonly redirect: RedirectTarget | null;
  readonly totalMs: number;
  readonly body: ReceivedBytes;
}

/** Counted as transferred, before decoding, because Content-Length counts so. */
export interface ReceivedBytes {
  readonly receivedBytes: number;
  /** All of it came, and the content coding's end mark too. */
  readonly complete: boolean;
  readonly expectedBytes: number | null;
}

export interface HttpClient {
  /**
   * Sends one request with digest authentication: at most three wire requests, no write without a signature, nothing
   * to another origin. Rejects with a `CallError` when the request itself may not be sent; resolves in every case
   * that the network or the server brings about.
   */
  send(options: SendOptions): Promise<SendResult>;
  /** The challenge that this login last answered, for the header check; nothing is sent to find out. */
  lastChallenge(connectionKey: string): DigestChallenge | null;
  /** Forgets nonces and proofs of a login, after its credentials or address were edited. */
  forgetSession(connectionKey: string): void;
  /** Closes kept sockets. */
  close(): void;
}
