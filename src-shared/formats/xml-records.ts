import { SaxesParser } from "saxes";
import type { Field } from "./field.ts";

/** One record of XML and what a table cannot show of it. */
export interface XmlRecord {
  readonly fields: readonly Field[];
  readonly hasAttributes: boolean;
}

/**
 * Reads records by a real XML parser. `text` holds whole record elements, one after the other.
 * Throws when it is not well-formed. Nothing is expanded: a document type cannot occur inside an element, and
 * without one only the five built-in entities exist.
 */
export function readXmlRecords(text: string): XmlRecord[] {
  // Records need one root to be a document; its name never shows.
  const wrapped = `<r>${text}</r>`;
  const records: XmlRecord[] = [];
  const parser = new SaxesParser<{ position: false }>({ position: false });
  let depth = 0;
  let fields: Field[] = [];
  let hasAttributes = false;
  let content = "";
  let start = 0;
  let nested = false;

  const append = (piece: string): void => {
    content += piece;
  };
  const mark = (): void => {
    nested = true;
  };
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("text", append);
  parser.on("cdata", append);
  parser.on("comment", mark);
  parser.on("processinginstruction", mark);
  parser.on("opentag", (tag) => {
    depth++;
    const attributes = Object.keys(tag.attributes).length > 0;
    if (depth === 2) {
      fields = [];
      hasAttributes = attributes;
    } else if (depth === 3) {
      content = "";
      nested = attributes;
      start = wrapped.lastIndexOf("<", parser.position - 1);
    } else if (depth > 3) nested = true;
  });
  parser.on("closetag", (tag) => {
    if (depth === 3) {
      const value = nested ? ({ kind: "nested", text: wrapped.slice(start, parser.position) } as const) : content;
      fields.push({ key: tag.name, value });
    } else if (depth === 2) records.push({ fields, hasAttributes });
    depth--;
  });
  parser.write(wrapped).close();
  return records;
}
