/** Letters of other alphabets that look like Latin ones, and invisible characters. */
const lookAlike = /[\u0370-\u03ff\u0400-\u052f\uff01-\uff5e]/u;
const unseen = /[\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]/u;
const typographic = /[\u2018-\u201f\u2013\u2014]/u;

/**
 * What looks odd about a user name or a password. Says where to look and reveals nothing of the text; nothing is ever
 * tried at the server.
 */
export function suspicionsOf(what: "user name" | "password", text: string): string[] {
  const found: string[] = [];
  const atEnds = [
    ["begins", text.at(0) ?? ""],
    ["ends", text.at(-1) ?? ""],
  ] as const;
  for (const [verb, character] of atEnds) {
    if (/\s/u.test(character)) found.push(`The ${what} ${verb} with a space.`);
    else if (unseen.test(character)) found.push(`The ${what} ${verb} with a character that cannot be seen.`);
  }
  if (unseen.test(text.slice(1, -1)))
    found.push(`The ${what} holds a character that cannot be seen, such as a no-break space.`);
  if (typographic.test(text)) found.push(`The ${what} holds a curly quote or a long dash, as word processors put in.`);
  if (lookAlike.test(text)) {
    found.push(`The ${what} holds a letter of another alphabet that can look like a Latin one.`);
  } else if (beyondAscii(text)) {
    found.push(`The ${what} holds a letter outside ASCII: client and server must both use UTF-8.`);
  }
  // In the Authorization header both are escaped (RFC 9110 §5.6.4), which the sample of the PHP manual does not undo.
  if (what === "user name" && /["\\]/u.test(text)) {
    const which = text.includes("\\") ? "a backslash" : "a quotation mark";
    found.push(
      `The user name contains ${which}. HTTP requires it to be escaped in the header, and many servers do not undo that.`,
    );
  }
  if (capsLock(text)) found.push(`The ${what} is written as with Caps Lock on.`);
  return found;
}

function beyondAscii(text: string): boolean {
  return /[\u0080-\u{10ffff}]/u.test(
    text.replaceAll(new RegExp(unseen, "gu"), "").replaceAll(new RegExp(typographic, "gu"), ""),
  );
}

/** `pASSWORD`: the first letter small and all others capital, or only capital letters, at least three. */
function capsLock(text: string): boolean {
  const letters = text.replaceAll(/[^\p{L}]/gu, "");
  const rest = letters.slice(1);
  return letters.length >= 3 && rest === rest.toUpperCase() && rest !== rest.toLowerCase();
}
