import { fromWire } from "../../digest/wire-text.ts";
import { TracedText } from "./traced-text.ts";

/** What a dump turned out to contain. */
interface UndoneDumps {
  readonly text: TracedText;
  readonly isUndone: boolean;
  /** The dump announces more bytes than it shows, or leaves some out. */
  readonly isCut: boolean;
}

interface DumpedByte {
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

interface DumpLine {
  readonly line: TracedText;
  readonly offset: number;
  /** null: the line shows its text and no hexadecimal digits. */
  readonly bytes: readonly DumpedByte[] | null;
  readonly body: TracedText;
}

/** All current dumps show 16 bytes per line. */
const maxBytesInLine = 16;
const announcement = /\b(?:Send|Recv) (?:header|data), (\d+) bytes \(0x[0-9a-f]+\)/u;

/**
 * Reassembles what a tool dumped with an offset before each line: as hexadecimal digits (curl --trace,
 * tcpdump -X, hexdump -C, xxd, Wireshark) or as text of a fixed width (curl --trace-ascii). The offsets prove which
 * lines belong together and that nothing is missing.
 */
export function undoDumps(text: TracedText): UndoneDumps {
  const lines = text.split(/\r?\n/gu);
  const read = lines.map((line) => readHexLine(line) ?? readAsciiLine(line));
  const pieces: TracedText[] = [];
  let isUndone = false;
  let isCut = false;
  for (let index = 0; index < lines.length;) {
    const line = lines[index] ?? TracedText.of("");
    const block = blockAt(read, index);
    const announced = announcement.exec(lines[index - 1]?.text ?? "")?.[1] ?? null;
    const isProven = block[0]?.bytes !== null || announced !== null || block.length > 1;
    if (block.length === 0 || !isProven) {
      pieces.push(line, lineEndAfter(line));
      index++;
      continue;
    }
    isUndone = true;
    isCut ||= isBlockCut(block, read[index + block.length] ?? null, announced === null ? null : Number(announced));
    const isText = block[0]?.bytes === null;
    pieces.push(...(isText ? joinAscii(block) : [decodeBytes(block)]), lineEndAfter(line));
    index += block.length;
  }
  return isUndone ? { text: TracedText.join(pieces.slice(0, -1)), isUndone, isCut } : { text, isUndone, isCut };
}

/** The lines from `start` on whose offsets are consecutive. */
function blockAt(read: readonly (DumpLine | null)[], start: number): DumpLine[] {
  const block: DumpLine[] = [];
  for (const next of read.slice(start)) {
    const last = block.at(-1);
    if (next === null) break;
    if (last !== undefined && !follows(last, next)) break;
    block.push(next);
  }
  return block;
}

function follows(last: DumpLine, next: DumpLine): boolean {
  if ((last.bytes === null) !== (next.bytes === null)) return false;
  const length = next.offset - last.offset;
  // A text line may have lost its line ending, or its trailing spaces, when it was copied.
  return last.bytes === null ? length >= last.body.length && length <= 0x42 : length === last.bytes.length;
}

function isBlockCut(block: readonly DumpLine[], next: DumpLine | null, announced: number | null): boolean {
  const last = block.at(-1);
  if (last === undefined) return false;
  if (next !== null && next.offset > last.offset) return true;
  const shown = last.offset + (last.bytes?.length ?? last.body.length);
  return announced !== null && announced - shown > 2;
}

/** If the next offset is as far away as the line is long, the tool broke the line; otherwise a line ended there. */
function joinAscii(block: readonly DumpLine[]): TracedText[] {
  return block.flatMap((line, index) => {
    const next = block[index + 1];
    if (next === undefined) return [line.body];
    const lost = next.offset - line.offset - line.body.length;
    if (lost === 0) return [line.body];
    return [line.body, lost === 1 ? line.body.blankBehind() : lineEndAfter(line.line)];
  });
}

function lineEndAfter(line: TracedText): TracedText {
  return line.blankBehind().standIn("\n");
}

function readAsciiLine(line: TracedText): DumpLine | null {
  const [head, offset] = /^[>|\s]*([0-9a-f]{4,8}):(?: |$)/u.exec(line.text) ?? [];
  if (head === undefined || offset === undefined) return null;
  return { line, offset: Number.parseInt(offset, 16), bytes: null, body: line.slice(head.length) };
}

/** The text column next to the digits must match them, which proves that the digits represent bytes. */
function readHexLine(line: TracedText): DumpLine | null {
  const { text } = line;
  const [head, offset] = /^[>|\s]*(?:0x)?([0-9a-f]{4,8})(?::[ \t]|[ \t])[ \t]*/iu.exec(text) ?? [];
  if (head === undefined || offset === undefined) return null;
  const bytes: DumpedByte[] = [];
  let position = head.length;
  while (bytes.length < maxBytesInLine) {
    const digits = /^(?:[0-9a-f]{2}){1,2}(?=[ \t|]|$)/iu.exec(text.slice(position, position + 5))?.[0] ?? "";
    for (let at = position; at < position + digits.length; at += 2) {
      bytes.push({ value: Number.parseInt(text.slice(at, at + 2), 16), start: at, end: at + 2 });
    }
    position += digits.length;
    const gap = /^[ \t]*/u.exec(text.slice(position))?.[0] ?? "";
    const goesOn = gap === " " || (gap.length === 2 && bytes.length === maxBytesInLine / 2);
    if (digits === "" || !goesOn) break;
    position += gap.length;
  }
  const beside = text
    .slice(bytes.at(-1)?.end ?? position)
    .replace(/^\s*\|(.*)\|\s*$/u, "$1")
    .trim();
  const shown = bytes.map(({ value }) => (value >= 0x20 && value < 0x7f ? String.fromCharCode(value) : ".")).join("");
  if (bytes.length === 0 || (beside !== "" && beside !== shown.trim()) || (beside === "" && bytes.length < 4)) {
    return null;
  }
  return { line, offset: Number.parseInt(offset, 16), bytes, body: line };
}

/** The bytes of a dump as text. A character of several bytes, possibly on two lines, replaces all of them. */
function decodeBytes(block: readonly DumpLine[]): TracedText {
  const characters = block.flatMap(({ line, bytes }) =>
    (bytes ?? []).map(({ value, start, end }) => line.slice(start, end).standIn(String.fromCharCode(value))),
  );
  return TracedText.join(characters).replace(/[\u00c2-\u00f4][\u0080-\u00bf]{1,3}/gu, ([bytes]) => fromWire(bytes));
}
