import { TracedText } from "./traced-text.ts";

/** The shell whose quoting a command uses. */
export type Shell = "sh" | "cmd" | "powershell";

/** Recognised by line continuations and escaped quotes. A command without either reads the same in all three. */
export function shellOf(command: string): Shell {
  if (/\^\s*\n|\^["^&%]/u.test(command)) return "cmd";
  if (/`\s*\n|`["$`]/u.test(command)) return "powershell";
  return "sh";
}

/** Splits a command into its words, with quotes and escapes undone. Never throws: an open quote ends with the text. */
export function shellWords(command: TracedText, shell: Shell): TracedText[] {
  switch (shell) {
    case "sh":
      return new WordReader(command, { escape: "\\", escapes: /[\s\S]/u, single: true }).words();
    case "cmd":
      // cmd itself undoes the caret before the program sees its words, which are quoted as in C programs.
      return new WordReader(
        command.replace(/\^(?:[ \t]*\n[ \t]*|([\s\S]))/gu, ([, kept]) => kept ?? " "),
        { escape: "\\", escapes: /"/u, single: false },
      ).words();
    case "powershell":
      return new WordReader(command, { escape: "`", escapes: /[\s\S]/u, single: true }).words();
  }
}

interface Quoting {
  readonly escape: string;
  /** The characters it escapes outside quotes. */
  readonly escapes: RegExp;
  /** Single quotes quote, and nothing between them is escaped. */
  readonly single: boolean;
}

class WordReader {
  readonly #source: TracedText;
  readonly #text: string;
  readonly #quoting: Quoting;
  #position = 0;
  #pieces: TracedText[] | null = null;
  readonly #words: TracedText[] = [];

  constructor(source: TracedText, quoting: Quoting) {
    this.#source = source;
    this.#text = source.text;
    this.#quoting = quoting;
  }

  words(): TracedText[] {
    while (this.#position < this.#text.length) this.#step();
    this.#endWord();
    return this.#words;
  }

  #step(): void {
    const character = this.#text[this.#position] ?? "";
    const rest = this.#text.slice(this.#position, this.#position + 2);
    if (/\s/u.test(character)) {
      this.#endWord();
      this.#position++;
    } else if (character === this.#quoting.escape && this.#quoting.escapes.test(rest.slice(1))) {
      const [goesOn] = /^.[ \t]*\n/u.exec(this.#text.slice(this.#position, this.#position + 200)) ?? [];
      if (goesOn === undefined) this.#escaped();
      else this.#position += goesOn.length;
    } else if (rest === "$'") this.#ansiQuoted();
    else if (character === '"') this.#doubleQuoted();
    else if (character === "'" && this.#quoting.single) this.#singleQuoted();
    else this.#take(1);
  }

  #escaped(): void {
    this.#position++;
    this.#take(1);
  }

  #doubleQuoted(): void {
    this.#open();
    while (this.#position < this.#text.length) {
      const character = this.#text[this.#position];
      const next = this.#text[this.#position + 1];
      if (character === '"') break;
      // PowerShell passes a quote to a program only after a backslash, so `\`"` is written for one there.
      if (character === "\\" && next === "`" && this.#text[this.#position + 2] === '"') this.#position += 2;
      else if (character === "\\" && next === "\n") {
        this.#position += 2;
        continue;
      } else if ((character === this.#quoting.escape || character === "\\") && /["\\$`]/u.test(next ?? "")) {
        this.#position++;
      }
      this.#take(1);
    }
    this.#position++;
  }

  #singleQuoted(): void {
    this.#open();
    const end = this.#text.indexOf("'", this.#position);
    this.#take((end < 0 ? this.#text.length : end) - this.#position);
    this.#position++;
  }

  /** `$'…'` of bash, which browsers use for text with a quote or a line break. */
  #ansiQuoted(): void {
    this.#position++;
    this.#open();
    const body = /^(?:[^'\\]|\\[\s\S])*/u.exec(this.#text.slice(this.#position))?.[0] ?? "";
    const quoted = this.#source.slice(this.#position, this.#position + body.length);
    this.#pieces?.push(
      quoted.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/gu, ([, wide, narrow, one = ""]) => {
        const code = wide ?? narrow;
        if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
        return { n: "\n", r: "\r", t: "\t" }[one] ?? one;
      }),
    );
    this.#position += body.length + 1;
  }

  #open(): void {
    this.#pieces ??= [];
    this.#position++;
  }

  #take(length: number): void {
    this.#pieces ??= [];
    this.#pieces.push(this.#source.slice(this.#position, this.#position + length));
    this.#position += length;
  }

  #endWord(): void {
    if (this.#pieces !== null) this.#words.push(TracedText.join(this.#pieces));
    this.#pieces = null;
  }
}
