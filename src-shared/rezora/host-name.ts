import type { UriResult } from "./uri.ts";

/** Browsers and Node have it, but `src-shared` is compiled without its types. */
const { URL } = globalThis as unknown as { readonly URL: new (text: string) => { readonly hostname: string } };

/** Scripts that are written together in one word (Unicode Technical Standard 39, "highly restrictive"). */
const together: readonly RegExp[] = [
  /^[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]*$/u,
  /^[\p{Script=Latin}\p{Script=Han}\p{Script=Hangul}]*$/u,
  /^[\p{Script=Latin}\p{Script=Han}\p{Script=Bopomofo}]*$/u,
];
const scripts: readonly (readonly [name: string, letters: RegExp])[] = [
  ["Latin", /\p{Script=Latin}/u],
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Greek", /\p{Script=Greek}/u],
  ["Armenian", /\p{Script=Armenian}/u],
  ["Hebrew", /\p{Script=Hebrew}/u],
  ["Arabic", /\p{Script=Arabic}/u],
  ["Cherokee", /\p{Script=Cherokee}/u],
  ["Georgian", /\p{Script=Georgian}/u],
  ["Han", /\p{Script=Han}/u],
  ["Hangul", /\p{Script=Hangul}/u],
];
/** A letter that belongs to one script; the sound mark ー, for one, belongs to several. */
const isOfScript = /(?!\p{Script=Common}|\p{Script=Inherited})\p{L}/u;

/**
 * The ASCII form of an international host name (UTS 46): `müller.example` is `xn--mller-kva.example`.
 *
 * Letters of different scripts can look the same, and this name decides to whom a login is shown. A label that mixes
 * scripts which nobody writes together is therefore refused; its ASCII form can still be entered.
 */
export function toAsciiHost(host: string): UriResult<string> {
  for (const label of host.normalize("NFKC").split(".")) {
    const mixed = mixedScripts(label);
    if (mixed !== null) {
      const reason = `${label} mixes ${mixed} letters, which can look alike. Write the host name in its ASCII form (xn--…) if it is meant.`;
      return { ok: false, reason };
    }
  }
  try {
    return { ok: true, value: new URL(`http://${host}`).hostname };
  } catch {
    return { ok: false, reason: `${host} is not a host name.` };
  }
}

/** `Latin and Cyrillic`, or null where the letters belong together. */
function mixedScripts(label: string): string | null {
  const letters = Array.from(label).filter((character) => isOfScript.test(character));
  if (together.some((set) => set.test(letters.join("")))) return null;
  const found = new Set(letters.map((letter) => scripts.find(([, of]) => of.test(letter))?.[0] ?? "other"));
  return found.size < 2 ? null : [...found].join(" and ");
}
