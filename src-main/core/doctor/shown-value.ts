/** The maximum length of a shown value; the evidence has all of it. */
const maxShown = 200;

/** What a server sent, for use in a sentence: on one line, not too long, and without backticks, which mark code. */
export function shownValue(value: string): string {
  const line = value.replaceAll(/\s+/gu, " ").replaceAll("`", "'").trim();
  return line.length > maxShown ? `${line.slice(0, maxShown)}…` : line;
}

/** Marked as code, or in words when there is nothing to show. */
export function codeOf(value: string, otherwise: string): string {
  const shown = shownValue(value);
  return shown === "" ? otherwise : `\`${shown}\``;
}

/** An authentication scheme as it is usually spelled. */
export function schemeName(scheme: string): string {
  const shown = shownValue(scheme);
  return /^ntlm$/iu.test(shown) ? "NTLM" : shown.charAt(0).toUpperCase() + shown.slice(1);
}
