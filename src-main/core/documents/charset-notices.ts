import { charsetName } from "#shared/charset-name.ts";
import type { DocumentNotice } from "#shared/documents.ts";
import { chooseCharset, decoderFor, type Utf8Check } from "./charset.ts";
import { counted, number } from "./notice-words.ts";
import type { OpenDocument } from "./open-document.ts";

type Notices = DocumentNotice[];

/** The declared charsets, and what the bytes show. */
export interface CharsetFacts {
  readonly declared: { readonly charset: string | null; readonly xmlCharset: string | null };
  readonly invalid: Utf8Check;
}

/** The charset in which the body is read unless the user chooses another. */
function ownCharset({ detection }: OpenDocument, { declared }: CharsetFacts): string {
  const hasMark = (detection?.mark ?? 0) > 0;
  return chooseCharset({ http: declared.charset, xml: declared.xmlCharset, hasMark, chosen: null });
}

/** Reports bytes that are not UTF-8 in a body that is read as UTF-8. */
export function addInvalidBytes(notices: Notices, document: OpenDocument, facts: CharsetFacts): void {
  const { invalid, declared } = facts;
  const { source } = document;
  if (source.charset !== "utf-8" || invalid.count === 0) return;
  const where = `${number(invalid.first)}${invalid.count > 1 ? " and after" : ""}`;
  const notice: DocumentNotice = {
    code: "invalid-bytes",
    severity: "caution",
    title: `${counted(invalid.count, "invalid byte")} at ${where}.`,
    message: `They are not UTF-8 and are shown as \u{fffd}. ${guess(invalid)}Saving as served keeps them.`,
    byteOffset: invalid.first,
  };
  const named = declared.xmlCharset === null ? null : decoderFor(declared.xmlCharset);
  const readAs = named === null || named === "utf-8" ? "windows-1252" : named;
  notices.push(invalid.throughout ? { ...notice, readAs } : notice);
}

/** Guesses what wrote these bytes from their pattern. */
function guess({ throughout, isDisguised, surrogates, overlong, beyond }: CharsetFacts["invalid"]): string {
  if (isDisguised && surrogates > 0) {
    return `${counted(surrogates, "half", "halves")} of surrogate pairs ${surrogates === 1 ? "is" : "are"} written as three bytes each (CESU-8): an emoji takes six bytes that UTF-8 forbids, instead of four. The server must write UTF-8. `;
  }
  if (isDisguised && overlong > 0) {
    return `${counted(overlong, "character")} ${overlong === 1 ? "is" : "are"} written in more bytes than UTF-8 allows, as Java's modified UTF-8 writes NUL (C0 80). The server must write UTF-8. `;
  }
  if (isDisguised) {
    return `${counted(beyond, "character")} would be beyond U+10FFFF, which Unicode does not have. `;
  }
  return throughout ? "Most likely the body is Latin-1. " : "";
}

/** Reports the charset in which the body was read and any declaration that differs. */
export function addCharset(notices: Notices, document: OpenDocument, facts: CharsetFacts): void {
  const { detection, source, head } = document;
  const { declared, invalid } = facts;
  const add = (
    severity: DocumentNotice["severity"],
    title: string,
    message: string,
    rest: Partial<DocumentNotice> = {},
  ): void => {
    notices.push({ code: "charset", severity, title, message, byteOffset: null, ...rest });
  };
  if (detection?.isWide === true) {
    add("caution", "The body is UTF-16.", "The API promises UTF-8. It is shown as bytes.", { byteOffset: 0 });
    return;
  }
  const own = ownCharset(document, facts);
  if (head.readAs !== undefined) {
    const says = declared.charset ?? declared.xmlCharset;
    const declaration =
      says === null ? "The response declares no charset." : `The response declares ${charsetName(says)}.`;
    add("info", `Read as ${charsetName(source.charset)}, as you chose.`, declaration, { readAs: own });
    return;
  }
  addDisagreement(add, document, facts);
  if (own === "utf-8") return;
  const says = charsetName(declared.charset ?? declared.xmlCharset ?? own);
  if (invalid.isWide && invalid.count === 0 && document.format !== "binary") {
    add(
      "caution",
      `Declared ${says}, but every byte is valid UTF-8.`,
      `That hardly happens by chance. Read as ${charsetName(own)}, as declared, a letter such as ü shows as Ã¼.`,
      { readAs: "utf-8" },
    );
  } else add("info", `Read as ${own}.`, "The response declares it, although the API promises UTF-8.");
}

type Add = (severity: DocumentNotice["severity"], title: string, message: string) => void;

/** Reports which declaration counts when the byte order mark, HTTP and the XML declaration name different charsets. */
function addDisagreement(add: Add, document: OpenDocument, facts: CharsetFacts): void {
  const { charset: http, xmlCharset: xml } = facts.declared;
  const { detection, source, format } = document;
  const own = charsetName(source.charset);
  // Pure ASCII reads the same either way.
  const severity = facts.invalid.isWide ? "caution" : "info";
  const labels = { http: http === null ? null : decoderFor(http), xml: xml === null ? null : decoderFor(xml) };
  const hasMark = (detection?.mark ?? 0) > 0;
  const said = http ?? xml;
  if (hasMark && said !== null && (labels.http ?? labels.xml) !== "utf-8") {
    add(
      severity,
      `Declared ${charsetName(said)}, but a byte order mark of UTF-8 opens the body.`,
      "The mark wins (RFC 7303, section 3): the body is read as UTF-8.",
    );
    return;
  }
  if (http !== null && labels.http === null) {
    const why = labels.xml === null ? "" : ", as its XML declaration says";
    add("caution", `The charset ${http} is not known here.`, `The body is read as ${own}${why}.`);
    return;
  }
  if (xml === null || format !== "xml") return;
  if (http !== null && labels.http !== labels.xml) {
    add(
      severity,
      `HTTP declares ${charsetName(http)}, the XML declaration ${charsetName(xml)}.`,
      `HTTP wins (RFC 7303, section 3): the body is read as ${own}. A program that follows the XML declaration may read other letters.`,
    );
  } else if (http === null && labels.xml === null) {
    add(
      "caution",
      `The XML declaration names ${charsetName(xml)}, which is not known here.`,
      `The body is read as ${own}.`,
    );
  }
}
