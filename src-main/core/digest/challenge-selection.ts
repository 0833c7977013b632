import type { DigestDerivation } from "#shared/http/exchange.ts";
import { algorithmOf, type DigestAlgorithm } from "./algorithm.ts";
import { parseChallenges, type Challenge } from "./challenge-grammar.ts";
import type { WireText } from "./wire-text.ts";

type Qop = NonNullable<DigestDerivation["qop"]>;

/** A digest challenge that we can answer (RFC 7616 §3.3). */
export interface DigestChallenge {
  readonly realm: WireText;
  readonly nonce: WireText;
  /** null when the server sent none; an empty one is sent back empty. */
  readonly opaque: WireText | null;
  readonly algorithm: DigestAlgorithm;
  /** As received, because it is sent back so; null when the server named none. */
  readonly algorithmName: WireText | null;
  /** null: the server offered none, so it is answered as RFC 2069 has it. */
  readonly qop: Qop | null;
  readonly stale: boolean;
  /** The server wants the user name hashed (RFC 7616 §3.4.4). */
  readonly userhash: boolean;
}

/** Why no challenge of an answer can be used. */
export type ChallengeProblem =
  | "no-challenge"
  | "no-digest-offered"
  | "bad-challenge"
  | "unsupported-algorithm"
  | "unsupported-qop";

export type Selection =
  | { readonly challenge: DigestChallenge; readonly problem: null }
  | { readonly challenge: null; readonly problem: ChallengeProblem };

/**
 * The first challenge in header order that we can answer (RFC 7616 §3.7): nonce, opaque, qop and algorithm all come
 * from that one. When there is none, the problem of the first Digest challenge is named.
 */
export function selectChallenge(fieldValues: readonly WireText[]): Selection {
  if (fieldValues.length === 0) return refused("no-challenge");
  const read = fieldValues
    .flatMap(parseChallenges)
    .filter(({ scheme }) => scheme === "digest")
    .map(readDigestChallenge);
  return read.find(({ problem }) => problem === null) ?? read[0] ?? refused("no-digest-offered");
}

function readDigestChallenge({ parameters, malformed }: Challenge): Selection {
  const realm = parameters.get("realm");
  const nonce = parameters.get("nonce");
  if (malformed || realm === undefined || nonce === undefined || nonce === "") return refused("bad-challenge");
  const algorithmName = parameters.get("algorithm");
  const algorithm = algorithmOf(algorithmName);
  if (algorithm === undefined) return refused("unsupported-algorithm");
  const qop = chooseQop(parameters.get("qop"));
  if (qop === undefined) return refused("unsupported-qop");
  // Without qop there is no cnonce, and the A1 of -sess needs one (RFC 7616 §3.4.2).
  if (algorithm.session && qop === null) return refused("bad-challenge");
  return {
    challenge: {
      realm,
      nonce,
      opaque: parameters.get("opaque") ?? null,
      algorithm,
      algorithmName: algorithmName ?? null,
      qop,
      stale: parameters.get("stale")?.toLowerCase() === "true",
      userhash: parameters.get("userhash")?.toLowerCase() === "true",
    },
    problem: null,
  };
}

/** auth before auth-int; null when none is offered, undefined when only unknown ones are. */
function chooseQop(offer: WireText | undefined): Qop | null | undefined {
  const offered = (offer ?? "")
    .toLowerCase()
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  if (offered.length === 0) return null;
  return offered.includes("auth") ? "auth" : offered.includes("auth-int") ? "auth-int" : undefined;
}

function refused(problem: ChallengeProblem): Selection {
  return { challenge: null, problem };
}
