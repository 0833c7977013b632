import { parameterNames, stringEdge } from "./clean-text.ts";
import { findHeaders, readValue, type FoundHeader } from "./header-lines.ts";
import { nothingPasted, type PastedRequest } from "./pasted-request.ts";
import type { TracedText } from "./traced-text.ts";

/** With its version a request line is one wherever it stands; without, it must be all of its line. */
const requestLine = new RegExp(String.raw`\b([A-Za-z]{3,10})[ \t]+([^\s"'${stringEdge}]+)[ \t]+HTTP/\d`, "u");
const bareRequestLine = /^\s*(?:[>*$]\s*)?(GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS)[ \t]+(\/\S*|https?:\/\/\S+)\s*$/u;
const bareDigest = new RegExp(String.raw`\bDigest\s+(?=(?:${parameterNames})\*?\s*=)`, "iu");
const bareParameters = new RegExp(String.raw`(?<![\w-])(?:${parameterNames})\*?\s*=\s*"`, "iu");

interface FoundLine {
  readonly line: number;
  readonly method: string;
  readonly target: string;
}

/**
 * Reads a request out of raw lines, a log, what `curl -v` printed, a mail or JSON. Of several requests the last one
 * with an Authorization header is taken: it is the one that was refused.
 */
export function readRawText(text: TracedText): PastedRequest {
  const lines = text.split(/\n/gu);
  const requests = lines.flatMap(({ text: line }, index): FoundLine[] => {
    const [, method, target] = requestLine.exec(line) ?? bareRequestLine.exec(line) ?? [];
    return method === undefined || target === undefined ? [] : [{ line: index, method, target }];
  });
  const signed = authorizationsIn(lines);
  const authorization = signed.at(-1) ?? null;
  const request = requestOf(requests, authorization);
  const hosts = findHeaders(lines, "host").filter(({ value }) => /^[\w.:[\]-]+$/u.test(value.text));
  const named = (name: string): string | null => findHeaders(lines, name).at(-1)?.value.text ?? null;
  const method = request?.method ?? /^[A-Z]{3,7}$/u.exec(named("method") ?? "")?.[0] ?? null;
  const target = request?.target ?? /^https?:\/\/[^\s"',]+/iu.exec(named("url") ?? "")?.[0] ?? null;
  const host = hosts.find(({ line }) => line > (request?.line ?? -1)) ?? hosts.at(-1);
  if (request === null && authorization === null) return nothingPasted;
  return {
    ...nothingPasted,
    kind: method === null ? "header" : "raw",
    method,
    target,
    host: host?.value.text ?? null,
    authorization,
    challenges: findHeaders(lines, "www-authenticate").map(({ value, line }) => ({
      value: value.text,
      before: authorization !== null && line < authorization.line,
    })),
    body: request === null ? null : bodyBehind(lines, authorization?.line ?? request.line),
    useOfNonce: countUses(signed),
  };
}

function authorizationsIn(lines: readonly TracedText[]): FoundHeader[] {
  const named = findHeaders(lines, "authorization").filter(({ value }) => /^\w/u.test(value.text));
  if (named.length > 0) return named;
  return lines.flatMap((line, index): FoundHeader[] => {
    const match = bareDigest.exec(line.text);
    // Without the word Digest only a text that begins so: parameters stand in challenges and elsewhere as well.
    const start =
      match?.index ?? (index === 0 && bareParameters.test(line.text) ? line.text.search(bareParameters) : -1);
    if (start < 0 || /authenticate/iu.test(line.text.slice(0, start))) return [];
    const frame = line.text[start - 1] ?? "";
    const prefix = line.text.slice(0, start);
    const found = readValue(lines, index, start, ["'", stringEdge].includes(frame) ? frame : "", prefix);
    return /\bresponse\s*=/iu.test(found.value.text) ? [{ name: "authorization", line: index, ...found }] : [];
  });
}

/** The request line before a header, or the only ones there are after it. */
function requestOf(requests: readonly FoundLine[], authorization: FoundHeader | null): FoundLine | null {
  if (authorization === null) return requests.at(-1) ?? null;
  return requests.findLast(({ line }) => line <= authorization.line) ?? requests[0] ?? null;
}

function bodyBehind(lines: readonly TracedText[], line: number): string | null {
  const blank = lines.findIndex(({ text }, index) => index > line && text.trim() === "");
  if (blank < 0) return null;
  const body = lines
    .slice(blank + 1)
    .map(({ text }) => text)
    .join("\n");
  return body.trim() === "" ? null : body;
}

/** Told only where the first request on the nonce was pasted too. */
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
