import type { SourceRange, TracedText } from "./traced-text.ts";

/** One parameter of an Authorization header as it was written. */
export interface WrittenParameter {
  /** In lower case. */
  readonly name: string;
  /** Quotes and escapes undone. */
  readonly value: string;
  /** Between the quotes as it stood there. */
  readonly written: string;
  readonly quoted: boolean;
  /** A quote stands inside the value and is not escaped: a server reads the value only up to there. */
  readonly openQuote: boolean;
  readonly range: SourceRange | null;
}

/** An Authorization header, read even where it breaks the grammar. */
export interface WrittenCredentials {
  /** In lower case. */
  readonly scheme: string;
  /** What follows a scheme without parameters, such as Basic's. */
  readonly token: string;
  readonly parameters: ReadonlyMap<string, WrittenParameter>;
}

const nameAndEquals = /[\s,;]*([\w-]+\*?)\s*=\s*/uy;
/** What must follow the quote that closes a value. */
const nextParameter = /^\s*(?:(?:,\s*|\s)[\w-]+\*?\s*=|[,;]?\s*$)/u;

/**
 * Reads an Authorization header for a person rather than for a server: it goes on behind what breaks the grammar, and
 * keeps how each value was written and where. A property test holds it against the grammar of `core/digest`.
 */
export function readCredentials(value: TracedText): WrittenCredentials {
  const { text } = value;
  const [scheme = ""] = /^[A-Za-z][\w-]*(?=\s|$)/u.exec(text) ?? [];
  const parameters = new Map<string, WrittenParameter>();
  // A header whose scheme was left out: the parameters tell which one it was.
  let position = scheme.length;
  for (;;) {
    nameAndEquals.lastIndex = position;
    const match = nameAndEquals.exec(text);
    const name = match?.[1];
    if (match === null || name === undefined) break;
    const parameter = readParameter(value, name.toLowerCase(), nameAndEquals.lastIndex);
    parameters.set(parameter.name, parameter);
    position = parameter.end;
  }
  const bare = scheme === "" && parameters.has("nonce");
  return { scheme: bare ? "digest" : scheme.toLowerCase(), token: text.slice(scheme.length).trim(), parameters };
}

function readParameter(source: TracedText, name: string, start: number): WrittenParameter & { readonly end: number } {
  const { text } = source;
  if (text[start] !== '"') {
    const length = /^[^\s,"]*/u.exec(text.slice(start))?.[0].length ?? 0;
    const written = source.slice(start, start + length);
    return {
      name,
      value: written.text,
      written: written.text,
      quoted: false,
      openQuote: false,
      range: written.range,
      end: start + length,
    };
  }
  const [end, openQuote] = closingQuote(text, start + 1);
  const written = source.slice(start + 1, end);
  return {
    name,
    value: written.text.replaceAll(/\\([\s\S])/gu, "$1"),
    written: written.text,
    quoted: true,
    openQuote,
    range: written.range,
    end: end + 1,
  };
}

/** The first quote that is not escaped, unless the text goes on so that only a later one can have closed the value. */
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
