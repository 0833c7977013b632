import { bundlePartTitles, type BundleHit, type BundleSearch, type SecretKind } from "#shared/bundle.ts";
import { formatAmount, formatCount } from "../response/format.ts";

const secretWords: Readonly<Record<SecretKind, string>> = {
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

/** What was looked for, or where something was found; never what. */
export function searchSentence({ kinds, publicPassword, hits }: BundleSearch): string {
  if (hits.length > 0) return `${hits.map(hitSentence).join(" ")} Leave the part out, or take the secret out of it.`;
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

function hitSentence({ part, secret }: BundleHit): string {
  const place = part === "file" ? "The file itself" : `“${bundlePartTitles[part]}”`;
  return `${place} holds ${secretWords[secret]}.`;
}

/** `rezora-support-2026-11-26-1030.json`: a name that tells nothing of the customer. */
export function bundleName(now: number): string {
  const [day, time = ""] = new Date(now).toISOString().split("T");
  return `rezora-support-${day}-${time.slice(0, 5).replace(":", "")}.json`;
}
