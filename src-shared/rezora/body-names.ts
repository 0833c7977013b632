/** Every name in a JSON text, at any depth, unescaped. Reads once from left to right, even if the text is broken. */
export function namesInJson(text: string): string[] {
  const names: string[] = [];
  let start = text.indexOf('"');
  while (start !== -1) {
    const end = endOfString(text, start + 1);
    if (end === -1) break;
    if (followedByColon(text, end + 1)) names.push(unescaped(text.slice(start + 1, end)));
    start = text.indexOf('"', end + 1);
  }
  return names;
}

/** A regular expression would need as much memory again as the string, if it is full of escapes. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"') return at;
    if (character === "\\") at++;
  }
  return -1;
}

function followedByColon(text: string, from: number): boolean {
  let at = from;
  while (/\s/u.test(text[at] ?? "")) at++;
  return text[at] === ":";
}

function unescaped(written: string): string {
  return written
    .replaceAll(/\\u([\da-f]{4})/giu, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\\([^])/gu, "$1");
}

/**
 * The first name of a part of a multipart form (RFC 7578 §4.2) for which `isWanted` is true, without line folding and
 * quotes.
 */
export function nameInMultipart(body: string, isWanted: (name: string) => boolean): string | null {
  for (const [, field = ""] of body.matchAll(/^content-disposition[ \t]*:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)/gimu)) {
    for (const [, star, quoted, bare] of field.matchAll(
      /\bname(\*)?\s*=\s*(?:"([^"\\]*(?:\\[^][^"\\]*)*)"|([^\s;"]+))/giu,
    )) {
      const written = (quoted ?? bare ?? "").replaceAll(/\\([^])/gu, "$1");
      const name = percentDecoded(star === undefined ? written : written.replace(/^[^']*'[^']*'/u, ""));
      if (isWanted(name)) return name;
    }
  }
  return null;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
