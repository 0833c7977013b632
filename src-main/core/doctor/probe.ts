import type { Leg } from "#shared/http/exchange.ts";
import { nowhere } from "../exchanges/detect-level.ts";
import type { Outgoing, Sender } from "../exchanges/outgoing.ts";
import type { ExchangeCookies } from "../http/cookies.ts";
import type { BodySink, SendProgress, SendResult } from "../http/send-contract.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** The user ended the run: nothing was found. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

export interface ProbeOptions {
  readonly withoutCookies?: boolean;
  readonly cookies?: ExchangeCookies;
  /** The challenge is answered on a different connection from the one that brought it. */
  readonly closesEachSocket?: boolean;
  /** Receives the body; without it only heads are read. */
  readonly sink?: BodySink;
  /** Ends this request alone, when enough of its body was read. */
  readonly stop?: AbortSignal;
  readonly onLeg?: (leg: Leg) => void;
  readonly onProgress?: (progress: SendProgress) => void;
}

/** Sends one GET of a run. Throws `Cancelled`. */
export type Probe = (outgoing: Outgoing, options?: ProbeOptions) => Promise<SendResult>;

export interface ProbeParts {
  readonly sender: Sender;
  /** Counts the wire requests. */
  readonly diagnosis: Pick<Diagnosis, "wireRequests">;
  readonly runId: string;
  readonly signal: AbortSignal;
  /** Names a login session that nothing else uses: each probe begins with its own challenge. */
  readonly newSessionKey: () => string;
}

/**
 * Only heads are read unless a sink asks for more, and every probe opens a new connection: a run shows each step and
 * depends on nothing that happened before.
 */
export function createProbe({ sender, diagnosis, runId, signal, newSessionKey }: ProbeParts): Probe {
  return async (
    outgoing,
    { withoutCookies = false, closesEachSocket = false, cookies, sink, stop, onLeg, onProgress } = {},
  ) => {
    const before = diagnosis.wireRequests;
    const login = { ...outgoing.login, sessionKey: newSessionKey() };
    const result = await sender.send(
      { ...outgoing, login },
      {
        owner: runId,
        signal: stop === undefined ? signal : AbortSignal.any([signal, stop]),
        headOnly: sink === undefined,
        sink: sink ?? nowhere,
        freshSockets: true,
        withoutCookies,
        closesEachSocket,
        ...(cookies === undefined ? {} : { cookies }),
        onLeg: onLeg ?? (() => undefined),
        onProgress(progress) {
          diagnosis.wireRequests = before + progress.wireRequests;
          onProgress?.(progress);
        },
      },
    );
    if (signal.aborted) throw new Cancelled();
    return result;
  };
}
