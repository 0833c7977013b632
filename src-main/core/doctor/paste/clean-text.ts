import { findInvisible } from "#shared/visible-text.ts";
import { parameterNames } from "./parameter-names.ts";
import { stringEdge } from "./string-edge.ts";
import { TracedText } from "./traced-text.ts";
import { undoDumps } from "./undo-dumps.ts";
import { undoHtmlEncoding, undoPercentEncoding } from "./undo-encodings.ts";
import { undoNotations, undoShownLineEnds } from "./undo-notations.ts";
import { undoWrapping } from "./undo-wrapping.ts";

/** What was undone in a paste, shown to the user. */
export type Cleaning =
  | "dump"
  | "wrapped"
  | "percent"
  | "html"
  | "smart-quotes"
  | "escapes"
  | "invisible"
  | "no-break-spaces"
  | "french-spaces";

interface CleanText {
  readonly text: TracedText;
  readonly cleanings: ReadonlySet<Cleaning>;
  /** A dump shows fewer bytes than it announces. */
  readonly isCut: boolean;
}

/** In a user name they are the client's own: a name that was pasted into its settings brings them along. */
const notInUserName = String.raw`(?<!\busername\s{0,3}=\s{0,3}\\?["“][^"”\n]{0,200})`;
const outsideUserName = new RegExp(notInUserName, "uy");
const otherSpaces = new RegExp(String.raw`${notInUserName}[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]`, "gu");
const escapedQuote = new RegExp(String.raw`\b(?:${parameterNames})\s*=\s*\\+(?:"|x22|u0022|42)`, "iu");
const smartQuote = new RegExp(String.raw`\b(?:${parameterNames})\s*=\s*[“”„‟«»″＂‘’‚‹›]`, "iu");
/** In French, a space belongs between a quotation mark and what it quotes; word processors add it automatically. */
const frenchQuotes = /«[\s\u00a0\u202f]|[\s\u00a0\u202f]»/u;
const escapedLineEnd = /\\r\\n/u;
/** Escapes of JSON and of most languages' strings. Others are left unchanged. */
const escape = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3][0-7]{2})|(["\\/'nrt]))/gu;
const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
/** A log line inside a log line is escaped twice; more was never seen. */
const maxLevels = 3;

/**
 * Undoes what editors, chats, web pages, dumps and loggers do to a text, and only when the text proves that it was
 * done: a backslash before a quote inside a value belongs to the header, one before the quote that opens a value to a
 * logger.
 *
 * @param keepsLines Lines that look as if a log broke them are left unchanged.
 */
export function cleanText(pasted: TracedText, keepsLines = false): CleanText {
  const cleanings = new Set<Cleaning>();
  const dumps = undoDumps(pasted);
  if (dumps.isUndone) cleanings.add("dump");
  let text = undoSpaces(undoShownLineEnds(dumps.text.replace(/\r\n?/gu, () => "\n")), cleanings);
  const apply = (cleaning: Cleaning, undone: TracedText | null): void => {
    if (undone === null) return;
    text = undone;
    cleanings.add(cleaning);
  };
  if (!keepsLines) apply("wrapped", undoWrapping(text));
  apply("percent", undoPercentEncoding(text));
  for (let level = 0; level < maxLevels && isEscaped(text.text); level++) apply("escapes", unescaped(text));
  apply("html", undoHtmlEncoding(text));
  if (smartQuote.test(text.text)) apply("smart-quotes", straightened(text));
  return { text: undoNotations(text), cleanings, isCut: dumps.isCut };
}

function undoSpaces(text: TracedText, cleanings: Set<Cleaning>): TracedText {
  const isFrench = frenchQuotes.test(text.text) && smartQuote.test(text.text);
  if (isFrench) cleanings.add("french-spaces");
  const french = isFrench ? text.replace(/«[ \t\u00a0\u202f]*|[ \t\u00a0\u202f]*»/gu, () => '"') : text;
  if (isFrench) cleanings.add("smart-quotes");
  const spaced = french.replace(otherSpaces, () => " ");
  if (spaced !== french) cleanings.add("no-break-spaces");
  const visible = withoutUnseen(spaced);
  if (visible !== spaced) cleanings.add("invisible");
  return visible;
}

/** Removes zero-width characters, direction marks and similar ones, which are copied from web pages and chats. */
function withoutUnseen(text: TracedText): TracedText {
  const places = findInvisible(text.text).filter(([start]) => {
    outsideUserName.lastIndex = start;
    return outsideUserName.test(text.text);
  });
  if (places.length === 0) return text;
  const ends = [0, ...places.map(([, end]) => end)];
  return TracedText.join(ends.map((from, index) => text.slice(from, places[index]?.[0] ?? text.length)));
}

function straightened(text: TracedText): TracedText {
  return text.replace(/[“”„‟«»″＂]/gu, () => '"').replace(/[‘’‚‹›]/gu, () => "'");
}

function unescaped(text: TracedText): TracedText {
  // When quotes were escaped, the unescaped ones delimit the surrounding string.
  const framed = escapedQuote.test(text.text) ? text.replace(/(?<!\\)"/gu, () => stringEdge) : text;
  return framed
    .replace(escape, ([, wide, narrow, octal, one = ""]) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      const code = wide ?? narrow;
      return code === undefined ? (escapes[one] ?? one) : String.fromCharCode(Number.parseInt(code, 16));
    })
    .replace(/\r\n?/gu, () => "\n");
}

/** In a shell command, quotes are escaped for the shell, and the shell's own reader undoes that. */
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
