import { stepTitles } from "#shared/doctor-names.ts";
import type { DoctorReport, HeadLines } from "#shared/doctor.ts";
import type { Exchange, Leg } from "#shared/http/exchange.ts";

/** A run of the doctor as readable text. Times have their own part. */
export function verdictText({ verdict, steps }: DoctorReport): string {
  const decisive = steps.find(({ state }) => state === "failed") ?? steps.findLast(({ state }) => state === "done");
  const lines = [
    ...(verdict === null ? ["Cancelled before there was a verdict."] : [`Verdict: ${verdict.code}`, verdict.title]),
    ...(verdict === null ? [] : [verdict.explanation]),
    "",
    ...steps.map(({ name, state, sentence }) => `${state.padEnd(8)} ${stepTitles[name].padEnd(19)} ${sentence}`),
    "",
    ...headLines(">", decisive?.evidence?.sent),
    ...headLines("<", decisive?.evidence?.received),
    ...(verdict === null ? [] : ["", "To the customer:", verdict.tell]),
  ];
  return lines.join("\n").replaceAll("`", "");
}

/** Every leg as it was on the wire, masked. */
export function handshakeText({ request, url, legs, failure }: Exchange): string {
  const end = failure === null ? [] : ["", `Failed: ${failure.message}`];
  return [`${request.method} ${url}`, ...legs.flatMap(legLines), ...end].join("\n");
}

function legLines(leg: Leg, index: number): string[] {
  const sent = { start: `${leg.method} ${leg.requestTarget} HTTP/1.1`, headers: leg.requestHeaders };
  const start = `HTTP/${leg.httpVersion} ${leg.status} ${leg.reason}`.trimEnd();
  return [
    "",
    `Leg ${index + 1}: ${leg.purpose}`,
    ...headLines(">", sent),
    ...(leg.status === null ? ["< no answer"] : headLines("<", { start, headers: leg.responseHeaders })),
  ];
}

function headLines(mark: string, lines: Pick<HeadLines, "start" | "headers"> | null | undefined): string[] {
  if (!lines) return [];
  return [lines.start, ...lines.headers.map(([name, value]) => `${name}: ${value}`)].map((line) => `${mark} ${line}`);
}
