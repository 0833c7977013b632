import type { DigestDerivation } from "#shared/http/exchange.ts";
import type { DigestAlgorithm } from "./algorithm.ts";
import { spelledAlgorithmOf } from "./algorithm-spelling.ts";
import { describeDamage, type Damage } from "./challenge-damage.ts";
import { parseChallenges, type Challenge } from "./challenge-grammar.ts";
import { recoverChallenges, type RecoveredChallenge } from "./challenge-recovery.ts";
import type { WireText } from "./wire-text.ts";

type Qop = NonNullable<DigestDerivation["qop"]>;

/** A digest challenge that we can answer (RFC 7616 §3.3). */
export interface DigestChallenge {
  readonly realm: WireText;
  readonly nonce: WireText;
  /** null when the server sent none; an empty one is sent back empty. */
  readonly opaque: WireText | null;
  readonly algorithm: DigestAlgorithm;
  /** As received, because it is sent back unchanged; null when the server named none. */
  readonly algorithmName: WireText | null;
  /** null: the server offered none, so the challenge is answered as RFC 2069 requires. */
  readonly qop: Qop | null;
  readonly stale: boolean;
  /** The server wants the user name hashed (RFC 7616 §3.4.4). */
  readonly userhash: boolean;
  /** User name and password are expected in UTF-8 and normalised (RFC 7616 §4). */
  readonly utf8: boolean;
  /** The realm was received with an unescaped backslash. */
  readonly realmUnescaped?: boolean;
  /** The realm goes back as it was received, without escaping its backslash. */
  readonly realmSentRaw?: boolean;
  /** What is broken in the challenge as received, one sentence per problem; empty for a sound one. */
  readonly damage: readonly string[];
}

/** Why no challenge of a response can be used. */
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
 * come from that one. When there is none, the problem of the first Digest challenge is reported.
 *
 * The strict reading of RFC 9110 §11.6.1 comes first, and a challenge that is sound by it is used as read. The
 * recovered reading counts only where the strict one gives nothing, or where a separator or a quote became part of a
 * value.
 */
export function selectChallenge(fieldValues: readonly WireText[]): Selection {
  if (fieldValues.length === 0) return refused("no-challenge");
  const read = fieldValues
    .flatMap(parseChallenges)
    .filter(({ scheme }) => scheme === "digest")
    .map((each) => readDigestChallenge({ ...each, damage: repeatedDamage(each) }));
  const strict = read.find(({ problem }) => problem === null) ?? read[0] ?? refused("no-digest-offered");
  const recovered = fieldValues.flatMap(recoverChallenges).filter(({ scheme }) => scheme === "digest");
  if (strict.challenge !== null && !recovered.some(misleadsTheGrammar)) return strict;
  const usable = recovered.map((each) => readDigestChallenge({ ...each, malformed: each.refused }));
  const found = usable.find(({ problem }) => problem === null);
  if (found !== undefined) return found;
  return strict.challenge !== null && recovered.some(contradictsItself) ? refused("bad-challenge") : strict;
}

/** What a login is computed from or sends back. Two values of any other parameter do no harm. */
const decisive: ReadonlySet<string> = new Set([
  "realm",
  "nonce",
  "opaque",
  "algorithm",
  "qop",
  "domain",
  "stale",
  "charset",
  "userhash",
]);

/** The last value counts, as in other clients, and the choice must be reported. */
function repeatedDamage({ repeated }: Challenge): readonly Damage[] {
  return [...repeated]
    .filter(([name]) => decisive.has(name))
    .map(([name, equal]) => ({ kind: equal ? "repeated" : "repeated-differently", name, byte: null }));
}

/** Damage with which the strict reader may succeed and yet read a value that the server did not mean. */
const misleading: ReadonlySet<Damage["kind"]> = new Set([
  "separator",
  "surplus-separator",
  "list-unquoted",
  "wrong-quotes",
  "backslash",
]);

function misleadsTheGrammar({ damage }: RecoveredChallenge): boolean {
  return damage.some(({ kind }) => misleading.has(kind));
}

function contradictsItself({ damage, contradictory }: RecoveredChallenge): boolean {
  return contradictory && damage.length > 0;
}

/** What prevents reading the first Digest challenge, one sentence per problem; empty when nothing more is known. */
export function explainRefusal(fieldValues: readonly WireText[]): readonly string[] {
  const digest = fieldValues.flatMap(recoverChallenges).find(({ scheme }) => scheme === "digest");
  if (digest === undefined) return [];
  const { damage, reasons, parameters } = digest;
  // An empty realm is a valid realm; an empty nonce is not a nonce.
  const missing = [
    ...(parameters.has("realm") ? [] : ["realm"]),
    ...((parameters.get("nonce") ?? "") === "" ? ["nonce"] : []),
  ];
  return [
    ...describeDamage(damage),
    ...new Set(reasons),
    ...(reasons.length === 0 ? missing.map((name) => `There is no ${name}.`) : []),
  ];
}

interface ReadableChallenge {
  readonly parameters: ReadonlyMap<string, WireText>;
  readonly malformed: boolean;
  readonly damage?: readonly Damage[];
}

function readDigestChallenge({ parameters, malformed, damage = [] }: ReadableChallenge): Selection {
  const realm = parameters.get("realm");
  const nonce = parameters.get("nonce");
  if (malformed || realm === undefined || nonce === undefined || nonce === "") return refused("bad-challenge");
  const named = spelledAlgorithmOf(parameters.get("algorithm"));
  if (named === undefined) return refused("unsupported-algorithm");
  const offer = chooseQop(parameters.get("qop"));
  if (offer === undefined) return refused("unsupported-qop");
  const { algorithm, algorithmName } = named;
  const { qop } = offer;
  // Without qop there is no cnonce, and the A1 of -sess needs one (RFC 7616 §3.4.2).
  if (algorithm.session && qop === null) return refused("bad-challenge");
  return {
    challenge: {
      realm,
      nonce,
      opaque: parameters.get("opaque") ?? null,
      algorithm,
      algorithmName,
      qop,
      stale: parameters.get("stale")?.toLowerCase() === "true",
      userhash: parameters.get("userhash")?.toLowerCase() === "true",
      utf8: parameters.get("charset")?.toLowerCase() === "utf-8",
      ...(damage.some(({ kind }) => kind === "backslash") ? { realmUnescaped: true } : {}),
      damage: describeDamage([...damage, ...named.damage, ...offer.damage]),
    },
    problem: null,
  };
}

/** Prefers auth to auth-int; null when none is offered, undefined when only unknown ones are. */
function chooseQop(
  offer: WireText | undefined,
): { readonly qop: Qop | null; readonly damage: readonly Damage[] } | undefined {
  const wordsIn = (separator: RegExp): readonly string[] =>
    (offer ?? "")
      .toLowerCase()
      .split(separator)
      .map((word) => word.trim())
      .filter((word) => word !== "");
  const offered = wordsIn(/,/u);
  if (offered.length === 0) return { qop: null, damage: [] };
  const qop = knownQop(offered);
  if (qop !== null) return { qop, damage: [] };
  const separated = knownQop(wordsIn(/[\s,;|/'"]+/u));
  if (separated === null) return undefined;
  return { qop: separated, damage: [{ kind: "list-separator", name: "qop", byte: null }] };
}

function knownQop(words: readonly string[]): Qop | null {
  return words.includes("auth") ? "auth" : words.includes("auth-int") ? "auth-int" : null;
}

function refused(problem: ChallengeProblem): Selection {
  return { challenge: null, problem };
}
