import type { HeaderCheckInput, HeaderCheckRow } from "#shared/header-check.ts";
import { findings, type FindingCode } from "./findings.ts";

/** A row of the table, and the findings in it. */
export interface CheckedRow {
  readonly row: HeaderCheckRow;
  readonly codes: readonly FindingCode[];
}

const same = { kind: "same" } as const;

export function rule(text: string): HeaderCheckRow["shouldBe"] {
  return { kind: "rule", text };
}

/** Nothing is wrong with this input, or nothing can be said about it: `state` distinguishes the two. */
export function fine(
  input: HeaderCheckInput,
  theirs: string | null,
  finding = "Right",
  shouldBe: HeaderCheckRow["shouldBe"] = same,
  state: "right" | "unknown" = "right",
): CheckedRow {
  return { row: { input, theirs, masked: false, signedAs: null, shouldBe, state, finding }, codes: [] };
}

/** The first code is shown in the table; the others count as well. */
export function wrong(
  input: HeaderCheckInput,
  theirs: string | null,
  codes: readonly [FindingCode, ...FindingCode[]],
  shouldBe: HeaderCheckRow["shouldBe"] | string,
  signedAs: string | null = null,
): CheckedRow {
  const right = typeof shouldBe === "string" ? ({ kind: "value", text: shouldBe } as const) : shouldBe;
  const finding = findings[codes[0]].short;
  return {
    row: { input, theirs, masked: false, signedAs, shouldBe: right, state: "differs", finding },
    codes,
  };
}

/** One value as sent, as signed when that is proven, and as it should have been when that is known. */
export interface Compared {
  readonly input: HeaderCheckInput;
  readonly theirs: string;
  readonly signed: string | null;
  readonly needed: string | null;
}

/**
 * The check shared by most inputs. A value that was signed differently from what was sent is wrong even when
 * the header shows the right one, because the server hashes what it reads.
 */
export function compare(
  { input, theirs, signed, needed }: Compared,
  classify: (actual: string, needed: string) => FindingCode,
): CheckedRow | null {
  const signedAs = signed !== null && signed !== theirs ? signed : null;
  if (needed !== null && theirs !== needed) return wrong(input, theirs, [classify(theirs, needed)], needed, signedAs);
  if (signedAs !== null) return wrong(input, theirs, [classify(signedAs, theirs)], theirs, signedAs);
  return null;
}
