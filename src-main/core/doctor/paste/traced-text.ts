/** From the first position up to, but not including, the second, in UTF-16 units of the pasted text. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Text that keeps the position of each of its characters in the pasted text, through unescaping, unfolding and
 * removing: what is wrong in a value is marked where the user can see it.
 */
export class TracedText {
  readonly text: string;
  readonly #starts: readonly number[];
  readonly #ends: readonly number[];

  private constructor(text: string, starts: readonly number[], ends: readonly number[]) {
    this.text = text;
    this.#starts = starts;
    this.#ends = ends;
  }

  static of(source: string): TracedText {
    const starts = Array.from({ length: source.length }, (_, index) => index);
    return new TracedText(
      source,
      starts,
      starts.map((index) => index + 1),
    );
  }

  static join(parts: readonly TracedText[]): TracedText {
    return new TracedText(
      parts.map(({ text }) => text).join(""),
      parts.flatMap((part) => part.#starts),
      parts.flatMap((part) => part.#ends),
    );
  }

  get length(): number {
    return this.text.length;
  }

  slice(start: number, end = this.length): TracedText {
    return new TracedText(this.text.slice(start, end), this.#starts.slice(start, end), this.#ends.slice(start, end));
  }

  trim(): TracedText {
    const start = this.length - this.text.trimStart().length;
    return this.slice(start, Math.max(start, this.text.trimEnd().length));
  }

  /** Like `String.replace`; every character of a replacement maps to the whole of what it replaces. */
  replace(pattern: RegExp, replacement: (match: RegExpExecArray) => string): TracedText {
    const pieces: TracedText[] = [];
    let from = 0;
    for (const match of this.text.matchAll(pattern)) {
      const to = match.index + match[0].length;
      pieces.push(this.slice(from, match.index), this.#standIn(replacement(match), match.index, to));
      from = to;
    }
    return from === 0 ? this : TracedText.join([...pieces, this.slice(from)]);
  }

  /** The pieces between the matches; a zero-length match is ignored. */
  split(pattern: RegExp): TracedText[] {
    const pieces: TracedText[] = [];
    let from = 0;
    for (const match of this.text.matchAll(pattern)) {
      if (match[0] === "") continue;
      pieces.push(this.slice(from, match.index));
      from = match.index + match[0].length;
    }
    return [...pieces, this.slice(from)];
  }

  /** A space that has no position in the pasted text, to follow this text. */
  blankBehind(): TracedText {
    const at = this.#ends.at(-1) ?? 0;
    return new TracedText(" ", [at], [at]);
  }

  /** Another text that replaces all of this one: each of its characters maps to the whole. */
  standIn(text: string): TracedText {
    return this.#standIn(text, 0, this.length);
  }

  /** The range of the whole text; null when it is empty. */
  get range(): SourceRange | null {
    const start = this.#starts[0];
    const end = this.#ends.at(-1);
    return start === undefined || end === undefined ? null : { start, end };
  }

  #standIn(text: string, from: number, to: number): TracedText {
    const start = this.#starts[from] ?? 0;
    const end = this.#ends[to - 1] ?? start;
    const all = <Value>(value: Value): Value[] => Array.from({ length: text.length }, () => value);
    return new TracedText(text, all(start), all(end));
  }
}
