import { isAscii } from "../../digest/wire-text.ts";
import type { Charset } from "../header-check/hashed-inputs.ts";
import type { CandidateKind, Slip } from "./slip.ts";
import { caseSlips, keyboardSlips } from "./typing-slips.ts";
import { blanks, clippings, encodings, lookAlikes } from "./copying-slips.ts";

/** A password that may have been used instead, and how it differs from the one it was derived from. */
export interface Candidate {
  readonly password: string;
  readonly charset: Charset;
  /** null: the user name of the header. */
  readonly userName: string | null;
  /** What was tried, as one of a few terms by which candidates are counted. */
  readonly kind: CandidateKind;
  /** For example `a space at the end`; never contains a part of the password. */
  readonly differences: readonly string[];
}

/** Slips that affect the whole text are combined with one other slip; the many single-letter ones are not. */
const coarse: readonly ((text: string) => Iterable<Slip>)[] = [blanks, caseSlips, encodings];
const single: readonly ((text: string) => Iterable<Slip>)[] = [...coarse, clippings, lookAlikes, keyboardSlips];

export interface CandidateSource {
  readonly password: string | null;
  readonly userName: string;
  readonly earlierPasswords: readonly string[];
  /** The encoding in which this connection would hash a password. */
  readonly charsetOf: (password: string) => Charset;
}

/** Every candidate once, the likely ones first. The list is practically endless, so the caller must limit it. */
export function* candidatesOf(source: CandidateSource): Generator<Candidate, void> {
  const seen = new Set<string>();
  for (const candidate of everyCandidate(source)) {
    const key = JSON.stringify([candidate.password, candidate.charset, candidate.userName]);
    if (seen.has(key)) continue;
    seen.add(key);
    yield candidate;
  }
}

function* everyCandidate(source: CandidateSource): Generator<Candidate, void> {
  const { password, userName, earlierPasswords, charsetOf } = source;
  const bases: Slip[] = [
    ...(password === null ? [] : [{ kind: "the password on file", password, difference: "" } as const]),
    ...earlierPasswords.map((earlier, index): Slip => {
      const difference =
        earlierPasswords.length === 1 ? "the earlier password" : `the ${ordinal(index + 1)} earlier password`;
      return { kind: "earlier passwords", password: earlier, difference };
    }),
  ];
  for (const base of bases) yield* inCharsets(base.password, base.kind, [base.difference], source);
  for (const base of bases) {
    const difference = "user name and password swapped";
    const swapped = { charset: charsetOf(base.password), kind: "swapped with the user name" } as const;
    yield { ...swapped, password: userName, userName: base.password, differences: named(base, difference) };
    yield {
      ...swapped,
      password: userName,
      userName: null,
      differences: named(base, "the user name in place of the password"),
    };
  }
  for (const base of bases) for (const slip of slips(base.password, single)) yield* slipped(base, slip, source);
  for (const base of bases) {
    for (const first of slips(base.password, coarse)) {
      for (const second of slips(first.password, single)) {
        const differences = named(base, first.difference, second.difference);
        yield* inCharsets(second.password, "two of these at once", differences, source);
      }
    }
  }
}

function* slipped(base: Slip, slip: Slip, source: CandidateSource): Generator<Candidate, void> {
  yield* inCharsets(slip.password, slip.kind, named(base, slip.difference), source);
}

function* inCharsets(
  password: string,
  kind: CandidateKind,
  differences: readonly string[],
  { userName, charsetOf }: CandidateSource,
): Generator<Candidate, void> {
  const said = differences.filter((difference) => difference !== "");
  const charset = charsetOf(password);
  yield { password, charset, userName: null, kind, differences: said };
  if (isAscii(password + userName)) return;
  const isLatin = charset === "latin-1";
  const otherKind = kind === "the password on file" ? "encodings and character sets" : kind;
  yield {
    password,
    charset: isLatin ? "utf-8" : "latin-1",
    userName: null,
    kind: otherKind,
    differences: [...said, isLatin ? "UTF-8 instead of Latin-1" : "Latin-1 instead of UTF-8"],
  };
}

function* slips(text: string, makers: typeof single): Generator<Slip, void> {
  for (const make of makers) for (const slip of make(text)) if (slip.password !== text) yield slip;
}

function named(base: Slip, ...differences: readonly string[]): string[] {
  return [base.difference, ...differences].filter((difference) => difference !== "");
}

function ordinal(position: number): string {
  return ["first", "second", "third"][position - 1] ?? `${String(position)}th`;
}
