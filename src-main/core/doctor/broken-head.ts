import type { ExchangeFailure } from "#shared/http/exchange.ts";

/** The maximum length of a head line quoted in a sentence; the evidence has more of it. */
const maxQuoted = 60;
/**
 * Which rule of HTTP a response head breaks, and in which line, as a sentence; empty when that is not known. The rule
 * and the lines are in the detail of the failure.
 */
export function describeBrokenHead({ detail }: Pick<ExchangeFailure, "detail">): string {
  const [first = "", ...lines] = detail.split("\n");
  const [, rule = "", number = ""] = /^(.+), in line (\d+) of what was received:$/u.exec(first) ?? [];
  if (rule === "") return "";
  const broken = lines.find((line) => line.startsWith(`${number}: `))?.slice(number.length + 2) ?? "";
  return `${rule}, in line ${number}${broken.trim() === "" ? "" : `: \`${shortened(broken)}\``}.`;
}

function shortened(line: string): string {
  const plain = line.replaceAll("`", "'");
  return plain.length > maxQuoted ? `${plain.slice(0, maxQuoted)}…` : plain;
}
