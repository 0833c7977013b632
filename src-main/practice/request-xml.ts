import { UnreadableBody } from "./unreadable-body.ts";

/**
 * Reads the XML form of a request body: `<data>` with one element per field. Attributes and a document type are not
 * allowed, so there are no custom entities to expand. It only scans forward.
 */
export function readXml(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const scan = new Scan(text);
  scan.skipDeclaration();
  if (!scan.take("<data>")) throw new UnreadableBody("The XML body has no data element");
  for (;;) {
    scan.skipBlanks();
    if (scan.take("</data>")) break;
    const [name, empty] = scan.openingTag();
    fields.set(name, empty ? "" : scan.contentOf(name));
  }
  scan.skipBlanks();
  if (!scan.atEnd()) throw malformed();
  return fields;
}

function malformed(): UnreadableBody {
  return new UnreadableBody("The XML body is malformed");
}

class Scan {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  take(expected: string): boolean {
    if (!this.#text.startsWith(expected, this.#at)) return false;
    this.#at += expected.length;
    return true;
  }

  /** Reads up to `end` and skips `end` itself. */
  #until(end: string): string {
    const from = this.#at;
    const found = this.#text.indexOf(end, from);
    if (found === -1) throw malformed();
    this.#at = found + end.length;
    return this.#text.slice(from, found);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at += match[0].length;
    return match;
  }

  skipDeclaration(): void {
    if (this.take("<?xml ")) this.#until("?>");
    this.skipBlanks();
  }

  skipBlanks(): void {
    do this.#match(/\s*/uy);
    while (this.take("<!--") && this.#until("-->") !== null);
  }

  openingTag(): readonly [name: string, empty: boolean] {
    const tag = this.#match(/<([A-Za-z_][\w.-]*)\s*(\/?)>/uy);
    if (tag === null) throw malformed();
    return [tag[1] ?? "", tag[2] === "/"];
  }

  contentOf(name: string): string {
    let content = "";
    for (;;) {
      content += readReferences(this.#match(/[^<]*/uy)?.[0] ?? "");
      if (this.take("<![CDATA[")) content += this.#until("]]>");
      else if (this.take(`</${name}>`)) return content;
      else throw malformed();
    }
  }
}

const namedEntities: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function readReferences(text: string): string {
  return text.replace(/&([^;&]{0,10};)?/gu, (_reference, name: string | undefined) => {
    const character = readReference(name?.slice(0, -1) ?? "");
    if (character === undefined) throw malformed();
    return character;
  });
}

function readReference(name: string): string | undefined {
  if (!name.startsWith("#")) return namedEntities.get(name);
  const code = Number(name.startsWith("#x") ? `0${name.slice(1)}` : name.slice(1));
  return Number.isInteger(code) && code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : undefined;
}
