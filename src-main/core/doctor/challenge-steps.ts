import { amountInWords, listInWords } from "#shared/amounts.ts";
import type { Leg } from "#shared/http/exchange.ts";
import { headerValues } from "#shared/http/headers.ts";
import { parseChallenges } from "../digest/challenge-grammar.ts";
import { explainRefusal, selectChallenge, type DigestChallenge } from "../digest/challenge-selection.ts";
import { fromWire, toWire } from "../digest/wire-text.ts";
import { legEvidence } from "./evidence.ts";
import { finding, type Finding } from "./finding.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { schemeName, shownValue } from "./shown-value.ts";

const firstLeg = { number: 1, of: 2 } as const;

/** The steps of the challenge: it is offered, it is parsed, and it can be answered. null: it can be answered. */
export function checkChallenge(diagnosis: Diagnosis, leg: Leg): Finding | null {
  const fields = headerValues(leg.responseHeaders, "www-authenticate").map(toWire);
  const evidence = legEvidence(leg, { ...firstLeg, received: ["www-authenticate"] });
  const bare = legEvidence(leg, { ...firstLeg, received: ["start"] });
  const challenges = fields.flatMap(parseChallenges);
  const { challenge, problem } = selectChallenge(fields);
  if (problem === "no-challenge") {
    diagnosis.failed("challenge", { sentence: "A 401 without WWW-Authenticate", ms: null, evidence: bare });
    return finding("no-challenge", 401);
  }
  if (problem === "no-digest-offered") {
    const names = [...new Set(challenges.map(({ scheme }) => schemeName(scheme)))];
    const schemes = listInWords(names);
    const are = names.length === 1 ? "is" : "are";
    const sentence = schemes === "" ? "No login that can be read" : `Only ${schemes} ${are} offered, no Digest`;
    diagnosis.failed("challenge", { sentence, ms: null, evidence });
    return finding("basic-only", 401, schemes);
  }
  const digests = challenges.filter(({ scheme }) => scheme === "digest");
  const realm = fromWire((challenge?.realm ?? digests[0]?.parameters.get("realm")) || "");
  const count = digests.length <= 1 ? "One challenge" : amountInWords(digests.length, "challenge");
  const named = realm.trim() === "" ? "with an empty realm" : `realm “${shownValue(realm)}”`;
  diagnosis.done("challenge", { sentence: `${count}, ${named}`, ms: null, evidence });

  if (problem === "bad-challenge") {
    diagnosis.failed("parsed", { sentence: "The challenge breaks the rules of its grammar", ms: null, evidence });
    return finding("malformed-challenge", 401, explainRefusal(fields).join(" "));
  }
  const damage = leg.challengeDamage ?? [];
  const names = [...(digests[0]?.parameters.keys() ?? [])];
  const sentence =
    damage.length === 0
      ? `${amountInWords(names.length, "parameter")}, no errors`
      : `Broken, and read all the same: ${damage.join(" ").replace(/\.$/u, "")}`;
  diagnosis.done("parsed", { sentence, ms: null, evidence });
  const asked = (name: string): string => fromWire(digests[0]?.parameters.get(name) ?? "");
  if (problem === "unsupported-algorithm") {
    const named = shownValue(asked("algorithm"));
    const unknown = named === "" ? "The algorithm is empty" : `The algorithm ${named} is not known`;
    diagnosis.failed("algorithm", { sentence: unknown, ms: null, evidence });
    return finding("unsupported-algorithm", 401, asked("algorithm"));
  }
  if (problem === "unsupported-qop") {
    diagnosis.failed("algorithm", { sentence: `qop ${shownValue(asked("qop"))} is not known`, ms: null, evidence });
    return finding("unsupported-qop", 401, asked("qop"));
  }
  if (challenge !== null) diagnosis.done("algorithm", { sentence: methodOf(challenge), ms: null, evidence });
  return null;
}

function methodOf({ algorithm, qop }: DigestChallenge): string {
  const hash = algorithm.session ? `${algorithm.hash}-sess` : algorithm.hash;
  return qop === null ? `${hash}, no qop, as in RFC 2069` : `${hash}, qop ${qop}`;
}
