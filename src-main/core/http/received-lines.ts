import { fromWire, type WireText } from "../digest/wire-text.ts";
import type { HeadViolation } from "./head-line-rules.ts";
import type { FinalHead } from "./head-reader.ts";
import { maskField } from "./mask.ts";

const maxLines = 40;
const maxCharacters = 200;

/** A response that breaks a rule, with numbered lines up to the one that breaks it. */
export function describeViolation({ reason, line: lineNumber }: HeadViolation, received: WireText): string {
  const lines = received.split("\n").slice(0, lineNumber);
  const first = Math.max(0, lines.length - maxLines);
  const shown = lines.slice(first).map((line, index) => `${first + index + 1}: ${printable(line)}`);
  return [`${reason}, in line ${lineNumber} of what was received:`, ...shown].join("\n");
}

/** What arrived of a response that ended in the middle of its head. */
export function describePartialHead(received: WireText): string {
  const lines = received.split("\n");
  const shown = lines.slice(0, maxLines).map((line, index) => `${index + 1}: ${printable(line)}`);
  return [`${received.length} bytes of the response had come, which are not a complete head:`, ...shown].join("\n");
}

/** `HTTP/1.1 101 Switching Protocols, Upgrade: h2c` */
export function describeUpgrade({ statusLine, fields }: FinalHead): string {
  const upgrades = fields.filter(({ name }) => name.toLowerCase() === "upgrade");
  return fromWire([statusLine, ...upgrades.map(({ name, value }) => `${name}: ${value}`)].join(", "));
}

/** One line with its secrets masked and its control characters visible. */
function printable(line: string): string {
  const text = fromWire(line.slice(0, maxCharacters));
  const [, name, spaces, value] = /^([^:\s]+)\s*:([\t ]*)(.*)$/su.exec(text) ?? [];
  const masked = name === undefined ? text : `${name}:${spaces ?? ""}${maskField(name, value ?? "")}`;
  return masked.replaceAll(
    // oxlint-disable-next-line no-control-regex -- control characters are made visible
    /[\u0000-\u0008\u000b-\u001f\u007f]/gu,
    (character) => (character === "\r" ? "" : `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`),
  );
}
