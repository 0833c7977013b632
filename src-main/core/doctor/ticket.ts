import { amountInWords } from "#shared/amounts.ts";
import { stepTitles } from "#shared/doctor-names.ts";
import type { DoctorReport, HeadLines } from "#shared/doctor.ts";

/** A verdict as text for a ticket: plain text, without password, HA1, session id or live response. */
export function ticketOf(report: Omit<DoctorReport, "ticket">, url: string, userName: string): string {
  const { verdict, steps } = report;
  if (verdict === null) return "";
  const decisive = steps.find(({ state }) => state === "failed") ?? steps.findLast(({ state }) => state === "done");
  // Nothing about the password is passed on, not even whether it looks odd.
  const odd = verdict.suspicions.filter((line) => line.startsWith("The user name"));
  const paragraphs = [
    [`Verdict: ${verdict.code}`, verdict.title, verdict.explanation],
    [
      `Tested: GET ${url}`,
      `User name: ${userName}`,
      `Time: ${timeOf(report.startedAt)}, took ${Math.round(report.totalMs)} ms, ${amountInWords(report.wireRequests, "wire request")}`,
    ],
    [
      "Steps:",
      ...steps.map(
        ({ name, state, sentence, ms }) =>
          `  ${state.padEnd(8)} ${stepTitles[name].padEnd(19)} ${sentence}${ms === null ? "" : ` (${Math.round(ms)} ms)`}`,
      ),
    ],
    listOf(
      "Ruled out:",
      verdict.ruledOut.map(({ what, why }) => `${what}: ${why}`),
    ),
    listOf(
      "Not ruled out:",
      verdict.notRuledOut.map(({ what, why }) => `${what}: ${why}`),
    ),
    listOf("Looks odd:", odd),
    decisive === undefined
      ? []
      : [...linesOf(">", decisive.evidence?.sent), ...linesOf("<", decisive.evidence?.received)],
    ["To the customer:", verdict.tell],
  ];
  const text = paragraphs.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${text.join("\n\n").replaceAll("`", "")}\n`;
}

function listOf(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

/** A head, with a mark before each line. */
export function linesOf(mark: string, lines: HeadLines | null | undefined): string[] {
  if (!lines) return [];
  return [lines.start, ...lines.headers.map(([name, value]) => `${name}: ${value}`)].map((line) => `${mark} ${line}`);
}

/** `2010-07-16 22:34:01 UTC` */
export function timeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
