import { cleanText, isCommand } from "./clean-text.ts";
import { readCurlCommand } from "./curl-command.ts";
import type { PastedRequest } from "./pasted-request.ts";
import { readRawText } from "./raw-text.ts";
import { stringEdge } from "./string-edge.ts";
import { decodeEntities } from "./undo-encodings.ts";
import { TracedText } from "./traced-text.ts";

/** Longer than any request head a server accepts; the rest is not examined. */
export const maxCharacters = 65_536;

/**
 * Reads what a user pasted: raw lines, a command, one header or its value alone, as mails, chats,
 * terminals and logs leave them. Never throws; what is missing is null.
 */
export function readPaste(pasted: string): PastedRequest {
  const { text, cleanings, isCut } = cleanText(TracedText.of(readablePart(pasted)));
  const request = readClean(text);
  return { ...request, cleanings, isCut: isCut || request.isCut };
}

/** The other ways in which a text can be read, when nothing in it proves which one is right. */
export function readPasteOtherwise(pasted: string, { authorization, ...request }: PastedRequest): PastedRequest[] {
  const { text, cleanings, isCut } = cleanText(TracedText.of(readablePart(pasted)));
  const other = authorization?.otherReading ?? null;
  const readings: PastedRequest[] = [];
  if (authorization !== null && other !== null) {
    readings.push({ ...request, authorization: { ...authorization, value: other } });
  }
  const decoded = decodeEntities(text);
  if (decoded.text !== text.text) {
    const html = readClean(decoded);
    readings.push({ ...html, cleanings: new Set([...cleanings, "html"]), isCut: isCut || html.isCut });
  }
  if (cleanings.has("wrapped")) {
    const kept = cleanText(TracedText.of(readablePart(pasted)), true);
    const lines = readClean(kept.text);
    readings.push({ ...lines, cleanings: kept.cleanings, isCut: kept.isCut || lines.isCut });
  }
  return readings;
}

/** A cut in the middle of a line would look like a header with missing parts. */
function readablePart(pasted: string): string {
  if (pasted.length <= maxCharacters) return pasted;
  const lastLine = pasted.lastIndexOf("\n", maxCharacters);
  return pasted.slice(0, lastLine < 0 ? maxCharacters : lastLine);
}

function readClean(text: TracedText): PastedRequest {
  if (/\bInvoke-(?:WebRequest|RestMethod)\b|^\s*i(?:wr|rm)\s/iu.test(text.text)) return readPowerShell(text);
  const start = isCommand(text.text) ? 0 : commandBehindLines(text.text);
  if (start === null) return readRawText(text);
  const command = readCurlCommand(text.slice(start));
  // A command together with its output, which shows what was really sent.
  const printed = /^[<>] /mu.test(text.text) ? readRawText(text) : null;
  return printed === null || printed.authorization === null ? command : printed;
}

/** A command that is somewhere below a line of greeting. */
function commandBehindLines(text: string): number | null {
  const at = text.search(/^[ \t]*(?:[$#>] )?curl(?:\.exe)? +(?:-|https?:|["'])/mu);
  return at < 0 ? null : at;
}

/** Inside single quotes, double quotes are ordinary characters. */
function markStringEdges(command: TracedText): TracedText {
  const pieces = Array.from(
    command.text.matchAll(/'(?:[^']|'')*'|(?:[^'`]|`[\s\S])+|[\s\S]/gu),
    ({ 0: piece, index }) => {
      const traced = command.slice(index, index + piece.length);
      return piece.startsWith("'") ? traced : traced.replace(/(?<!`)"/gu, () => stringEdge);
    },
  );
  return TracedText.join(pieces);
}

/** `Invoke-WebRequest -Uri … -Method … -Headers @{ "Authorization" = "Digest …" }`. */
function readPowerShell(command: TracedText): PastedRequest {
  const text = markStringEdges(command)
    .replace(/`[ \t]*\n/gu, () => " ")
    .replace(/`(["`$])/gu, ([, character = ""]) => character);
  const raw = readRawText(text);
  const word = String.raw`[\u0001'"]?([^\s\u0001'"]+)`;
  const argument = (name: string): string | null => {
    const value = new RegExp(String.raw`-${name}[\s:]+${word}`, "iu").exec(text.text)?.[1] ?? null;
    const variable = /^\$(\w+)$/u.exec(value ?? "")?.[1];
    return variable === undefined
      ? value
      : (new RegExp(String.raw`\$${variable}\s*=\s*${word}`, "iu").exec(text.text)?.[1] ?? null);
  };
  const address = new RegExp(String.raw`\b(?:Invoke-\w+|iwr|irm)\s+[\u0001'"]?(https?:[^\s\u0001'"]+)`, "iu");
  return {
    ...raw,
    kind: "powershell",
    method: argument("Method")?.toUpperCase() ?? "GET",
    target: argument("Uri") ?? address.exec(text.text)?.[1] ?? raw.target,
  };
}
