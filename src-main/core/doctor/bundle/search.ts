import { setImmediate } from "node:timers/promises";
import type { BundleHit, BundlePart, BundleSearch, SecretKind } from "#shared/bundle.ts";
import { spelled, spellings } from "./spellings.ts";

export interface Secret {
  readonly kind: SecretKind;
  readonly text: string;
}

/** A piece of the bundle as it appears in the file. */
export interface Searched {
  readonly part: BundlePart | "file";
  readonly text: string;
}

/**
 * Searches for every secret in every spelling, in the text as it is and as a reader of JSON or of a URL would
 * decode it. Works on one secret at a time and yields to other work in between.
 */
export async function searchForSecrets(
  pieces: readonly Searched[],
  secrets: readonly Secret[],
): Promise<Omit<BundleSearch, "publicPassword">> {
  const different = [...new Map(secrets.map((secret) => [secret.text, secret])).values()];
  const read = pieces.map(({ part, text }) => ({ part, readings: readingsOf(text) }));
  const hits: BundleHit[] = [];
  for (const { kind, text } of different) {
    const wanted = [...spelled(text)];
    for (const { part, readings } of read) {
      const isThere = wanted.some((spelling) => readings.some((reading) => reading.includes(spelling)));
      if (isThere && !hits.some((hit) => hit.part === part && hit.secret === kind)) hits.push({ part, secret: kind });
    }
    await setImmediate();
  }
  // Whatever is in a part is also in the file, so it is reported only once.
  const inParts = new Set(hits.filter(({ part }) => part !== "file").map(({ secret }) => secret));
  return {
    secrets: different.length,
    spellings: spellings.length,
    kinds: [...new Set(different.map(({ kind }) => kind))],
    hits: hits.filter(({ part, secret }) => part !== "file" || !inParts.has(secret)),
  };
}

function readingsOf(text: string): string[] {
  const values = unescaped(text);
  return [...new Set([text, values, percentDecoded(values), percentDecoded(values, "latin1")])];
}

const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Undoes JSON escapes wherever they occur. */
function unescaped(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/gsu, (_, digits: string | undefined, letter: string) =>
    digits === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

function percentDecoded(text: string, charset: "utf8" | "latin1" = "utf8"): string {
  return text.replaceAll(/(?:%[0-9a-fA-F]{2})+/gu, (run) =>
    Buffer.from(run.replaceAll("%", ""), "hex").toString(charset),
  );
}
