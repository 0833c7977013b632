import { stringEdge } from "./string-edge.ts";

/** What a text shows of a request's method and target when it contains no request line. */
export interface FoundAddress {
  readonly method: string | null;
  readonly target: string | null;
  /** Assembled from parts that a server had decoded. */
  readonly isTargetDecoded: boolean;
}

export const knownMethods =
  "GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|TRACE|CONNECT|PROPFIND|PROPPATCH|REPORT|SEARCH|QUERY|MKCOL|COPY|MOVE|LOCK|UNLOCK";

const quote = String.raw`["'\x60${stringEdge}]`;
/** Between a name and its value, whatever language or server wrote the pair. The value may be on the next line. */
const between = String.raw`["'\x60\])*_${stringEdge}]{0,4}[ \t]*(?::|=>|=|\t|\||>)[ \t]*\n?[ \t]*[*_]{0,2}[[({]{0,2}${quote}?`;
const address = String.raw`(https?:\/\/[^\s"'<>\x60|${stringEdge}]+|\/[^\s"'<>\x60|${stringEdge}]*)`;

const key = (names: string, value: string): RegExp =>
  new RegExp(String.raw`(?<![\w-])(?:${names})${between}${value}`, "giu");

const methodKey = key(
  String.raw`request[ _.-]?method|:method|method|verb|http[_.]?method|cs-method`,
  String.raw`(${knownMethods})(?![\w-])`,
);
const wholeTargetKey = key(
  String.raw`Full request URI|request[ _.-]?ur[il]|:path|RAW_URI|UNENCODED_URL|request[ _.-]?target|originalUrl|PathAndQuery`,
  address,
);
const addressKey = key(String.raw`url|uri|href|endpoint|address`, address);
const baseKey = key(String.raw`baseURL|base_url|base_uri`, address);
const pathKey = key(String.raw`path|pathname|Request URI Path|DOCUMENT_URI`, address);
const infoKey = key("PATH_INFO", address);
const scriptKey = key("SCRIPT_NAME", String.raw`(\/[^\s"'${stringEdge}]*)`);
const queryKey = key(
  String.raw`QUERY_STRING|query_?string|Request URI Query|query|search`,
  String.raw`(\??[^\s"'{}[\](),${stringEdge}]*)`,
);
const separateQuery = new RegExp(String.raw`\b(?:params|query|qs|searchParams)${quote}?\s*[:=]\s*\{\s*[^\s}]`, "iu");

/** `fetch("…")`, `requests.get("…")`, `open("GET", "…")`, `NewRequest("GET", "…")`. */
const plainCall = new RegExp(String.raw`\b(?:fetch|Request)\(\s*[bfru]{0,2}${quote}${address}`, "gu");
const methodCall = new RegExp(
  String.raw`(?:\.|\bHttp)(get|head|post|put|delete|patch|options)(?:Async)?\(\s*[bfru]{0,2}${quote}${address}`,
  "giu",
);
const argumentCall = new RegExp(
  String.raw`\(\s*[bfru]{0,2}${quote}(${knownMethods})${quote}\s*,\s*[bfru]{0,2}${quote}${address}`,
  "gu",
);
const methodThenAddress = new RegExp(
  String.raw`(?<![\w-])(${knownMethods})["'\]:)${stringEdge}]{0,3}[ \t]+["'(${stringEdge}]?${address}`,
  "gu",
);
const addressThenMethod = new RegExp(String.raw`${address}[ \t]+(${knownMethods})(?![\w-])`, "gu");
const anyAddress = new RegExp(String.raw`https?:\/\/[^\s"'<>\x60|${stringEdge}]+`, "giu");
/** Addresses in these lines are not that of the request. */
const otherLines = /^.*\b(?:referr?er|origin|location|user-agent|proxy|x-forwarded)\b.*$/gimu;
const lonelyPath = /^\s*(\/[^\s"']*)\s*$/gmu;
const lonelyMethod = new RegExp(String.raw`^\s*(${knownMethods})\s*$`, "gmu");

/**
 * Searches a text without a request line for method and target: in pairs of names and values, in calls of libraries,
 * and finally in the only address there is.
 *
 * @param text Without the credentials, whose `uri` is the value to check.
 */
export function findAddress(text: string): FoundAddress {
  const pair = findPair(text);
  const isQueryApart = separateQuery.test(text);
  const assembled = assemble(text);
  const target =
    lastOf(text, wholeTargetKey) ??
    pair?.target ??
    relativeTo(text, lastOf(text, addressKey)) ??
    assembled ??
    (isQueryApart ? null : onlyAddress(text));
  const method = lastOf(text, methodKey)?.toUpperCase() ?? pair?.method ?? lastOf(text, lonelyMethod);
  return {
    method,
    target: target === null ? null : trimmed(target),
    isTargetDecoded: target !== null && target === assembled,
  };
}

function findPair(text: string): { readonly method: string | null; readonly target: string } | null {
  const argument = last(text, argumentCall);
  if (argument !== null) return { method: argument[1] ?? null, target: argument[2] ?? "" };
  const called = last(text, methodCall);
  if (called !== null) return { method: called[1]?.toUpperCase() ?? null, target: called[2] ?? "" };
  const plain = last(text, plainCall);
  // A call without a method is a GET (Fetch standard, §5.4).
  if (plain !== null) return { method: "GET", target: plain[1] ?? "" };
  const before = last(text, methodThenAddress);
  if (before !== null) return { method: before[1] ?? null, target: before[2] ?? "" };
  const after = last(text, addressThenMethod);
  return after === null ? null : { method: after[2] ?? null, target: after[1] ?? "" };
}

/** An address that belongs to a base, or whose query is kept separately, is known only together with it. */
function relativeTo(text: string, found: string | null): string | null {
  if (found === null) return null;
  if (!found.includes("?") && separateQuery.test(text)) return null;
  const base = lastOf(text, baseKey);
  return base === null || !found.startsWith("/") ? found : `${trimmed(base).replace(/\/$/u, "")}${found}`;
}

/** Joins path and query when they are kept separately; a path alone may have lost its query. */
function assemble(text: string): string | null {
  const path = lastOf(text, pathKey);
  if (path?.includes("?") === true) return path;
  const script = lastOf(text, scriptKey) ?? "";
  const info = lastOf(text, infoKey);
  const isProgram = /\.(?:php\d?|f?cgi|pl|py|rb|aspx?|jsp)$/u.test(script);
  const joined = `${isProgram ? "" : script}${info ?? ""}`;
  const whole = joined === "" ? path : joined;
  const query = lastOf(text, queryKey);
  if (whole === null || query === null || separateQuery.test(text)) return null;
  const bare = trimmed(query).replace(/^\?/u, "");
  return bare === "" ? trimmed(whole) : `${trimmed(whole)}?${bare}`;
}

function onlyAddress(text: string): string | null {
  const rest = text.replaceAll(otherLines, "");
  const found = [...new Set(Array.from(rest.matchAll(anyAddress), ([one]) => trimmed(one)))];
  const [only] = found;
  if (only !== undefined) return found.length === 1 ? only : null;
  const paths = Array.from(rest.matchAll(lonelyPath), ([, path = ""]) => path);
  return paths.length === 1 ? (paths[0] ?? null) : null;
}

function last(text: string, pattern: RegExp): RegExpExecArray | null {
  return Array.from(text.matchAll(pattern)).at(-1) ?? null;
}

function lastOf(text: string, pattern: RegExp): string | null {
  return last(text, pattern)?.[1] ?? null;
}

/** Removes what the surrounding text added: separators, and brackets that the address itself does not open. */
function trimmed(found: string): string {
  let text = found;
  for (;;) {
    const end = text.at(-1) ?? "";
    const opening = { ")": "(", "]": "[", "}": "{" }[end];
    const isForeign = opening === undefined ? /[,;…]/u.test(end) : !text.includes(opening);
    if (end === "" || !isForeign) return text;
    text = text.slice(0, -1);
  }
}
