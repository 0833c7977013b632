import type { RequestSpec } from "../http/exchange.ts";

/** Fields by which frameworks let a request stand for one of another method. */
const overrideFields: ReadonlySet<string> = new Set([
  "x-http-method-override",
  "x-http-method",
  "x-method-override",
  "http-method-override",
  "method-override",
  "x-original-method",
]);

/** The same as a parameter, in a query or in a form. */
const overrideParameters: ReadonlySet<string> = new Set(["_method", ...overrideFields]);

/**
 * What of a request may make a server carry out another method than the one it names: `X-HTTP-Method-Override`, or a
 * parameter `_method` in its query or in a form. null when nothing does. Such a request would go past the lock of a
 * connection, and past Review.
 */
export function methodOverrideOf({
  designator,
  headers,
  body,
}: Pick<RequestSpec, "designator" | "headers" | "body">): string | null {
  const field = headers.find(([name]) => overrideFields.has(name.trim().toLowerCase().replaceAll("_", "-")))?.[0];
  if (field !== undefined) return field.trim();
  const query = /\?([^#]*)/u.exec(designator)?.[1] ?? "";
  return parameterIn(query) ?? fieldIn(body ?? "");
}

/** As a field of JSON, an element of XML, or a parameter of a form. In a value it is escaped and means nothing. */
function fieldIn(body: string): string | null {
  if (/^\s*[{[]/u.test(body)) return /(?<!\\)"(_method)"\s*:/iu.exec(body)?.[1] ?? null;
  if (/^\s*\ufeff?\s*</u.test(body)) return /<(_method)[\s/>]/iu.exec(body)?.[1] ?? null;
  return parameterIn(body);
}

function parameterIn(text: string): string | null {
  for (const pair of text.split(/[&;]/u)) {
    const name = nameOf(pair.split("=", 1)[0] ?? "");
    if (overrideParameters.has(name.toLowerCase())) return name;
  }
  return null;
}

function nameOf(text: string): string {
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return text;
  }
}
