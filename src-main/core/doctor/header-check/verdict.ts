import type { HeaderCheckMissing, HeaderCheck } from "#shared/header-check.ts";
import type { HeaderCheckSubject } from "./subject.ts";
import { byGravity, findings, formOnly, type FindingCode } from "./findings.ts";
import type { CheckedRow } from "./checked-row.ts";
import { askFor, listMissing } from "./missing.ts";
import type { Search } from "./search.ts";

export type Verdict = Pick<HeaderCheck, "outcome" | "code" | "title" | "explanation">;

/** Everything that the sentences of a verdict are made of. */
export interface Evidence {
  readonly one: HeaderCheckSubject;
  readonly search: Search;
  readonly checkedRows: readonly CheckedRow[];
  /** The response could be checked against a password. */
  readonly isCheckable: boolean;
  readonly missing: readonly HeaderCheckMissing[];
}

/** The sentence above the table, and the ones below it. */
export function verdictOf(evidence: Evidence): Verdict {
  const codes = byGravity(evidence.checkedRows.flatMap(({ codes: found }) => found));
  const [first] = codes;
  if (first !== undefined) return wrongVerdict(evidence, first, codes);
  if (evidence.missing.length > 0) return unseenVerdict(evidence);
  if (evidence.search.found === null) {
    return {
      outcome: "no-password",
      code: "password-needed",
      title: "Well formed, but not proven",
      explanation: `${evidence.one.login.missing ?? "There is no password on file to check the response with."} Enter it in the connection first.`,
    };
  }
  return {
    outcome: "matches",
    code: "matches",
    title: "Matches: this header is right",
    explanation: [
      "It was made with the password on file. If the API refused it all the same, its nonce was too old, or this account may not use the resource.",
      ...unseenChallenge(evidence.one),
      ...unusualQuotes(evidence.one),
    ].join(" "),
  };
}

/** Nothing seen is wrong, which says nothing about what was not seen. */
function unseenVerdict({ one, search, missing }: Evidence): Verdict {
  const { found } = search;
  return {
    outcome: "not-enough",
    code: "not-enough",
    title: `Not enough information: the text does not show ${listMissing(missing)}`,
    explanation: [
      found === null
        ? "Nothing in the text is wrong so far, and its response was not checked."
        : `What the text shows fits together: the response was made with the password on file, for ${found.method} and the uri of the header.`,
      ...(found === null && one.login.password === null ? [one.login.missing ?? "There is no password on file."] : []),
      askFor(missing),
    ].join(" "),
  };
}

function wrongVerdict(evidence: Evidence, first: FindingCode, codes: readonly FindingCode[]): Verdict {
  const { search, checkedRows, missing } = evidence;
  const others = codes.filter((code) => code !== "not-reproduced");
  const clauses = sentence(others.map((code) => findings[code].clause));
  const differing = checkedRows.filter(({ codes: found }) => found.length > 0).length;
  const unseen = missing.length === 0 ? [] : [`The text does not show ${listMissing(missing)}. ${askFor(missing)}`];
  if (search.found !== null && codes.every((code) => formOnly.has(code))) {
    const things = `${counted(differing, "thing")} to correct`;
    return {
      outcome: "form",
      code: first,
      title:
        missing.length === 0 ? `The response is right, the form is not: ${things}` : `The form is not right: ${things}`,
      explanation: ["The password is right.", clauses, ...unseen].join(" "),
    };
  }
  const proof = proofOf(evidence, codes);
  if (others.length === 0) {
    return {
      outcome: "differs",
      code: first,
      title: "Not reproduced: either the password or the computation differs",
      explanation: [
        proof,
        "Their program uses another password than the one on file, or computes the response in a way that is not known here.",
        ...unseen,
      ].join(" "),
    };
  }
  return {
    outcome: "differs",
    code: first,
    title: `Does not match: ${counted(differing, "input")} ${differing === 1 ? "differs" : "differ"}`,
    explanation: [proof, clauses, ...unseen].filter((part) => part !== "").join(" "),
  };
}

function proofOf({ one, search, isCheckable }: Evidence, codes: readonly FindingCode[]): string {
  if (codes.includes("name-password-swapped")) return "";
  if (search.found !== null) return "The password is right.";
  if (one.login.password === null) {
    return one.login.missing === undefined
      ? "There is no password on file, so the response was not checked."
      : `${one.login.missing} The response was not checked.`;
  }
  if (!isCheckable) return "The response cannot be checked.";
  return `None of ${search.tried.toLocaleString("en-US")} ways of making the response with the password on file gives theirs.`;
}

/** What a challenge would show and the header alone does not. */
function unseenChallenge({ challenge }: HeaderCheckSubject): string[] {
  return challenge === null
    ? ["The challenge was not seen, so realm, nonce and opaque could not be compared with it."]
    : [];
}

/** RFC 7616 §3.4 requires both without quotes; common clients quote them, and this API's own sample quotes one. */
function unusualQuotes(one: HeaderCheckSubject): string[] {
  const quoted = ["qop", "algorithm"].filter((name) => one.credentials.parameters.get(name)?.quoted === true);
  if (quoted.length === 0) return [];
  const verb = quoted.length === 1 ? "is" : "are";
  return [`\`${quoted.join("` and `")}\` ${verb} quoted, as common clients do; a strict server may refuse that.`];
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Clauses as one sentence: `The URI lost its query, and nc is not hexadecimal.` */
function sentence(clauses: readonly string[]): string {
  const last = clauses.at(-1) ?? "";
  const text = clauses.length < 2 ? last : `${clauses.slice(0, -1).join(", ")}, and ${last}`;
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
