/** The five entities every XML document has; others are never looked up. */
const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The character of a reference such as `amp` or `#x41`; null when XML 1.0 does not define it. */
export function xmlReference(name: string): string | null {
  const character = Object.hasOwn(named, name) ? named[name] : undefined;
  if (character !== undefined) return character;
  const digits = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name);
  if (digits === null) return null;
  const code = digits[1] === undefined ? Number.parseInt(digits[2] ?? "", 10) : Number.parseInt(digits[1], 16);
  return isXmlCharacter(code) ? String.fromCodePoint(code) : null;
}

/** XML 1.0, production Char. */
function isXmlCharacter(code: number): boolean {
  if (code < 32) return code === 9 || code === 10 || code === 13;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

/** The text of an element that holds text and CDATA only: references resolved, line endings as in XML 1.0 §2.11. */
export function xmlContentText(source: string): string {
  const text = source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
  if (!text.includes("&") && !text.includes("<")) return text;
  return text.replace(
    /<!\[CDATA\[([\s\S]*?)\]\]>|&([^;&<]{1,64});/g,
    (whole: string, cdata: string | undefined, name: string | undefined) =>
      cdata ?? (name === undefined ? whole : (xmlReference(name) ?? whole)),
  );
}

const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
/** Whether XML 1.0 can hold every character of a text. */
export function isWritableXml(text: string): boolean {
  return text.search(unwritable) < 0;
}

const replaced: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };

/** Whether a text has characters that XML 1.0 cannot hold. */
export function hasUnwritable(text: string): boolean {
  return text.search(unwritable) >= 0;
}

/** Text as element content. What XML 1.0 cannot hold becomes U+FFFD; the "nothing altered" check then says so. */
export function escapeXmlText(text: string): string {
  return text.replace(unwritable, "\u{fffd}").replace(/[&<>\r]/g, (character) => replaced[character] ?? character);
}

const firstOfName =
  /^[^:A-Z_a-z\u{c0}-\u{d6}\u{d8}-\u{f6}\u{f8}-\u{2ff}\u{370}-\u{37d}\u{37f}-\u{1fff}\u{3001}-\u{d7ff}]/u;

/**
 * The element name of each field of a table, by its own name. Fields of different names stay apart: where two would be
 * named the same, the one that XML had to change gets a number.
 */
export function xmlNames(keys: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map(keys.filter((key) => xmlName(key) === key).map((key) => [key, key]));
  const taken = new Set(names.values());
  for (const key of keys) {
    if (names.has(key)) continue;
    const wanted = xmlName(key);
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`;
    taken.add(name);
    names.set(key, name);
  }
  return names;
}

/** A field name as an element name; what a name may not hold becomes an underscore. */
export function xmlName(key: string): string {
  const name = key.replace(
    /[^-.:0-9A-Z_a-z\u{b7}\u{c0}-\u{d6}\u{d8}-\u{f6}\u{f8}-\u{2ff}\u{370}-\u{37d}\u{37f}-\u{1fff}\u{3001}-\u{d7ff}]/gu,
    "_",
  );
  return name === "" || firstOfName.test(name) ? `_${name}` : name;
}
