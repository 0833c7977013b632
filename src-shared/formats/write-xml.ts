import { addLongValue, addText, type Tokens } from "./code-tokens.ts";
import { fieldText, type Field, type RecordFormat } from "./field.ts";
import { escapeXmlText, xmlName } from "./xml-text.ts";

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** `<name>` as tokens. */
export function openTag(name: string, indent: string): Tokens {
  return tag(`${indent}<`, name);
}

export function closeTag(name: string, indent: string): Tokens {
  return tag(`${indent}</`, name);
}

/** A name may hold joiners, which cannot be seen. */
function tag(opening: string, name: string): Tokens {
  const line: Tokens = [["punct", opening]];
  addText(line, "key", name);
  line.push(["punct", ">"]);
  return line;
}

/** Element names of fields; those that are not in it are named by `xmlName`. */
type Names = ReadonlyMap<string, string>;
const noNames: Names = new Map();

function fieldTokens(field: Field, from: RecordFormat, indent: string, names: Names): Tokens {
  const { value } = field;
  if (typeof value !== "string" && value.kind === "nested" && from === "xml") {
    const line: Tokens = [["plain", indent]];
    addText(line, "plain", value.text);
    return line;
  }
  if (typeof value !== "string" && value.kind === "long" && value.of === "nested" && from === "xml") {
    const line: Tokens = [["plain", indent]];
    addLongValue(line, "plain", value, (text) => text);
    return line;
  }
  const name = names.get(field.key) ?? xmlName(field.key);
  const line = openTag(name, indent);
  if (typeof value !== "string" && value.kind === "long") {
    addLongValue(line, "string", value, escapeXmlText);
    line.push(...closeTag(name, ""));
    return line;
  }
  // A JSON null does not have text: its element stays empty, and the "nothing altered" check names it.
  addText(line, "string", typeof value !== "string" && value.kind === "null" ? "" : escapeXmlText(fieldText(value)));
  line.push(...closeTag(name, ""));
  return line;
}

/** Lines of one record in the API's own layout. */
export function xmlRecordLines(
  fields: readonly Field[],
  from: RecordFormat,
  child: string,
  names: Names = noNames,
): Tokens[] {
  if (fields.length === 0) return [[...openTag(child, " "), ...closeTag(child, "")]];
  return [openTag(child, " "), ...fields.map((field) => fieldTokens(field, from, "  ", names)), closeTag(child, " ")];
}

/** One record on one line: its first field, room for "22 more fields", and the closing tag. */
export function foldedXml(fields: readonly Field[], from: RecordFormat, child: string, names: Names = noNames): Tokens {
  const line = openTag(child, " ");
  const first = fields[0];
  if (first !== undefined) for (const token of fieldTokens(first, from, "", names)) line.push(token);
  line.push(["punct", `</${child}>`]);
  return line;
}
