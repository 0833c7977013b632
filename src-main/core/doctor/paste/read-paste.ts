import { cleanText, isCommand, stringEdge } from "./clean-text.ts";
import { readCurlCommand } from "./curl-command.ts";
import type { PastedRequest } from "./pasted-request.ts";
import { readRawText } from "./raw-text.ts";
import { TracedText } from "./traced-text.ts";

/** Longer than any request head a server takes; what is behind it is not looked at. */
export const mostCharacters = 65_536;

/**
 * Reads what a person pasted: raw lines, a command, one header or its value alone, in the state in which mails, chats,
 * terminals and logs leave them. Never throws; what is missing is null.
 */
export function readPaste(pasted: string): PastedRequest {
  const { text, cleanings } = cleanText(TracedText.of(readablePart(pasted)));
  return { ...readClean(text), cleanings };
}

/** A cut in the middle of a line would look like a header with parts missing. */
function readablePart(pasted: string): string {
  if (pasted.length <= mostCharacters) return pasted;
  const lastLine = pasted.lastIndexOf("\n", mostCharacters);
  return pasted.slice(0, lastLine < 0 ? mostCharacters : lastLine);
}

function readClean(text: TracedText): PastedRequest {
  if (/\bInvoke-(?:WebRequest|RestMethod)\b|^\s*i(?:wr|rm)\s/iu.test(text.text)) return readPowerShell(text);
  const start = isCommand(text.text) ? 0 : commandBehindLines(text.text);
  if (start === null) return readRawText(text);
  const command = readCurlCommand(text.slice(start));
  // A command together with what it printed: that is what was really sent.
  const printed = /^[<>] /mu.test(text.text) ? readRawText(text) : null;
  return printed === null || printed.authorization === null ? command : printed;
}

/** A command that stands somewhere below a line of greeting. */
function commandBehindLines(text: string): number | null {
  const at = text.search(/^[ \t]*(?:[$#>] )?curl(?:\.exe)? +(?:-|https?:|["'])/mu);
  return at < 0 ? null : at;
}

/** `Invoke-WebRequest -Uri … -Method … -Headers @{ "Authorization" = "Digest …" }`. */
function readPowerShell(command: TracedText): PastedRequest {
  const text = command
    .replace(/(?<!`)"/gu, () => stringEdge)
    .replace(/`[ \t]*\n/gu, () => " ")
    .replace(/`(["`$])/gu, ([, character = ""]) => character);
  const raw = readRawText(text);
  const argument = (name: string): string | null =>
    new RegExp(String.raw`-${name}\s+[\u0001'"]?([^\s\u0001'"]+)`, "iu").exec(text.text)?.[1] ?? null;
  return { ...raw, kind: "powershell", method: argument("Method") ?? "GET", target: argument("Uri") };
}
