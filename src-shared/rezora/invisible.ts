import { codeOf, nameOf } from "../invisible-names.ts";

/** Control and format characters, odd spaces, and letters that are drawn as nothing. The ordinary space is excluded. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;
const maxContext = 24;

/**
 * One sentence about the first invisible character of an address, or null. Text copied from a page or a document often
 * contains invisible characters.
 */
export function describeInvisible(text: string): string | null {
  const found = invisible.exec(text);
  if (found === null) return null;
  const code = found[0].codePointAt(0) ?? 0;
  const before = Array.from(text.slice(0, found.index));
  const context = before.length > maxContext ? `…${before.slice(-maxContext).join("")}` : before.join("");
  const place = before.length === 0 ? "at the beginning" : `after “${context}”`;
  const name = `${nameOf(code)} (${codeOf(code)})`;
  return `There is an invisible character ${place}: ${name}, character ${before.length + 1}. Delete it.`;
}
