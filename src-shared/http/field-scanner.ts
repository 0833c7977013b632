const tab = 0x09;
const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const equals = 0x3d;
const backslash = 0x5c;
const end = -1;

/** RFC 9110 §5.6.2: tchar. */
const tokenCharacters = charactersOf("!#$%&'*+-.^_`|~", "az", "AZ", "09");
/** RFC 9110 §11.2: token68, without its padding. */
const token68Characters = charactersOf("-._~+/", "az", "AZ", "09");

function charactersOf(single: string, ...ranges: readonly string[]): ReadonlySet<number> {
  const codes = new Set(Array.from(single, (character) => character.charCodeAt(0)));
  for (const range of ranges) for (let code = range.charCodeAt(0); code <= range.charCodeAt(1); code++) codes.add(code);
  return codes;
}

function isControl(code: number): boolean {
  return (code < space && code !== tab) || code === 0x7f;
}

/**
 * Reads one header field value from left to right.
 *
 * Written by hand because a server chooses this text: every character is looked at a fixed number of times, which
 * no regular expression with alternatives can promise. Only `token68` may step back, and only once per scheme.
 */
export class FieldScanner {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#position >= this.#text.length;
  }

  /** At the end of a list element: a comma or the end of the field. */
  get atBoundary(): boolean {
    return this.atEnd || this.#code() === comma;
  }

  /** True when at least one space was there (OWS, BWS and SP of RFC 9110 §5.6.3 are all treated alike). */
  skipBlanks(): boolean {
    const start = this.#position;
    for (let code = this.#code(); code === space || code === tab; code = this.#code()) this.#position++;
    return this.#position > start;
  }

  /** Skips spaces and commas, and with them empty list elements, which a recipient must ignore (RFC 9110 §5.6.1.2). */
  skipToElement(): void {
    for (let code = this.#code(); code === space || code === tab || code === comma; code = this.#code()) {
      this.#position++;
    }
  }

  /** Leaves an element that broke the grammar. Commas inside its quoted strings do not end it. */
  skipElement(): void {
    while (!this.atBoundary) {
      if (this.#code() !== quote) this.#position++;
      else if (this.quotedString() === null) this.#position = this.#text.length;
    }
  }

  skipEquals(): boolean {
    if (this.#code() !== equals) return false;
    this.#position++;
    return true;
  }

  /** Empty when there is none. */
  token(): string {
    return this.#while((code) => tokenCharacters.has(code));
  }

  /** A token68 that fills its list element, or null with nothing read. */
  token68(): string | null {
    const start = this.#position;
    this.#while((code) => token68Characters.has(code));
    if (this.#position > start) {
      this.#while((code) => code === equals);
      const value = this.#text.slice(start, this.#position);
      this.skipBlanks();
      if (this.atBoundary) return value;
    }
    this.#position = start;
    return null;
  }

  /** A quoted string without its quotes and escapes, or anything unquoted up to a space, comma or quote. */
  value(): string | null {
    if (this.#code() === quote) return this.quotedString();
    // Wider than `token`: Apache's nonces end in `=` and old servers send them unquoted.
    return this.#while(
      (code) => code !== space && code !== tab && code !== comma && code !== quote && !isControl(code),
    );
  }

  /** null when it is not closed or holds a control character, which must never reach a header of ours. */
  quotedString(): string | null {
    const pieces: string[] = [];
    let start = ++this.#position;
    for (let code = this.#code(); code !== end && !isControl(code); code = this.#code()) {
      if (code === quote) {
        pieces.push(this.#text.slice(start, this.#position++));
        return pieces.join("");
      }
      if (code === backslash) {
        pieces.push(this.#text.slice(start, this.#position++));
        start = this.#position;
        if (this.atEnd || isControl(this.#code())) return null;
      }
      this.#position++;
    }
    return null;
  }

  #code(): number {
    return this.atEnd ? end : this.#text.charCodeAt(this.#position);
  }

  #while(accepts: (code: number) => boolean): string {
    const start = this.#position;
    for (let code = this.#code(); code !== end && accepts(code); code = this.#code()) this.#position++;
    return this.#text.slice(start, this.#position);
  }
}
