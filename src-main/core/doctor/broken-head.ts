import type { ExchangeFailure } from "#shared/http/exchange.ts";

/** A line of a head that is quoted in a sentence; the evidence has more of it. */
const maxQuoted = 60;
/** What the client takes of a response head, in words. */
const headLimit = "256 KB";

/**
 * Which rule of HTTP a response head breaks, and in which line, as a sentence; null where what came back is no response
 * of a web server at all. The rule and the lines are in the detail of the failure.
 */
export function describeBrokenHead({ detail }: Pick<ExchangeFailure, "detail">): string | null {
  const [first = "", ...lines] = detail.split("\n");
  const [, rule = "", number = ""] = /^(.+), in line (\d+) of what was received:$/u.exec(first) ?? [];
  if (rule === "" || !lines.some((line) => /^\d+: HTTP\/\d/u.test(line))) return null;
  const broken = lines.find((line) => line.startsWith(`${number}: `))?.slice(number.length + 2) ?? "";
  if (/overflow/iu.test(rule)) {
    const name = /^([^:\s]+):/u.exec(broken)?.[1];
    const where = name === undefined ? `line ${number}` : `the header \`${name}\` in line ${number}`;
    return `The head is larger than the limit of ${headLimit}: it was exceeded by ${where}.`;
  }
  return `${rule}, in line ${number}${broken === "" ? "" : `: \`${shortened(broken)}\``}.`;
}

function shortened(line: string): string {
  const plain = line.replaceAll("`", "'");
  return plain.length > maxQuoted ? `${plain.slice(0, maxQuoted)}…` : plain;
}
