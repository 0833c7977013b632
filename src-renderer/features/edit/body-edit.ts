import { readBody, writeBody, type BodyFormat, type FieldPair, type ReadBody } from "#shared/rezora/request-body.ts";

/**
 * Reads a body that was edited as text. A field that reads the same as before the edit keeps its exact value: a format
 * may not be able to carry it, and an edit of one field must not change another.
 */
export function readEditedBody(format: BodyFormat, text: string, fields: readonly FieldPair[]): ReadBody {
  const read = readBody(format, text);
  if (!read.ok) return read;
  const before = readBody(format, writeBody(format, fields).text);
  if (!before.ok) return read;
  // Matched by name and not by position, because a line may have been inserted before them.
  const unused = before.fields.map((pair, index) => ({ pair, exact: fields[index] ?? pair }));
  const kept = read.fields.map((pair): FieldPair => {
    const at = unused.findIndex(({ pair: [name, value] }) => name === pair[0] && value === pair[1]);
    return at < 0 ? pair : (unused.splice(at, 1)[0]?.exact ?? pair);
  });
  return { ...read, fields: kept };
}
