import { findAddress, knownMethods } from "./find-address.ts";
import { findAuthorization } from "./find-authorization.ts";
import { findHeaders, type FoundHeader } from "./header-lines.ts";
import { nothingPasted, type PastedRequest } from "./pasted-request.ts";
import { stringEdge } from "./string-edge.ts";
import type { TracedText } from "./traced-text.ts";

/** With its version, a request line is recognised anywhere; without it, it must fill its whole line. */
const requestLine = new RegExp(
  String.raw`([A-Za-z]{3,10})[ \t]+([^\s"'${stringEdge}]+)[ \t]+(?:HTTP/\d|http/\d|h2\b)`,
  "u",
);
/** Fills its whole line, so quotes in it are its own. */
const wholeRequestLine = /^\s*(?:[>*$]\s*)?([A-Za-z]{3,10})[ \t]+(\S+)[ \t]+HTTP\/\d\S*\s*$/u;
const bareRequestLine = new RegExp(
  String.raw`^\s*(?:[>*$]\s*|[-=]+>\s*)?(${knownMethods})[ \t]+(\/\S*|https?:\/\/\S+)\s*$`,
  "u",
);
const isKnownMethod = new RegExp(String.raw`^(?:${knownMethods})$`, "u");
/** A packet dump shows whatever bytes precede the method. */
const methodAtEnd = new RegExp(String.raw`(?:${knownMethods})$`, "u");

interface FoundLine {
  readonly line: number;
  readonly method: string;
  readonly target: string;
}

/**
 * Reads a request from raw lines, a log, the output of `curl -v`, a mail or JSON. Of several requests the last one
 * with an Authorization header is used: it is the one that was refused.
 */
export function readRawText(text: TracedText): PastedRequest {
  const lines = text.split(/\n/gu);
  const requests = lines.flatMap(({ text: line }, index) => requestIn(line, index));
  const signed = findAuthorization(lines);
  const signedLine = signed?.line ?? null;
  const all = signed?.all ?? [];
  const request = requestOf(requests, signedLine);
  const challenges = findHeaders(lines, "www-authenticate").filter(
    ({ value }) => !all.some((each) => each.value.text === value.text),
  );
  const found = findAddress(withoutValues(text.text, [...all, ...challenges]));
  const hosts = findHeaders(lines, "(?:HTTP_)?HOST|:authority").flatMap(({ value, line }) => {
    const [name] = /^[\w.:[\]-]*\w/u.exec(value.text) ?? [];
    return name === undefined || /\s\S/u.test(value.text) ? [] : [{ name, line }];
  });
  const method = request?.method ?? found.method;
  const target = request?.target ?? found.target;
  const host = hosts.find(({ line }) => line > (request?.line ?? -1)) ?? hosts.at(-1);
  if (request === null && signed === null) return nothingPasted;
  return {
    ...nothingPasted,
    ...signed?.field,
    kind: method === null && target === null ? "header" : "raw",
    method,
    target,
    isTargetDecoded: request === null && found.isTargetDecoded,
    host: host?.name ?? null,
    challenges: challenges.map(({ value, line }) => ({
      value: value.text.replace(/[\]})>;\s]+$/u, ""),
      before: signedLine !== null && line < signedLine,
    })),
    body: request === null ? null : bodyAfter(lines, signedLine ?? request.line),
    useOfNonce: countUses(all),
  };
}

function requestIn(line: string, index: number): FoundLine[] {
  const versioned = wholeRequestLine.exec(line) ?? requestLine.exec(line);
  const [, word, target] = versioned ?? bareRequestLine.exec(line) ?? [];
  if (word === undefined || target === undefined) return [];
  const isJunkBefore = versioned !== null && !/^[\s>"'*$-]*$/u.test(line.slice(0, versioned.index));
  const method = isJunkBefore && !isKnownMethod.test(word) ? (methodAtEnd.exec(word)?.[0] ?? word) : word;
  // Words before the name of a protocol, as in `server accepted http/1.1`.
  if (!isKnownMethod.test(method) && !/^(?:\/|https?:\/\/|\*$)/iu.test(target)) return [];
  return [{ line: index, method, target }];
}

/** The request line before a header, or the only ones after it. */
function requestOf(requests: readonly FoundLine[], signedLine: number | null): FoundLine | null {
  if (signedLine === null) return requests.at(-1) ?? null;
  return requests.findLast(({ line }) => line <= signedLine) ?? requests[0] ?? null;
}

/** The text without headers that contain addresses themselves. */
function withoutValues(text: string, headers: readonly FoundHeader[]): string {
  return headers.reduce((rest, { value }) => {
    const isOnOneLine = value.text !== "" && rest.includes(value.text);
    return isOnOneLine ? rest.replaceAll(value.text, " ") : rest.replaceAll(/(?<=[\s,;])uri\s*=\s*"[^"\n]*"/giu, " ");
  }, text);
}

function bodyAfter(lines: readonly TracedText[], line: number): string | null {
  const blank = lines.findIndex(({ text }, index) => index > line && text.trim() === "");
  if (blank < 0) return null;
  const body = lines
    .slice(blank + 1)
    .map(({ text }) => text)
    .join("\n");
  return body.trim() === "" ? null : body;
}

/** Known only when the first request on the nonce was pasted too. */
function countUses(signed: readonly FoundHeader[]): number | null {
  const of = (header: FoundHeader, name: string): string | undefined =>
    new RegExp(String.raw`(?<![\w-])${name}\s*=\s*"?([^",\s]+)`, "iu").exec(header.value.text)?.[1];
  const last = signed.at(-1);
  const nonce = last === undefined ? undefined : of(last, "nonce");
  if (nonce === undefined) return null;
  const uses = signed.filter((header) => of(header, "nonce") === nonce);
  const first = uses[0];
  return uses.length > 1 && first !== undefined && /^0*1$/u.test(of(first, "nc") ?? "") ? uses.length : null;
}
