import { classifyName } from "./field-names.ts";
import { nothingPasted, type PastedHeader, type PastedRequest } from "./pasted-request.ts";
import { shellOf, shellWords } from "./shell-words.ts";
import type { TracedText } from "./traced-text.ts";
import { isCutShort } from "./value-end.ts";

/** Short options of curl that take a value (curl 8, `curl --help all`). */
const shortWithValue = "AbcCdDeEFhHKmoPQrtTuUwxXyYz";
/** Long options without a value: any other long option is taken to have one, unless an address follows. */
const longWithout = new Set(
  `anyauth append basic compressed compressed-ssh create-dirs digest disable fail fail-early fail-with-body false-start
   get globoff head http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3 include insecure ipv4 ipv6 list-only
   location location-trusted negotiate netrc netrc-optional next no-alpn no-buffer no-keepalive no-progress-meter
   no-sessionid ntlm parallel path-as-is post301 post302 post303 progress-bar proxytunnel raw remote-header-name
   remote-name remote-name-all remote-time show-error show-headers silent ssl ssl-reqd styled-output tcp-fastopen
   tcp-nodelay tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-ids trace-time use-ascii verbose`
    .split(/\s+/u)
    .filter((name) => name !== ""),
);

const longNames: Readonly<Record<string, string>> = {
  A: "user-agent",
  d: "data",
  F: "form",
  G: "get",
  H: "header",
  I: "head",
  T: "upload-file",
  u: "user",
  X: "request",
};

interface Option {
  readonly name: string;
  readonly value: TracedText | null;
}

/** Reads a cURL command as users copy it from a terminal, a browser or a mail. Never throws. */
export function readCurlCommand(command: TracedText): PastedRequest {
  const text = straightened(command);
  const words = shellWords(text, shellOf(text.text));
  const start = words.findIndex((word) => /(?:^|[/\\])curl(?:\.exe)?$/u.test(word.text));
  const { options, addresses } = sortWords(words.slice(start + 1));

  const values = (name: string) => options.flatMap((option) => (option.name === name ? [option.value] : []));
  const last = (name: string): string | null => values(name).at(-1)?.text ?? null;
  const has = (...names: readonly string[]): boolean => options.some(({ name }) => names.includes(name));

  const headers = values("header").flatMap((value) => (value === null ? [] : [headerOf(value)]));
  const header = (name: string): PastedHeader | undefined => headers.findLast((one) => one.name.toLowerCase() === name);
  const body = bodyOf(options);
  const asQuery = has("get") && body !== null;
  const address = last("url") ?? addresses.at(-1) ?? null;
  const user = last("user");
  const colon = user?.indexOf(":") ?? -1;

  return {
    ...nothingPasted,
    kind: "curl",
    method:
      last("request") ??
      (has("head") ? "HEAD" : has("upload-file") ? "PUT" : body !== null && !asQuery ? "POST" : "GET"),
    target: address === null || !asQuery ? address : `${address}${address.includes("?") ? "&" : "?"}${body}`,
    host: header("host")?.value.text.trim() ?? null,
    ...credentialsIn(headers),
    body: asQuery ? null : body,
    login:
      user === null
        ? null
        : colon < 0
          ? { userName: user, password: null }
          : { userName: user.slice(0, colon), password: user.slice(colon + 1) },
    asksDigest: has("digest", "anyauth"),
  };
}

/** Dashes and quotes that a word processor substituted for the typed ones. */
function straightened(command: TracedText): TracedText {
  return command
    .replace(/(?<=\s)[–—]{1,2}(?=([A-Za-z])([\s"'“‘]?))/gu, ([, , afterLetter]) => (afterLetter === "" ? "--" : "-"))
    .replace(/(?<=\s)‘|’(?=\s|$)/gu, () => "'")
    .replace(/(?<=\s)[“”]|[“”](?=\s|$)/gu, () => '"');
}

function sortWords(words: readonly TracedText[]): { options: readonly Option[]; addresses: readonly string[] } {
  const options: Option[] = [];
  const addresses: string[] = [];
  const waiting = [...words];
  const take = (): TracedText | null => waiting.shift() ?? null;
  for (let word = take(); word !== null; word = take()) {
    const { text } = word;
    if (/^(?:[|;&]|&&|\|\||\d?>.*)$/u.test(text)) break;
    if (text.startsWith("--")) {
      const equals = text.indexOf("=");
      const name = equals < 0 ? text.slice(2) : text.slice(2, equals);
      if (equals >= 0) options.push({ name, value: word.slice(equals + 1) });
      else options.push({ name, value: takesNext(name, waiting[0]) ? take() : null });
    } else if (text.startsWith("-") && text.length > 1) {
      // `-sSXPOST`: letters without a value, then one whose value is the rest of the word or the next word.
      const at = Array.from(text).findIndex((letter, index) => index > 0 && shortWithValue.includes(letter));
      const flags = at < 0 ? text.slice(1) : text.slice(1, at);
      for (const flag of flags) options.push({ name: longNames[flag] ?? flag, value: null });
      const letter = at < 0 ? undefined : text[at];
      if (letter !== undefined) {
        const value = at + 1 < text.length ? word.slice(at + 1) : take();
        options.push({ name: longNames[letter] ?? letter, value });
      }
    } else addresses.push(text);
  }
  return { options, addresses };
}

/** An unknown option has a value, unless what follows is more likely the address of the request. */
function takesNext(name: string, next: TracedText | undefined): boolean {
  if (longWithout.has(name)) return false;
  return ["url", "proxy", "referer"].includes(name) || !/^(?:https?:\/\/|\/)/iu.test(next?.text ?? "");
}

/** The header with the credentials, whatever name a command gives it. */
function credentialsIn(
  headers: readonly PastedHeader[],
): Pick<PastedRequest, "authorization" | "fieldName" | "fieldCount" | "isCut"> {
  const named = headers.filter(({ name }) => name.toLowerCase() === "authorization");
  const isDigest = ({ value }: PastedHeader): boolean => /^digest\b/iu.test(value.text);
  const other = headers.findLast((one) => isDigest(one) && classifyName(one.name, one.name) !== "unseen");
  const authorization = named.findLast(isDigest) ?? named.at(-1) ?? other ?? null;
  const fieldName =
    authorization === null || named.length > 0 ? "authorization" : classifyName(authorization.name, authorization.name);
  return {
    authorization,
    fieldName,
    fieldCount: Math.max(1, named.length),
    isCut: authorization !== null && isCutShort(authorization.value.text),
  };
}

function headerOf(line: TracedText): PastedHeader {
  const colon = line.text.indexOf(":");
  const name = colon < 0 ? line.text : line.text.slice(0, colon);
  return {
    name: name.trim(),
    value: line.slice(colon < 0 ? line.length : colon + 1).trim(),
    foldedLines: 1,
    isOnOneLine: true,
    isFoldUnsure: false,
    otherReading: null,
  };
}

/** Several `-d` options are joined with `&`. The body of one that names a file is not available. */
function bodyOf(options: readonly Option[]): string | null {
  const pieces = options.flatMap(({ name, value }) => {
    if (value === null) return [];
    if (name === "data-urlencode") return [urlEncoded(value.text)];
    return ["data", "data-raw", "data-binary", "data-ascii", "json"].includes(name) ? [value.text] : [];
  });
  return pieces.length === 0 ? null : pieces.join("&");
}

/** `name=text to encode`, `=text` or `text`. */
function urlEncoded(text: string): string {
  const equals = text.indexOf("=");
  const name = equals <= 0 ? "" : text.slice(0, equals + 1);
  return name + encodeURIComponent(text.slice(equals + 1).replaceAll(/\p{Surrogate}/gu, "\ufffd"));
}
