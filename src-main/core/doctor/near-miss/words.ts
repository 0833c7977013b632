import type { NearMissResult } from "#shared/header-check.ts";
import type { NearMiss } from "./find-near-miss.ts";

/** The result of a search, in words that reveal nothing of a password. null: there was nothing to search with. */
export function describeNearMiss(miss: NearMiss | null, hasBase: boolean): Omit<NearMissResult, "milliseconds"> {
  if (miss === null) {
    return {
      outcome: "nothing-to-check",
      differences: [],
      tried: [],
      candidates: 0,
      tell: "",
      title: hasBase ? "There is no response to check with" : "There is no password to start from",
      explanation: hasBase
        ? "Paste a request with a whole Digest Authorization header: its response proves a password right or wrong."
        : "Enter the password in the connection, or type an earlier one here.",
    };
  }
  switch (miss.outcome) {
    case "on-file":
      return {
        ...miss,
        tell: "",
        title: "The password on file made this response",
        explanation:
          miss.differences.length === 0
            ? "Nothing is wrong with the password. Check a pasted header shows what else may be."
            : `Nothing is wrong with the password. What differs: ${listed(miss.differences)}. Check a pasted header shows how to correct that.`,
      };
    case "near-miss":
      return {
        ...miss,
        title: `It matches with ${listed(miss.differences)}`,
        explanation:
          "Proven by the response: their client uses the password in this way. Either they entered it wrongly, or the password on file is the wrong one.",
        tell: `The response in your request proves which password your program uses. Compared with the password that we have for this login, it differs in this: ${listed(miss.differences)}. Enter the password in your program again, by hand and not by copying. If you are sure of yours, tell us: then we correct ours.`,
      };
    case "not-found":
    case "nothing-to-check":
      return {
        ...miss,
        tell: "",
        title: "Not reproduced: either the password or the computation differs",
        explanation: `None of ${miss.candidates.toLocaleString("en-US")} passwords like the one on file gives their response, and no known way of hashing does. Compare the password on both sides, or try an earlier one here.`,
      };
  }
}

function listed(differences: readonly string[]): string {
  const last = differences.at(-1) ?? "";
  return differences.length < 2 ? last : `${differences.slice(0, -1).join(", ")} and ${last}`;
}
