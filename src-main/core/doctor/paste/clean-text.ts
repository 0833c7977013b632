import { invisibleCharacters } from "./invisible-characters.ts";
import type { TracedText } from "./traced-text.ts";

/** Stands where a quote of the surrounding string stood: the end of a value that no line end ends. */
export const stringEdge = "\u0001";

/** What a paste was put right by, each to be said to the person. */
export type Cleaning = "smart-quotes" | "escapes" | "invisible";

interface CleanText {
  readonly text: TracedText;
  readonly cleanings: ReadonlySet<Cleaning>;
}

/** In a user name they are the client's own: a name that was pasted into its settings brings them along. */
const notInUserName = String.raw`(?<!\busername\s{0,3}=\s{0,3}\\?["“][^"”\n]{0,200})`;
/** Zero-width characters and marks of writing direction, which come along from web pages and chats. */
const invisible = new RegExp(`${notInUserName}[${invisibleCharacters}]`, "gu");
const otherBlanks = new RegExp(String.raw`${notInUserName}[\u00a0\u2007\u202f]`, "gu");
export const parameterNames = "username|realm|nonce|uri|response|cnonce|opaque|qop|nc|algorithm";
const escapedQuote = new RegExp(String.raw`\b(?:${parameterNames})\s*=\s*\\+(?:"|x22|u0022)`, "iu");
const htmlQuote = new RegExp(String.raw`\b(?:${parameterNames})\s*=\s*&(?:quot|#34|#x22);`, "iu");
const smartQuote = new RegExp(String.raw`\b(?:${parameterNames})\s*=\s*[“”„‟«»″＂]`, "iu");
const escapedLineEnd = /\\r\\n/u;
/** Of JSON and of most languages' strings. Others stay as they are. */
const escape = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(["\\/'nrt]))/gu;
const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
/** A log line in a log line is escaped twice; more has no end. */
const mostLevels = 3;

/**
 * Undoes what editors, chats, web pages and loggers do to a text, and only where the text shows that it was done: a
 * backslash before a quote inside a value is the header's own, one before the quote that opens a value is a logger's.
 */
export function cleanText(pasted: TracedText): CleanText {
  const cleanings = new Set<Cleaning>();
  let text = pasted.replace(/\r\n?/gu, () => "\n").replace(otherBlanks, () => " ");
  // Apache's HttpClient writes line ends so, within the quotes that it puts around each line.
  text = text.replace(/(?:\[\\r\])?\[\\n\]"?(?=\n|$)/gu, () => "");
  if (text.text.search(invisible) >= 0) {
    text = text.replace(invisible, () => "");
    cleanings.add("invisible");
  }
  for (let level = 0; level < mostLevels && isEscaped(text.text); level++) {
    text = unescaped(text);
    cleanings.add("escapes");
  }
  if (htmlQuote.test(text.text)) {
    text = text
      .replace(/["']/gu, () => stringEdge)
      .replace(/&(?:quot|#34|#x22);/giu, () => '"')
      .replace(/&amp;/giu, () => "&");
    cleanings.add("escapes");
  }
  if (smartQuote.test(text.text)) {
    text = text.replace(/[“”„‟«»″＂]/gu, () => '"');
    cleanings.add("smart-quotes");
  }
  return { text, cleanings };
}

function unescaped(text: TracedText): TracedText {
  // Where quotes were escaped, those that were not are the ends of the string around.
  const framed = escapedQuote.test(text.text) ? text.replace(/(?<!\\)"/gu, () => stringEdge) : text;
  return framed
    .replace(escape, ([, wide, narrow, one = ""]) => {
      const code = wide ?? narrow;
      return code === undefined ? (escapes[one] ?? one) : String.fromCharCode(Number.parseInt(code, 16));
    })
    .replace(/\r\n?/gu, () => "\n");
}

/** In a command of a shell, quotes are escaped for the shell, which its own reader undoes. */
function isEscaped(text: string): boolean {
  if (isCommand(text)) return false;
  return escapedQuote.test(text) || (escapedLineEnd.test(text) && /HTTP\/\d/u.test(text));
}

/** Whether a text is a cURL command rather than a request, or what cURL printed. */
export function isCommand(text: string): boolean {
  return /^\s*(?:[$#%>]\s+|PS [^\n>]*>\s*|[A-Za-z]:\\[^\n>]*>\s*|\w[\w.-]*@[^\n$#]*[$#]\s+)?(?:"[^"\n]*curl(?:\.exe)?"|\S*curl(?:\.exe)?)\s+\S/u.test(
    text,
  );
}
