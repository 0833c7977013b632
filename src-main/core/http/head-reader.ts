import { decideFraming, type Framing, type ReceivedField } from "./framing.ts";
import {
  findFieldLineProblem,
  findStatusLineProblem,
  findValueProblem,
  type HeadViolation,
} from "./head-line-rules.ts";

/** Limits all header lines of a response, interim ones included. Node's limit of 16 KiB is below what servers send. */
const maxHeadBytes = 256 * 1024;
/** RFC 9110 §15.2 sets no limit, but each one restarts the time-out, so an endless series would never end. */
const maxInterimResponses = 20;

/** The head of a final response. */
export interface FinalHead {
  readonly statusLine: string;
  readonly status: number;
  readonly reason: string;
  readonly httpVersion: string;
  readonly fields: readonly ReceivedField[];
  readonly framing: Framing;
  readonly warnings: readonly string[];
  /** The head has to be rewritten before the parser of node:http may see it. */
  readonly needsRepair: boolean;
  /** Two readers might disagree about where the response ends, so the socket is not used again. */
  readonly mustClose: boolean;
  /** Where the head begins and ends in the received bytes. */
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the bytes of a response line by line until its head is complete. Interim responses (1xx) are skipped: they
 * have no body, and nothing in them changes the final one (RFC 9110 §15.2).
 *
 * A folded header is unfolded, as RFC 9112 §5.2 requires of a user agent.
 */
export class HeadReader {
  #text = "";
  /** Where the next line begins. */
  #next = 0;
  #line = 0;
  #start = 0;
  #interimCount = 0;
  #statusLine: string | null = null;
  #fields: ReceivedField[] = [];
  #head: FinalHead | null = null;
  #violation: HeadViolation | null = null;

  /** Everything received so far, one character per byte. */
  get text(): string {
    return this.#text;
  }

  get head(): FinalHead | null {
    return this.#head;
  }

  get violation(): HeadViolation | null {
    return this.#violation;
  }

  read(bytes: Uint8Array): void {
    this.#text += Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
    while (this.#head === null && this.#violation === null) {
      const end = this.#text.indexOf("\n", this.#next);
      if (end === -1) break;
      const whole = this.#text.slice(this.#next, end);
      this.#line++;
      this.#next = end + 1;
      const problem = this.#readLine(whole);
      if (problem !== null) this.#violation ??= { line: this.#line, reason: problem };
    }
    if (this.#next > maxHeadBytes || (this.#head === null && this.#text.length > maxHeadBytes)) {
      this.#refuse(`The headers are larger than the limit of ${maxHeadBytes / 1024} KiB`);
    } else if (this.#head === null && this.#statusLine === null && !couldBeHttp(this.#text.slice(this.#next))) {
      this.#refuse("The response does not begin with an HTTP status line");
    }
  }

  /** The position within the incomplete line. */
  #refuse(reason: string): void {
    this.#violation ??= { line: this.#next === this.#text.length ? this.#line : this.#line + 1, reason };
    this.#head = null;
  }

  /** What is wrong with the line, or null. */
  #readLine(whole: string): string | null {
    const line = whole.endsWith("\r") ? whole.slice(0, -1) : null;
    if (this.#statusLine === null) {
      const problem = findStatusLineProblem(line ?? whole);
      if (problem !== null) return problem;
      this.#statusLine = line;
    } else if (line === "") return this.#endHead(this.#statusLine);
    else if (line !== null) return /^[\t ]/u.test(line) ? this.#continueField(line) : this.#addField(line);
    return line === null ? "A line ends without a carriage return" : null;
  }

  #addField(line: string): string | null {
    const problem = findFieldLineProblem(line);
    if (problem !== null) return problem;
    const colon = line.indexOf(":");
    const value = trimmed(line.slice(colon + 1));
    this.#fields.push({ name: line.slice(0, colon), value, line: this.#line, lineCount: 1 });
    return null;
  }

  #continueField(line: string): string | null {
    const field = this.#fields.pop();
    if (field === undefined) return "The status line is folded over two lines";
    // RFC 9112 §5.2: the fold and the white space around it are replaced with a space.
    const value = trimmed(`${field.value} ${trimmed(line)}`);
    this.#fields.push({ ...field, value, lineCount: field.lineCount + 1 });
    return findValueProblem(line);
  }

  #endHead(statusLine: string): string | null {
    const [, httpVersion = "", code = "", reason = ""] = /^HTTP\/(\S+) (\d{3}) ?(.*)$/su.exec(statusLine) ?? [];
    const status = Number(code);
    // 101 ends HTTP on this connection: it is not an interim response that is followed by another one.
    if (status >= 100 && status < 200 && status !== 101) return this.#skipInterim();
    const fields = this.#fields;
    const decision = decideFraming(status, fields);
    if (decision.violation !== null) {
      this.#violation = decision.violation;
      return null;
    }
    const folded = fields.filter(({ lineCount }) => lineCount > 1);
    this.#head = {
      statusLine,
      status,
      reason,
      httpVersion,
      fields,
      framing: decision.framing,
      warnings: [...folded.map(foldWarning), ...decision.warnings],
      needsRepair: decision.mustClose || folded.length > 0,
      mustClose: decision.mustClose,
      start: this.#start,
      end: this.#next,
    };
    return null;
  }

  #skipInterim(): string | null {
    this.#statusLine = null;
    this.#fields = [];
    this.#start = this.#next;
    return ++this.#interimCount > maxInterimResponses
      ? `More than ${maxInterimResponses} interim responses (1xx) came and no final one`
      : null;
  }
}

function couldBeHttp(beginning: string): boolean {
  const mark = "HTTP/";
  return mark.startsWith(beginning.slice(0, mark.length));
}

/** Removes the white space that RFC 9110 §5.5 excludes from a value. */
function trimmed(value: string): string {
  return value.replaceAll(/^[\t ]+|[\t ]+$/gu, "");
}

function foldWarning({ name, lineCount }: ReceivedField): string {
  return `The header ${name} was folded over ${lineCount} lines. They were read as one, as RFC 9112 §5.2 requires.`;
}
