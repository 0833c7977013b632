import type { Check, RunningCheck } from "./use-check.ts";
import { formatAmount, formatCount } from "./format.ts";

/** `Nothing altered: 5,704 of 5,704 values agree with the bytes.`, or the first thing that differs. */
export function checkText(check: Check): string {
  const { compared, agreeing, firstDifference, unit, uncertain } = check;
  if (compared === 0) return "There is nothing to compare.";
  const counts = `${formatCount(agreeing)} of ${formatAmount(compared, unit)} ${agreeing === 1 && compared === 1 ? "agrees" : "agree"} with the bytes`;
  if (firstDifference === null && uncertain > 0)
    return `Nothing altered as it is read here: ${counts}. ${uncertainText(uncertain)}`;
  if (firstDifference === null) return `Nothing altered: ${counts}.`;
  const { record, column, line, shown, sent, byteOffset } = firstDifference;
  const place =
    record === null ? `line ${formatCount(line ?? 0)}` : `record ${formatCount(record + 1)}, ${column ?? ""}`;
  return `${counts}. First difference: ${place}, shown “${excerpt(shown)}”, sent “${excerpt(sent)}” at byte ${formatCount(byteOffset)}.`;
}

function uncertainText(count: number): string {
  return `${formatCount(count)} of them can be read in another way, because the body breaks the API’s rule for backslashes.`;
}

/** How far a check has come: `Compared 8,192 of 100,000 records with the bytes.` */
export function progressText(check: Check | null): string {
  if (check === null || check.total === 0) return "Comparing with the bytes…";
  const what = check.unit === "value" ? "record" : "line";
  return `Compared ${formatCount(check.done)} of ${formatAmount(check.total, what)} with the bytes…`;
}

function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** What a check is doing, shown above the view it is about. */
export function stripTitle(state: RunningCheck["state"]): string {
  switch (state) {
    case "running":
      return "Comparing with the bytes.";
    case "done":
      return "Compared with the bytes.";
    case "stopped":
    case "failed":
      return "Not compared to the end.";
  }
}

/** The state of a check in a sentence. */
export function runningText({ state, check, problem }: RunningCheck): string {
  switch (state) {
    case "running":
      return check?.firstDifference ? checkText(check) : progressText(check);
    case "done":
      return check === null ? "" : checkText(check);
    case "stopped":
      return check === null || check.done === 0 ? "Stopped." : `Stopped. So far: ${checkText(check)}`;
    case "failed":
      return `The check failed: ${problem ?? ""}`;
  }
}
