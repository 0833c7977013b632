import type { ComparedSide, LoginAnswer, LoginComparison, RecordComparison } from "#shared/login-comparison.ts";
import { formatAmount, formatBytes, formatCount } from "../response/format.ts";

/** What the comparison of two responses to the same GET shows. */
export interface LoginComparisonWords {
  readonly tone: "good" | "careful" | "bad";
  readonly title: string;
  readonly explanation: string;
  readonly code: string;
}

/** The names are those of the connections, left and right. */
export function loginComparisonWords(
  found: LoginComparison,
  names: readonly [left: string, right: string],
): LoginComparisonWords {
  const { left, right, records, designator } = found;
  const [one, other] = names;
  if (found.cancelled || left === null || right === null) {
    return cancelledWords([left, right]);
  }
  const silent = [left, right].filter(({ status }) => status === null).length;
  const said = `\`${designator}\`: ${one} got ${gotBy(left)}, ${other} got ${gotBy(right)}.`;
  if (silent > 0) {
    const title = silent === 2 ? "Neither got an answer." : `${left.status === null ? one : other} got no answer.`;
    return { tone: "bad", title, explanation: said, code: "no-answer" };
  }
  const [isLeftIn, isRightIn] = [isServed(left), isServed(right)];
  if (isLeftIn !== isRightIn) {
    const [served, refused] = isLeftIn ? [one, other] : [other, one];
    return {
      tone: "bad",
      title: `${served} is served, ${refused} is not.`,
      explanation: `${said} “Why a login fails” finds the reason for ${refused}.`,
      code: "one-served",
    };
  }
  if (!isLeftIn) {
    const title =
      left.status === right.status ? `Both got ${left.status}.` : "Neither is served, for different reasons.";
    return { tone: "bad", title, explanation: said, code: "neither-served" };
  }
  if (records === null) {
    if (left.status === 204 && right.status === 204) {
      return { tone: "good", title: "Both are told that there is no data.", explanation: said, code: "no-data" };
    }
    const explanation = `${said} At least one of them is no complete list of records, so records were not compared.`;
    return {
      tone: "careful",
      title: "Both are served; records cannot be compared.",
      explanation,
      code: "not-comparable",
    };
  }
  return recordWords(records, names);
}

function recordWords(records: RecordComparison, [one, other]: readonly [string, string]): LoginComparisonWords {
  const { same, differing, onlyLeft, onlyRight, limit, matchedBy } = records;
  const parts = [
    `${formatAmount(same, "record is", "records are")} the same`,
    differing > 0 ? `${formatAmount(differing, "differs", "differ")}` : "",
    onlyLeft > 0 ? `${formatAmount(onlyLeft, "comes", "come")} to ${one} alone` : "",
    onlyRight > 0 ? `${formatAmount(onlyRight, "comes", "come")} to ${other} alone` : "",
  ].filter((part) => part !== "");
  const by = matchedBy === null ? "Matched by their place." : `Matched by \`${matchedBy}\`.`;
  const bound =
    limit === null
      ? ""
      : ` Counting stopped after the first ${formatAmount(limit, "record")} of each, because too many waited for their counterpart: one alone may be matched further down.`;
  const explanation = `${parts.join(", ")}. ${by}${bound}`;
  if (differing + onlyLeft + onlyRight > 0) {
    return { tone: "careful", title: "Both are served, and the records differ.", explanation, code: "records-differ" };
  }
  if (limit !== null) {
    const title = "Both are served the same, as far as the records were compared.";
    return { tone: "careful", title, explanation, code: "same-so-far" };
  }
  return { tone: "good", title: "Both are served the same records.", explanation, code: "same" };
}

/** The progress of a comparison when it was cancelled. */
function cancelledWords(answers: readonly (LoginAnswer | null)[]): LoginComparisonWords {
  const came = answers.filter((answer) => answer !== null && answer.status !== null).length;
  const words = {
    0: ["Cancelled before either had answered", "No response had arrived. Run it again."],
    1: ["Cancelled before both had answered", "What has come is below. Run it again for the rest."],
    2: [
      "Cancelled before the records were compared",
      "Both responses are below. Run it again to compare their records.",
    ],
  } as const;
  const [title, explanation] = came === 0 ? words[0] : came === 1 ? words[1] : words[2];
  return { tone: "careful", title, explanation, code: "cancelled" };
}

/** How many of the differences are listed, out of those counted. */
export function listedDifferences({ fields, values }: Pick<RecordComparison, "fields" | "values">): string {
  const all = fields.reduce((sum, { count }) => sum + count, 0);
  return values.length === all
    ? `${formatAmount(all, "difference")} in the fields of records that both have.`
    : `${formatCount(values.length)} of ${formatAmount(all, "difference")} are shown.`;
}

/** The progress of a login comparison. */
export function comparingWords({ side, receivedBytes, isReading }: ComparingFacts): string {
  if (side === "right" && isReading) return "Both have answered. Their records are being compared.";
  const which = side === "left" ? "The first of two" : "The second of two";
  return receivedBytes > 0 ? `${which}, ${formatBytes(receivedBytes)} so far` : which;
}

export interface ComparingFacts {
  readonly side: ComparedSide;
  readonly receivedBytes: number;
  /** The body of this side is complete. */
  readonly isReading: boolean;
}

function gotBy({ status, reason, failure }: LoginAnswer): string {
  if (status === null) return failure === null ? "no answer" : `no answer (${failure.code})`;
  return `${status} ${reason}`.trim();
}

function isServed({ status }: LoginAnswer): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** The same finding with its sides swapped. */
export function swapped(found: LoginComparison): LoginComparison {
  const turn = <Both extends { readonly left: unknown; readonly right: unknown }>(both: Both): Both => ({
    ...both,
    left: both.right,
    right: both.left,
  });
  const { records } = found;
  return {
    ...turn(found),
    headers: found.headers.map(turn),
    records: records && {
      ...records,
      onlyLeft: records.onlyRight,
      onlyRight: records.onlyLeft,
      examples: turn(records.examples),
      values: records.values.map(turn),
    },
  };
}
