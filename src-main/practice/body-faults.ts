import { Buffer } from "node:buffer";
import type { Answer } from "./answer.ts";
import type { Fault } from "./fault.ts";
import type { AnswerFormat } from "./target.ts";

type Piece = string | Uint8Array;

function textOf(body: Iterable<Piece> | null): string {
  let text = "";
  for (const piece of body ?? []) text += typeof piece === "string" ? piece : Buffer.from(piece).toString("utf8");
  return text;
}

/** Changes a body as a whole. */
function changed(change: (text: string, answer: Answer) => Piece): Fault["spoil"] {
  return (answer) => {
    if (answer.body === null) return answer;
    return { ...answer, body: [change(textOf(answer.body), answer)] };
  };
}

/** Replaces some letters of a name by bytes, at byte 1,024 or later. Only values have capital letters. */
function withBytes(text: string, bytes: readonly number[]): Uint8Array {
  const letters = new RegExp(`(?<=[A-Z])[a-z]{${bytes.length}}`, "gu");
  letters.lastIndex = Math.min(1_024, Math.floor(text.length / 2));
  const at = letters.exec(text)?.index ?? text.length;
  return Buffer.concat([
    Buffer.from(text.slice(0, at)),
    Uint8Array.from(bytes),
    Buffer.from(text.slice(at + bytes.length)),
  ]);
}

/** Drops the last field of every tenth record and, in CSV, adds an extra field to the next one. */
function ragged(text: string, format: AnswerFormat): string {
  let record = 0;
  switch (format) {
    case "csv":
      return text.replace(/\r\n(?=")([^\r\n]*)/gu, (row, cells: string) => {
        record++;
        if (record % 10 === 4) return `\r\n${cells.slice(0, cells.lastIndexOf("|"))}`;
        return record % 10 === 5 ? `${row}|"one too many"` : row;
      });
    case "json":
      return text.replace(/,\s*"[^"]*":"[^"]*"(?=\s*\})/gu, (field) => (++record % 10 === 4 ? "" : field));
    case "xml":
      return text.replace(/\s*<(\w+)>[^<]*<\/\1>(?=\s*<\/)/gu, (field) => (++record % 10 === 4 ? "" : field));
  }
}

const nestedLevels = 50_000;

function nested(format: AnswerFormat): string {
  if (format === "xml") return `<?xml version="1.0"?>\n${"<a>".repeat(nestedLevels)}${"</a>".repeat(nestedLevels)}`;
  return `${"[".repeat(nestedLevels)}${"]".repeat(nestedLevels)}`;
}

/** The envelope of a list without its records. */
function withoutRecords(text: string, format: AnswerFormat): string {
  switch (format) {
    case "csv":
      return text.slice(0, text.indexOf("\r\n") + 2);
    case "json":
      return "[]";
    case "xml":
      return text.replace(/(<(\w+) version="1\.0">)[^]*(<\/\2>)/u, "$1$3");
  }
}

/** 200 MB of spaces, in pieces. */
function* blanks(): Generator<string> {
  const piece = " ".repeat(1_000_000);
  for (let sent = 0; sent < 200; sent++) yield piece;
}

/** Faults of a body that is transferred correctly. */
export const bodyFaults = {
  "half-body": {
    summary: "the body stops in the middle of a value, and the wire says nothing",
    spoil: changed((text) => text.slice(0, Math.ceil(text.length * 0.55))),
  },
  "wrong-charset": {
    summary: "the text is Latin-1, and Content-Type says UTF-8",
    spoil: changed((text) => new Uint8Array(Buffer.from(text, "latin1"))),
  },
  "invalid-bytes": {
    summary: "three bytes of a value are not UTF-8",
    spoil: changed((text) => withBytes(text, [0xff, 0xfe, 0xff])),
  },
  bom: {
    summary: "a byte order mark opens the body",
    spoil: changed((text) => `\u{feff}${text}`),
  },
  nul: {
    summary: "a NUL stands in a value",
    spoil: changed((text) => withBytes(text, [0])),
  },
  "ragged-rows": {
    summary: "some records have more or fewer fields than the others",
    spoil: changed((text, { format }) => ragged(text, format)),
  },
  "deep-nesting": {
    summary: "50,000 levels of nesting",
    spoil: changed((_, { format }) => nested(format)),
  },
  "no-records": {
    summary: "status 200 and a list with nothing in it",
    spoil: changed((text, { format }) => withoutRecords(text, format)),
  },
  "empty-body": {
    summary: "status 200 and no byte",
    spoil: changed(() => ""),
  },
  "no-content-body": {
    summary: "status 204, and yet a body",
    spoil: (answer) => ({ ...answer, status: 204, delivery: "behind-the-head" }),
  },
  "gzip-plain": {
    summary: "Content-Encoding says gzip, and the body is plain",
    spoil: (answer) => ({ ...answer, headers: [...answer.headers, ["Content-Encoding", "gzip"]] }),
  },
  "gzip-bomb": {
    summary: "a compressed body of 200 KB that unfolds to 200 MB",
    spoil: (answer) => ({ ...answer, body: blanks(), delivery: "gzip" }),
  },
} as const satisfies Readonly<Record<string, Fault>>;
