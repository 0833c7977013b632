/** More than any call needs; the schemas have their own limits as well. */
const maxValues = 120_000;
const maxCharacters = 4 * 1_048_576;

/**
 * Whether an input is small and plain enough to be validated by a schema. A schema reports every fault it finds, so a
 * million wrong values would become a million messages. Cycles, which Electron's bridge can carry, count as endless.
 * Values that a schema would read from a prototype are refused.
 */
export function isPlainInput(input: unknown): boolean {
  const open: unknown[] = [input];
  let values = 1;
  let characters = 0;
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string") characters += value.length;
    if (Array.isArray(value)) {
      values += value.length;
      if (values > maxValues) return false;
      for (const item of value as readonly unknown[]) open.push(item);
    } else if (typeof value === "object" && value !== null) {
      if (!isPlainObject(value)) return false;
      for (const [key, inner] of Object.entries(value)) {
        characters += key.length;
        values += 1;
        open.push(inner);
      }
      if (values > maxValues) return false;
    }
    if (characters > maxCharacters) return false;
  }
  return true;
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
