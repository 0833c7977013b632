import {
  bundlePartNames,
  bundlePartTitles,
  type BundleHit,
  type BundlePart,
  type BundleSearch,
  type SecretKind,
} from "#shared/bundle.ts";
import { formatAmount, formatCount } from "../response/format.ts";

export const secretWords: Readonly<Record<SecretKind, string>> = {
  password: "the password",
  HA1: "an HA1",
  response: "a live response",
  "session id": "a session id",
  "server proof": "a server’s proof (rspauth)",
};

/** The result of the search in one line. */
export function searchTitle({ secrets, spellings, hits }: BundleSearch): string {
  const searched = `Searched for ${formatAmount(secrets, "secret")} in ${formatCount(spellings)} spellings`;
  return `${searched}: ${hits.length === 0 ? "none found" : "found, so it cannot be saved"}`;
}

/** What was searched for, or where something was found; never the secret. */
export function searchSentence({ kinds, publicPassword, hits }: BundleSearch): string {
  if (hits.length > 0) return hits.some(({ secret }) => secret === "password") ? passwordFound : secretFound;
  const looked = kinds.length === 0 ? "" : `Looked for: ${kinds.map((kind) => pluralWords[kind]).join(", ")}.`;
  const known = publicPassword ? "The practice password is public and was not looked for." : "";
  return [looked, known].filter((sentence) => sentence !== "").join(" ");
}

const pluralWords: Readonly<Record<SecretKind, string>> = {
  password: "password",
  HA1: "HA1",
  response: "live responses",
  "session id": "session ids",
  "server proof": "server proofs",
};

const secretFound = "Leave out the parts that hold it, or take the secret out of them. Then it is searched again.";
/** Naming the word would reveal the password to anyone who sees the screen. */
const passwordFound =
  "A password that is part of the user name, or of another word, is found in it as well. Leave out the parts that hold it; what is left is searched again.";

/** The parts that contain a secret, in order. */
export function heldParts({ hits }: Pick<BundleSearch, "hits">): readonly BundlePart[] {
  return bundlePartNames.filter((name) => hits.some(({ part }) => part === name));
}

/** A secret occurs in text that all bundles have: headings, and names of the format. */
export function holdsInHeadings({ hits }: Pick<BundleSearch, "hits">): boolean {
  return hits.some(({ part }) => part === "file");
}

/** `“Handshake” holds the password and an HA1.` */
export function heldWords({ hits }: Pick<BundleSearch, "hits">, of: BundleHit["part"]): string {
  const what = hits.filter(({ part }) => part === of).map(({ secret }) => secretWords[secret]);
  const where = of === "file" ? "The file itself, in its headings or across its parts," : `“${bundlePartTitles[of]}”`;
  return `${where} ${of === "file" ? "has" : "holds"} ${what.join(" and ")}.`;
}

/** `rezora-support-2026-11-26-1030.json`: a name that reveals nothing about the customer. */
export function bundleName(now: number, isBare = false): string {
  const [day = "", time = ""] = new Date(now).toISOString().split("T");
  const at = `${day}-${time.slice(0, 5).replace(":", "")}`;
  // Without the fixed words of the file, its name has none of them either.
  return isBare ? `${at}.txt` : `rezora-support-${at}.json`;
}
