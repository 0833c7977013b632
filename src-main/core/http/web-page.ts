import { firstHeader, type HeaderPair } from "#shared/http/headers.ts";

/** How many bytes of a page are needed to recognise it. */
export const pageStart = 4_096;

/** A page for people, whatever its declared type: the API's records never begin like this. */
export function isWebPage(body: string): boolean {
  // A byte order mark, declarations and comments may come first.
  const start = body.replace(/^(?:\u00ef\u00bb\u00bf|\s|<\?xml[^>]*>|<!--[^]*?-->)+/u, "");
  return /^<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|form|div|h[1-6]|p|center|table)\b/iu.test(
    start,
  );
}

export function declaresPage(headers: readonly HeaderPair[]): boolean {
  return /^\s*(?:text\/html|application\/xhtml\+xml)\b/iu.test(firstHeader(headers, "content-type") ?? "");
}

/** One of the three formats of the API. */
export function declaresRecords(headers: readonly HeaderPair[]): boolean {
  const type = firstHeader(headers, "content-type") ?? "";
  return /^\s*(?:application|text)\/(?:[\w.-]+\+)?(?:json|xml|csv)\b/iu.test(type) && !declaresPage(headers);
}
