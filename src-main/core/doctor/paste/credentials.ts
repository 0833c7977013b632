import { parameterNames } from "./parameter-names.ts";
import type { SourceRange, TracedText } from "./traced-text.ts";

/** One parameter of an Authorization header as it was written. */
export interface WrittenParameter {
  /** In lower case. */
  readonly name: string;
  /** The value with quotes and escapes undone. */
  readonly value: string;
  /** The text between the quotes as written. */
  readonly written: string;
  readonly quoted: boolean;
  /** In single quotes, which a server treats as part of the value. */
  readonly singleQuoted: boolean;
  /** An unescaped quote is inside the value: a server reads the value only up to there. */
  readonly openQuote: boolean;
  readonly range: SourceRange | null;
}

/** What separates the parameters, when it is not exactly one comma. */
export interface Separators {
  /** Only white space, nothing or a semicolon. */
  readonly isCommaMissing: boolean;
  /** Two commas in a row, or one at the end. */
  readonly isCommaSurplus: boolean;
}

/** An Authorization header, read even when it breaks the grammar. */
export interface WrittenCredentials {
  /** In lower case; also `digest` when the parameters show that it is meant. */
  readonly scheme: string;
  /** The scheme as written, including a separator after it; empty when it was left out. */
  readonly writtenScheme: string;
  /** What follows a scheme without parameters, for example Basic's. */
  readonly token: string;
  readonly parameters: ReadonlyMap<string, WrittenParameter>;
  /** Names of parameters that occur more than once. The last occurrence counts here. */
  readonly repeated: readonly string[];
  readonly separators: Separators;
}

type ReadParameter = WrittenParameter & { readonly end: number };

const nameAndEquals = /([\s,;|]*)([\w-]+\*?)\s*=\s*/uy;
const stray = /[\s,;|]*[^\s,;="]+(?=[\s,;])/uy;
/** What must follow the quote that closes a value. */
const nextParameter = new RegExp(
  String.raw`^(?:[\s,;|]*(?:${parameterNames})\*?\s*=|\s*(?:[,;]\s*|\s)[\w-]+\*?\s*=|[\s,;]*$)`,
  "iu",
);
const quotedNames = new Set(["username", "realm", "nonce", "uri", "response", "cnonce", "opaque"]);
/** An unquoted value with spaces or commas in it ends where the next parameter begins. */
const untilParameter = new RegExp(
  String.raw`^[^"\n]*?(?=[\s,;|]*[,;|]\s*[\w-]+\*?\s*=|\s+(?:${parameterNames})\*?\s*=|[\s,;]*$)`,
  "iu",
);

/**
 * Reads an Authorization header for a user rather than for a server: it continues after violations of the grammar, and
 * keeps how and where each value was written. A property test compares it with the grammar of `core/digest`.
 */
export function readCredentials(value: TracedText): WrittenCredentials {
  const { text } = value;
  const [written = "", word = ""] =
    /^\s*((?:digest\s+(?=digest\b))?[A-Za-z][\w-]*)(?=$|[\s:,;])(?!\s*=)[:,;]?/iu.exec(text) ?? [];
  const parameters = new Map<string, WrittenParameter>();
  const repeated: string[] = [];
  let isCommaMissing = false;
  let position = written.length;
  let commas = 0;
  for (;;) {
    nameAndEquals.lastIndex = position;
    const match = nameAndEquals.exec(text);
    if (match === null) {
      stray.lastIndex = position;
      if (parameters.size === 0 || !stray.test(text)) break;
      position = stray.lastIndex;
      continue;
    }
    const [, gap = "", name = ""] = match;
    if (parameters.size > 0) isCommaMissing ||= !gap.includes(",");
    commas = Math.max(commas, gap.split(",").length - (parameters.size > 0 ? 1 : 0));
    const parameter = readParameter(value, name.toLowerCase(), nameAndEquals.lastIndex);
    if (parameters.has(parameter.name)) repeated.push(parameter.name);
    parameters.set(parameter.name, parameter);
    position = parameter.end;
  }
  const isCommaSurplus = commas > 1 || (parameters.size > 0 && /^\s*[,;]/u.test(text.slice(position)));
  const isDigest = parameters.has("nonce") && (word === "" || parameters.has("response"));
  return {
    scheme: isDigest ? "digest" : word.toLowerCase(),
    writtenScheme: written.trim(),
    token: text.slice(written.length).trim(),
    parameters,
    repeated,
    separators: { isCommaMissing, isCommaSurplus },
  };
}

function readParameter(source: TracedText, name: string, start: number): ReadParameter {
  const { text } = source;
  if (text[start] === "'") {
    const length = /^'[^']*'(?=\s*(?:[,;\s]|$))/u.exec(text.slice(start))?.[0].length ?? 0;
    if (length > 0)
      return { ...plain(source, name, start + 1, start + length - 1), singleQuoted: true, end: start + length };
  }
  if (text[start] !== '"') {
    const rest = text.slice(start);
    const isLong = quotedNames.has(name) || name === "qop";
    const length = ((isLong ? untilParameter : null)?.exec(rest) ?? /^[^\s,;"]*/u.exec(rest))?.[0].length ?? 0;
    return plain(source, name, start, start + length);
  }
  const [end, openQuote] = closingQuote(text, start + 1);
  const written = source.slice(start + 1, end);
  return {
    name,
    value: written.text.replaceAll(/\\([\s\S])/gu, "$1"),
    written: written.text,
    quoted: true,
    singleQuoted: false,
    openQuote,
    range: written.range,
    end: end + 1,
  };
}

function plain(source: TracedText, name: string, start: number, end: number): ReadParameter {
  const { text, range } = source.slice(start, end);
  return { name, value: text, written: text, quoted: false, singleQuoted: false, openQuote: false, range, end };
}

/** The first unescaped quote, unless the following text shows that only a later one can have closed the value. */
function closingQuote(text: string, start: number): readonly [end: number, openQuote: boolean] {
  let first: number | null = null;
  for (let position = start; position < text.length; position++) {
    const character = text[position];
    if (character === "\\") position++;
    else if (character === '"') {
      first ??= position;
      if (nextParameter.test(text.slice(position + 1, position + 200))) return [position, position !== first];
    }
  }
  return [first ?? text.length, false];
}
