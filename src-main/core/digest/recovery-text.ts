import { closingLengthAt, closingLengthOf, quoteMarkAt, type QuoteMark } from "./quote-marks.ts";
import type { WireText } from "./wire-text.ts";

const names = "realm|nonce|qop|opaque|algorithm|stale|domain|charset|userhash";
/** The schemes in the IANA registry, and unregistered ones that servers send. */
const schemes =
  "digest|basic|negotiate|ntlm|kerberos|bearer|hoba|mutual|oauth|privatetoken|dpop|gnap|vapid|scram-sha-1|scram-sha-256|concealed";

const knownName = new RegExp(`^(?:${names})$`, "iu");
/** A known name with its sign. Where the sign is not `=`, only a quote after it shows that a sign is meant. */
const nameHere = /([!#$%&'*+.^_`|~\dA-Za-z-]+)[\t ]*(=>(?=[\t ]*["'])|:=?(?=[\t ]*["'])|==(?=[\t ]*["'])|=)[\t ]*/uy;
const knownNameHere = new RegExp(`(?:${names})[\\t ]*=`, "iuy");
const anyNameHere = /[!#$%&'*+.^_`|~\dA-Za-z-]+[\t ]*=/uy;
const knownSchemeHere = new RegExp(`(${schemes})(?=[\\t ,;:]|\\xc2\\xa0|$)(?![\\t ]*=)`, "iuy");
const gluedDigestHere = new RegExp(`(digest)(?=(?:${names})[\\t ]*=)`, "iuy");
const unknownSchemeHere = /([A-Za-z][\w-]*)(?=[\t ]+[!#$%&'*+.^_`|~\dA-Za-z-]+[\t ]*=|[\t ]*(?:,|$)())/uy;
const token68Here = /[\t ]+[A-Za-z\d._~+/-]+=*(?=[\t ]*(?:[,;]|$))/uy;
/** Where a value must end at the latest: another parameter or another challenge begins. */
const anchor = new RegExp(`[\\t ,;|&](?:(?:${names})[\\t ]*=|(?:${schemes})(?=[\\t ,;]|$))`, "giu");
const colonHere = /[\t ]*:/uy;
const separatorsHere = /(?:[\t ,;|&]|\xc2\xa0)*/uy;
const blanksHere = /(?:[\t ]|\xc2\xa0)*/uy;
const wordHere = /[^\t ,;]+/uy;
const quotedStringHere = /"((?:[^"\\]|\\.)*)"/uy;
const listWordHere = /[\t ]*[,;][\t ]*(?:"([^",;=]*)"|'([^',;=]*)'|([^\t ,;="']+))(?=[\t ]*(?:[,;]|$))/uy;

interface FoundScheme {
  readonly scheme: string;
  /** An unknown word that is followed by nothing may just as well be part of the previous challenge. */
  readonly doubtful: boolean;
  /** What follows the scheme: a space, as it should be, a colon, or the first parameter directly. */
  readonly joint: "space" | "colon" | "none";
}

/** A damaged field value with a position in it. Every look-ahead is bounded by what is consumed afterwards. */
export class RecoveryText {
  readonly #text: WireText;
  position = 0;
  /** The last anchor found. It is kept so that each part of the text is searched only once. */
  #anchorAt = -1;

  constructor(text: WireText) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.position >= this.#text.length;
  }

  isKnownName(name: string): boolean {
    return knownName.test(name);
  }

  skipSeparators(): string {
    return this.#take(separatorsHere)?.[0] ?? "";
  }

  skipWord(): void {
    if (this.#take(wordHere) === null) this.position++;
  }

  skipToken68(): void {
    this.#take(token68Here);
  }

  /** A scheme that is not the name of a parameter. An unknown one counts only where a challenge may begin. */
  takeScheme(mayBegin: boolean): FoundScheme | null {
    const known = this.#take(knownSchemeHere);
    if (known !== null) {
      return { scheme: known[1] ?? "", doubtful: false, joint: this.#take(colonHere) === null ? "space" : "colon" };
    }
    const glued = this.#take(gluedDigestHere);
    if (glued !== null) return { scheme: glued[1] ?? "", doubtful: false, joint: "none" };
    const unknown = mayBegin ? this.#take(unknownSchemeHere) : null;
    return unknown === null ? null : { scheme: unknown[1] ?? "", doubtful: unknown[2] !== undefined, joint: "space" };
  }

  takeName(): { readonly name: string; readonly sign: string } | null {
    const found = this.#take(nameHere);
    return found === null ? null : { name: found[1] ?? "", sign: found[2] ?? "" };
  }

  quoteMark(): QuoteMark | null {
    return quoteMarkAt(this.#text, this.position);
  }

  /** A quoted string that follows the grammar and may be followed by the end of an element; null if there is none. */
  takeQuotedString(): { readonly raw: WireText; readonly value: WireText } | null {
    const start = this.position;
    const found = this.#take(quotedStringHere);
    if (found !== null && this.#endsAt(this.position)) {
      const raw = found[1] ?? "";
      return { raw, value: raw.replaceAll(/\\(.)/gu, "$1") };
    }
    this.position = start;
    return null;
  }

  /** The value from an opening mark to its closing mark, or to where another parameter begins. */
  takeRegion(mark: QuoteMark): { readonly inner: WireText; readonly closed: boolean; readonly atEnd: boolean } {
    const start = this.position + mark.length;
    const limit = this.#nextAnchor(start);
    for (let at = start; at < limit; at++) {
      const length = closingLengthAt(this.#text, at, mark);
      if (length === 0) continue;
      if (this.#endsAt(at + length)) {
        this.position = at + length;
        return { inner: this.#text.slice(start, at), closed: true, atEnd: this.atEnd };
      }
      at += length - 1;
    }
    const inner = trimEnd(this.#text.slice(start, limit));
    this.position = start + inner.length;
    return { inner, closed: closingLengthOf(inner, mark) > 0, atEnd: limit === this.#text.length };
  }

  /** Text up to a separator or the next parameter. A quote at its end shows that the opening one is missing. */
  takeUnquoted(): { readonly value: WireText; readonly closedByQuote: boolean } {
    const start = this.position;
    const limit = this.#nextAnchor(start);
    const found = this.#text.slice(start, limit);
    const separator = /[,;]/u.exec(found)?.index ?? found.length;
    const quote = found.indexOf('"');
    if (quote > 0 && quote < separator && this.#endsAt(start + quote + 1)) {
      this.position = start + quote + 1;
      return { value: found.slice(0, quote), closedByQuote: true };
    }
    const value = trimEnd(found.slice(0, separator));
    this.position = start + value.length;
    return { value, closedByQuote: false };
  }

  /** The next word of a list whose commas are not inside quotes; null, consuming nothing, otherwise. */
  takeListWord(accepted: RegExp): WireText | null {
    const start = this.position;
    const found = this.#take(listWordHere);
    const word = found?.[1] ?? found?.[2] ?? found?.[3];
    if (word !== undefined && accepted.test(word)) return word;
    this.position = start;
    return null;
  }

  /** An element may end here: a separator, the end, or the name of the next parameter. */
  #endsAt(at: number): boolean {
    blanksHere.lastIndex = at;
    const blanks = blanksHere.exec(this.#text)?.[0] ?? "";
    const next = at + blanks.length;
    if (next >= this.#text.length || ",;|&".includes(this.#text.charAt(next))) return true;
    return (
      matchesAt(knownNameHere, this.#text, next) ||
      (blanks !== "" && (matchesAt(anyNameHere, this.#text, next) || matchesAt(knownSchemeHere, this.#text, next)))
    );
  }

  #nextAnchor(from: number): number {
    if (this.#anchorAt < from) {
      anchor.lastIndex = from;
      this.#anchorAt = anchor.exec(this.#text)?.index ?? this.#text.length;
    }
    return this.#anchorAt;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.#text);
    if (found !== null) this.position += found[0].length;
    return found;
  }
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function trimEnd(text: WireText): WireText {
  let end = text.length;
  while (end > 0 && "\t ,;|&".includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
