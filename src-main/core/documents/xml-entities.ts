import type { Flaw } from "#shared/formats/scan.ts";

/** As much of a document type declaration as is looked at. */
const readLength = 65_536;

/** Names of the entities that a document declares itself. Nothing of them is ever expanded. */
export class DeclaredEntities {
  /** The first reference to one of them. */
  first: Flaw | null = null;
  private readonly names = new Set<string>();
  /** A part of the declarations is elsewhere, and is not fetched. */
  private isElsewhere = false;

  /** Reads a document type declaration. */
  read(doctype: Uint8Array): void {
    const text = new TextDecoder().decode(doctype.slice(0, readLength));
    const inside = text.indexOf("[");
    const opening = inside < 0 ? text : text.slice(0, inside);
    this.isElsewhere = /\s(?:SYSTEM|PUBLIC)\s/.test(opening) || (inside >= 0 && /%[^\s;]+;/.test(text.slice(inside)));
    for (const [, name = ""] of text.matchAll(/<!ENTITY\s+([^\s%"'<>]+)\s/g)) this.names.add(name);
  }

  /** Takes a flaw that is a reference to one of these entities: a parser that reads the declarations knows it. */
  add(flaw: Flaw): boolean {
    if (flaw.entity === undefined || !this.has(flaw.entity)) return false;
    this.first ??= flaw;
    return true;
  }

  has(name: string): boolean {
    return this.isElsewhere || this.names.has(name);
  }
}
