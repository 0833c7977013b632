import { crc32 } from "./crc32.ts";

/** The intact lines that do not concern these ids; empty if no entry is left. */
export function keepOthers(text: string, ids: readonly string[]): string {
  const spelled = ids.map((id) => JSON.stringify(id).slice(1, -1));
  const [head = "", ...lines] = text.split("\n");
  const whole = lines.filter((line) => parseLine(line) !== undefined);
  const others = whole.filter((line) => !spelled.some((id) => line.includes(id)));
  // Entries about the outcome of a run contain only the id of the run.
  const runs = new Set(others.filter((line) => line.includes('"entry":"run",')).flatMap(runIdIn));
  const kept = others.filter((line) => runIdIn(line).every((runId) => runs.has(runId)));
  return kept.length === 0 || parseLine(head) === undefined ? "" : `${[head, ...kept].join("\n")}\n`;
}

function runIdIn(line: string): string[] {
  const [, runId] = /"runId":("[^"]*")/u.exec(line) ?? [];
  return runId === undefined ? [] : [runId];
}

export function lineOf(entry: unknown): string {
  const json = JSON.stringify(entry);
  return `${crc32(json)} ${json}\n`;
}

/** undefined if the line is damaged. */
export function parseLine(line: string): unknown {
  const json = line.slice(9);
  if (line.slice(0, 9) !== `${crc32(json)} `) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
