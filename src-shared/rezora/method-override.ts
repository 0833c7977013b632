import type { RequestSpec } from "../http/exchange.ts";
import { nameInMultipart, namesInJson } from "./body-names.ts";

/**
 * Header fields by which frameworks let a request count as one of another method, without the separators between their
 * words: a server may treat hyphens, underscores and dots alike (RFC 3875 §4.1.18).
 */
const overrideField =
  /^(?:x?(?:http)?(?:method|verb)override|x?override(?:http)?(?:method|verb)|xhttp(?:method|verb)(?:name)?|xoriginal(?:http)?method)$/u;

/** The same as a parameter, in a query or in a body: `_method`, and the spellings that servers read as `_method`. */
const overrideParameter = /^[_$]+(?:http_?|original_?|request_?)?method(?:_?override)?$/u;
/** Names that only a method override has; data may have a name like `payment_method_override`. */
const overrideInData = /^xhttpmethod(?:override)?$/u;

type OverridingParts = Pick<RequestSpec, "designator" | "headers" | "body"> & Partial<Pick<RequestSpec, "contentType">>;

/**
 * The part of a request that may make a server execute another method than the one it names:
 * `X-HTTP-Method-Override`, or a parameter `_method` in its query or body. null when there is none. With it, a request
 * would bypass the write lock of a connection, and Review.
 */
export function methodOverrideOf({ designator, headers, body, contentType }: OverridingParts): string | null {
  const field = headers.find(([name]) => isOverrideField(name))?.[0];
  if (field !== undefined) return field.trim();
  const inAddress = parameterIn(designator.replace(/^[^?;#]*[?;]?/u, "").replaceAll("?", "&"));
  if (inAddress !== null) return inAddress;
  const types = headers.filter(([name]) => /^content[-_]type$/iu.test(name.trim())).map(([, value]) => value);
  return nameIn(body ?? "", [contentType ?? "", ...types].join(" ").toLowerCase());
}

function isOverrideField(name: string): boolean {
  return overrideField.test(lettersOf(name));
}

function lettersOf(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, "");
}

/**
 * As a field of JSON, an element of XML, or a parameter of a form. In a value it means nothing. A body is read as what
 * it looks like, since servers do so, and also as its type says.
 */
function nameIn(body: string, types: string): string | null {
  if (body === "") return null;
  const isJson = /^\s*[{[]/u.test(body);
  const isXml = /^\s*</u.test(body);
  const found = (isJson ? namesInJson(body).find(isOverrideInData) : undefined) ?? (isXml ? elementIn(body) : null);
  if (found !== null) return found;
  const inPart = nameInMultipart(body, isOverrideParameter);
  if (inPart !== null) return inPart;
  return (!isJson && !isXml) || types.includes("urlencoded") ? parameterIn(body) : null;
}

function elementIn(body: string): string | null {
  for (const [, name = ""] of body.matchAll(/<(?:[\w.-]{1,100}:)?([$\w.-]{1,100})(?=[\s/>])/gu))
    if (isOverrideInData(name)) return name;
  return null;
}

function parameterIn(text: string): string | null {
  for (const pair of text.split(/[&;]/u)) {
    const name = decoded((pair.split("=", 1)[0] ?? "").replaceAll("+", " ")).trim();
    if (isOverrideParameter(name)) return name;
  }
  return null;
}

function isOverrideParameter(name: string): boolean {
  return isOverrideInData(name) || isOverrideField(name);
}

function isOverrideInData(name: string): boolean {
  const [plain = ""] = name.normalize("NFKC").trim().split("\0", 1);
  // PHP reads dots, spaces and an unpaired bracket as underscores; `_method[]` and `_method[x]` are lists of that name.
  const [base = ""] = plain.replace(/^\[/u, "_").split("[", 1);
  const words = base.trim().replaceAll(/[. -]/gu, "_").toLowerCase();
  return overrideParameter.test(words) || overrideInData.test(lettersOf(words));
}

/** Percent-decoded as often as a chain of servers may do it. */
function decoded(text: string): string {
  let plain = text;
  for (let turn = 0; turn < 3 && plain.includes("%"); turn++) plain = decodedOnce(plain);
  return plain;
}

/** An escape that is not UTF-8 stays as it is; the others beside it are decoded. */
function decodedOnce(text: string): string {
  return text.replaceAll(/(?:%[\da-f]{2})+/giu, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes.replaceAll(/%[0-7][\da-f]/giu, (escape) =>
        String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
      );
    }
  });
}
