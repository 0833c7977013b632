import { amountInWords } from "#shared/amounts.ts";
import type { CookieLeg, CookieTest } from "#shared/cookie-test.ts";
import { cookieTrialTitles } from "#shared/cookie-test-names.ts";
import { linesOf, timeOf } from "../ticket.ts";

/** What was accepted, as a text for a ticket: plain text without password, HA1, session id or live response. */
export function cookieTicketOf(report: Omit<CookieTest, "ticket">, url: string, userName: string): string {
  const { verdict, trials, startedAt, totalMs, wireRequests } = report;
  if (verdict === null) return "";
  const paragraphs = [
    [`Verdict: ${verdict.code}`, verdict.title, verdict.explanation],
    [
      `Tested: GET ${url}`,
      `User name: ${userName}`,
      `Time: ${timeOf(startedAt)}, took ${Math.round(totalMs)} ms, ${amountInWords(wireRequests, "wire request")}`,
    ],
    ...trials.map(({ name, status, sentence, legs }) => [
      `${cookieTrialTitles[name]}: ${status === null ? "" : `${status}, `}${sentence}`,
      ...legs.flatMap(legLines),
    ]),
    ["To the customer:", verdict.tell],
  ];
  return `${paragraphs
    .map((lines) => lines.join("\n"))
    .join("\n\n")
    .replaceAll("`", "")}\n`;
}

function legLines({ evidence }: CookieLeg): string[] {
  return [...linesOf(">", evidence.sent), ...linesOf("<", evidence.received)];
}
