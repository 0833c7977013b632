import type { Ruling } from "#shared/court.ts";
import type { Case } from "./case.ts";
import { byGravity, findings, formOnly } from "./findings.ts";
import type { Judged } from "./judged.ts";
import type { Search } from "./search.ts";

export type Verdict = Pick<Ruling, "outcome" | "code" | "title" | "explanation">;

/** The one sentence over the table, and the one below it. */
export function verdictOf(one: Case, search: Search, judged: readonly Judged[], isCheckable: boolean): Verdict {
  const codes = byGravity(judged.flatMap(({ codes: found }) => found));
  const [first] = codes;
  const isProven = search.found !== null;
  if (first === undefined) {
    if (isProven) {
      return {
        outcome: "matches",
        code: "matches",
        title: "Matches: this header is right",
        explanation:
          "It was made with the password on file. If the API refused it all the same, its nonce was too old, or this account may not use the resource.",
      };
    }
    return {
      outcome: "no-password",
      code: "password-needed",
      title: "Well formed, but not proven",
      explanation: "There is no password on file to check the response with. Enter it in the connection first.",
    };
  }

  const others = codes.filter((code) => code !== "password-differs");
  const said = others.map((code) => findings[code].clause);
  const differing = judged.filter(({ codes: found }) => found.length > 0).length;
  if (isProven && codes.every((code) => formOnly.has(code))) {
    return {
      outcome: "form",
      code: first,
      title: `The response is right, the form is not: ${counted(differing, "thing")} to correct`,
      explanation: `The password is right. ${sentence(said)}`,
    };
  }
  const isSwapped = codes.includes("name-password-swapped");
  const proof = isSwapped
    ? ""
    : isProven
      ? "The password is right."
      : one.login.password === null
        ? "There is no password on file, so the response was not checked."
        : isCheckable
          ? `None of ${search.tried.toLocaleString("en-US")} ways of making the response with the password on file gives theirs.`
          : "The response cannot be checked.";
  return {
    outcome: "differs",
    code: first,
    title:
      others.length === 0
        ? "Does not match: the password is another one"
        : `Does not match: ${counted(differing, "input")} ${differing === 1 ? "differs" : "differ"}`,
    explanation: others.length === 0 ? `All other inputs are right. ${proof}` : `${proof} ${sentence(said)}`.trim(),
  };
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
