import type { VerdictCode } from "#shared/doctor-names.ts";
import type { CaseFacts, Finding } from "./finding.ts";
import type { Words } from "./verdict-words.ts";

/** Verdicts for which a broken challenge matters, because other programs may have failed on it. */
const concerned: ReadonlySet<VerdictCode> = new Set([
  "valid-agent",
  "valid-company",
  "rejected",
  "rejected-without-challenge",
  "nonce-loop",
  "nonce-of-connection",
  "not-permitted",
  "wrong-level",
]);

/** Adds to a verdict what is broken in a challenge that could be read despite it. */
export function withDamage(words: Words, { code }: Finding, { challengeDamage }: CaseFacts): Words {
  if (challengeDamage.length === 0 || !concerned.has(code)) return words;
  const damage = challengeDamage.join(" ");
  return {
    ...words,
    explanation: `${words.explanation} The challenge breaks the rules of HTTP and was read all the same. ${damage}`,
    tell: `${words.tell} The server's challenge breaks the rules of HTTP: some programs cope with it, and others do not. ${damage}`,
  };
}
