import type { Damage } from "./challenge-damage.ts";
import { closingLengthAt, closingLengthOf, countMarks, type QuoteMark } from "./quote-marks.ts";
import { RecoveryText } from "./recovery-text.ts";
import type { WireText } from "./wire-text.ts";

/** A challenge whose parts could be distinguished although something in it is broken. */
export interface RecoveredChallenge {
  /** In lower case. */
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, WireText>;
  readonly damage: readonly Damage[];
  /** Parts of it could be read in two ways, or one parameter has two values, so none of it may be used. */
  readonly refused: boolean;
  /** One parameter has two values. */
  readonly contradictory: boolean;
  /** Why it was refused, one sentence per reason. */
  readonly reasons: readonly string[];
}

/** In UTF-8, one character per byte. */
const nonBreakingSpace = "\xc2\xa0";

interface OpenChallenge {
  readonly scheme: string;
  readonly parameters: Map<string, WireText>;
  readonly damage: Damage[];
  refused: boolean;
  contradictory: boolean;
  readonly reasons: string[];
  /** An unknown word opened it, which may just as well be part of the previous challenge. */
  readonly doubtfulAfter: OpenChallenge | null;
}

interface ReadValue {
  readonly value: WireText;
  readonly damage: readonly Damage[];
}

/** Parameters whose value may be a list of words. */
const listNames: ReadonlySet<string> = new Set(["qop", "algorithm", "domain"]);
/** Words that show that a list continues after an unquoted comma. */
const listWord = /^(?:auth(?:-int|-conf)?|(?:md5|sha-?(?:256|512-?256))(?:-sess)?|\/.*|https?:\/\/.*)$/iu;
/** A value at the end of the field that is one of these is complete even if its closing quote is missing. */
const wholeWord =
  /^(?:auth|auth-int|auth, ?auth-int|md5|md5-sess|sha-256|sha-256-sess|sha-512-256|true|false|utf-8)$/iu;
const wholeHash = /^(?:[\da-f]{13}|[\da-f]{32}|[\da-f]{40}|[\da-f]{64})$/iu;

/**
 * Reads a field value that breaks the grammar of RFC 9110 §11.6.1, as far as its parts can be distinguished without
 * guessing: RFC 9110 §2.4 allows a recipient to recover. It is only used where the strict reader failed.
 *
 * A damaged challenge is divided by the names of its parameters: a value ends where the name of another
 * parameter begins, whatever is between them. Where two readings remain, the challenge is refused. It never throws,
 * and it takes time linear in the length of the field.
 */
export function recoverChallenges(fieldValue: WireText): readonly RecoveredChallenge[] {
  const unfolded = fieldValue.replaceAll(/\r?\n[\t ]+/gu, " ");
  // oxlint-disable-next-line no-control-regex -- a control character must never reach a header of ours
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/u.test(unfolded)) return [];
  const reader = new RecoveryReader(unfolded);
  reader.read();
  const folds: readonly Damage[] =
    unfolded === fieldValue ? [] : [{ kind: "folded-line", name: "", byte: fieldValue.search(/\r?\n/u) + 1 }];
  return reader.challenges.map(({ scheme, parameters, damage, refused, contradictory, reasons }, index) => ({
    scheme,
    parameters,
    // Damage before a challenge also makes the beginning of the challenge uncertain.
    damage: [...folds, ...reader.challenges.slice(0, index).flatMap((before) => before.damage), ...damage],
    refused: refused || contradictory,
    contradictory,
    reasons,
  }));
}

class RecoveryReader {
  readonly challenges: OpenChallenge[] = [];
  readonly #text: RecoveryText;
  /** What was between the last value and the next element. */
  #between = "";
  #betweenAt = 0;

  constructor(text: WireText) {
    this.#text = new RecoveryText(text);
  }

  read(): void {
    const text = this.#text;
    for (this.#skipSeparators(); !text.atEnd; this.#skipSeparators()) {
      if (!this.#readScheme() && !this.#readParameter()) this.#passOver();
    }
    const last = this.challenges.at(-1);
    if (last !== undefined) last.damage.push(...this.#surplusDamage([...last.parameters.keys()].at(-1) ?? last.scheme));
  }

  #skipSeparators(): void {
    this.#betweenAt = this.#text.position;
    this.#between = this.#text.skipSeparators();
  }

  #readScheme(): boolean {
    const text = this.#text;
    const at = text.position;
    const open = this.challenges.at(-1);
    const found = text.takeScheme(open === undefined || this.#between.includes(","));
    if (found === null) return false;
    const { scheme, doubtful, joint } = found;
    const challenge: OpenChallenge = {
      scheme: scheme.toLowerCase(),
      parameters: new Map(),
      damage: [],
      refused: false,
      contradictory: false,
      reasons: [],
      doubtfulAfter: doubtful ? (open ?? null) : null,
    };
    if (joint === "colon")
      challenge.damage.push({ kind: "surplus-separator", name: scheme, detail: "colon", byte: text.position });
    if (joint === "none") challenge.damage.push({ kind: "space-missing", name: scheme, byte: text.position + 1 });
    if (open !== undefined) challenge.damage.push(...this.#separatorDamage(scheme, at, true));
    this.challenges.push(challenge);
    if (challenge.scheme !== "digest") text.skipToken68();
    return true;
  }

  #readParameter(): boolean {
    const text = this.#text;
    const at = text.position;
    const found = text.takeName();
    const open = this.challenges.at(-1);
    if (found === null) return false;
    const name = found.name.toLowerCase();
    const damage: Damage[] = [];
    if (found.sign !== "=") {
      const detail = found.sign === ":" ? "A colon" : found.sign;
      damage.push({ kind: "equals-sign", name, detail, byte: at + name.length + 1 });
    }
    damage.push(...this.#separatorDamage(name, at, false));
    const read = this.#readValue(name);
    // A parameter without a scheme before it does not belong to any challenge.
    if (open === undefined) return true;
    if (text.isKnownName(name) && open.doubtfulAfter !== null && !open.doubtfulAfter.refused) {
      const { doubtfulAfter } = open;
      doubtfulAfter.refused = true;
      doubtfulAfter.reasons.push(`The word ${open.scheme} may begin another challenge or end the value before it.`);
    }
    const before = open.parameters.get(name);
    if (read === null) {
      open.refused = true;
      open.reasons.push(`Where the value of ${name} ends cannot be told (byte ${at + 1}).`);
      return true;
    }
    if (before !== undefined && before !== read.value) {
      open.contradictory = true;
      open.reasons.push(`The parameter ${name} has two different values (byte ${at + 1}).`);
    }
    open.parameters.set(name, read.value);
    open.damage.push(...damage, ...read.damage);
    return true;
  }

  /** A word that is neither a name nor a scheme: the challenge that it belongs to cannot be trusted. */
  #passOver(): void {
    const open = this.challenges.at(-1);
    if (open !== undefined) {
      open.refused = true;
      open.reasons.push(`A word belongs to no parameter (byte ${this.#text.position + 1}).`);
    }
    this.#text.skipWord();
  }

  #separatorDamage(name: string, at: number, isScheme: boolean): readonly Damage[] {
    const open = this.challenges.at(-1);
    if (this.#between.includes(nonBreakingSpace)) return [{ kind: "odd-space", name, byte: at + 1 }];
    const isFirst = !isScheme && open?.parameters.size === 0;
    if (isFirst) return open.scheme === "digest" ? this.#surplusDamage("Digest") : [];
    const odd = this.#oddSeparator();
    if (odd !== null) return [{ kind: "separator", name, detail: odd.article, byte: odd.byte }];
    return this.#between.includes(",") ? [] : [{ kind: "comma-missing", name, byte: at + 1 }];
  }

  /** A separator that is not followed by anything to separate. */
  #surplusDamage(after: string): readonly Damage[] {
    const odd = this.#oddSeparator();
    return odd === null ? [] : [{ kind: "surplus-separator", name: after, detail: odd.noun, byte: odd.byte }];
  }

  #oddSeparator(): { readonly noun: string; readonly article: string; readonly byte: number } | null {
    const index = this.#between.search(/[;|&]/u);
    if (index === -1) return null;
    const character = this.#between.charAt(index);
    const noun = character === ";" ? "semicolon" : `character ${character}`;
    const article = character === ";" ? "A semicolon" : `The character ${character}`;
    return { noun, article, byte: this.#betweenAt + index + 1 };
  }

  #readValue(name: string): ReadValue | null {
    const mark = this.#text.quoteMark();
    return mark === null ? this.#unquoted(name) : this.#quoted(name, mark);
  }

  #quoted(name: string, mark: QuoteMark): ReadValue | null {
    const text = this.#text;
    const at = text.position + 1;
    if (mark.right) {
      const sound = text.takeQuotedString();
      if (sound !== null) return this.#continueList(name, soundValue(name, sound, at));
    }
    const wrong: Damage[] = mark.right ? [] : [{ kind: "wrong-quotes", name, detail: mark.words, byte: at }];
    const region = text.takeRegion(mark);
    if (!region.closed) {
      const value = region.inner;
      const whole = region.atEnd ? wholeWord.test(value) || wholeHash.test(value) : !/[,;]\s*[\w-]+\s*=/u.test(value);
      // Any quote or backslash in it may have been meant to close it.
      if (!whole || value === "" || countMarks(value, mark) > 0 || /['"`\\\u0080-\u00ff]$|["\\]/u.test(value))
        return null;
      wrong.push({ kind: "closing-quote-missing", name, byte: text.position });
      return { value, damage: wrong };
    }
    const inner = withoutSurplusMarks(name, region.inner, mark);
    if (inner === null || inner.value.includes("\\")) return null;
    return this.#continueList(name, {
      value: inner.value,
      damage: [...wrong, ...inner.kinds.map((kind) => ({ kind, name, byte: at }))],
    });
  }

  #unquoted(name: string): ReadValue | null {
    const text = this.#text;
    const at = text.position + 1;
    const { value, closedByQuote } = text.takeUnquoted();
    if (value.includes('"') || /[\t ][\w-]+[\t ]*=/u.test(value)) return null;
    if (closedByQuote) return { value, damage: [{ kind: "opening-quote-missing", name, byte: at }] };
    const damage: Damage[] = /[\t ]/u.test(value) ? [{ kind: "unquoted-text", name, byte: at }] : [];
    return this.#continueList(name, { value, damage });
  }

  /** `qop=auth,auth-int` and `qop="auth","auth-int"`: the comma belongs to the list and not to the challenge. */
  #continueList(name: string, read: ReadValue): ReadValue {
    if (!listNames.has(name)) return read;
    const at = this.#text.position + 1;
    const words = [read.value];
    for (let word = this.#text.takeListWord(listWord); word !== null; word = this.#text.takeListWord(listWord)) {
      words.push(word);
    }
    if (words.length === 1) return read;
    return { value: words.join(","), damage: [...read.damage, { kind: "list-unquoted", name, byte: at }] };
  }
}

/** A quoted string as the grammar defines it. Only a realm with a lone backslash is read differently. */
function soundValue(name: string, { raw, value }: { raw: WireText; value: WireText }, at: number): ReadValue {
  if (name !== "realm" || !hasLoneBackslash(raw)) return { value, damage: [] };
  return { value: raw, damage: [{ kind: "backslash", name, byte: at + 1 + raw.indexOf("\\") }] };
}

/**
 * A sender should write a quoted pair only where a quote or a backslash needs it (RFC 9110 §5.6.4). Where a backslash
 * precedes another character and there is no such pair, the sender does not escape: `OAK\ops` means itself.
 */
function hasLoneBackslash(raw: WireText): boolean {
  return raw.includes("\\") && !/\\["\\]/u.test(raw);
}

type SurplusKind = "doubled-quotes" | "inner-quotes";

/** null: the marks inside do not pair up, so it is not known where the value begins and ends. */
function withoutSurplusMarks(
  name: string,
  inner: WireText,
  mark: QuoteMark,
): { readonly value: WireText; readonly kinds: readonly SurplusKind[] } | null {
  const count = countMarks(inner, mark);
  if (count === 0) return { value: inner, kinds: [] };
  const opening = closingLengthAt(inner, 0, mark);
  const closing = closingLengthOf(inner, mark);
  const stripped = inner.slice(opening, Math.max(opening, inner.length - closing));
  const marksAtTheEnds = (opening > 0 ? 1 : 0) + (closing > 0 ? 1 : 0);
  if (marksAtTheEnds > 0 && countMarks(stripped, mark) === 0) return { value: stripped, kinds: ["doubled-quotes"] };
  if (listNames.has(name) || name === "nonce" || name === "opaque") return null;
  if (!mark.occursInText && count % 2 === 1) return null;
  return { value: inner, kinds: ["inner-quotes"] };
}
