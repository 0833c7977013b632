/** How a challenge breaks the rules of its grammar (RFC 9110 §5.6, §11.6.1; RFC 7616 §3.3). */
export type DamageKind =
  | "comma-missing"
  | "separator"
  | "surplus-separator"
  | "space-missing"
  | "odd-space"
  | "equals-sign"
  | "list-unquoted"
  | "list-separator"
  | "unquoted-text"
  | "wrong-quotes"
  | "doubled-quotes"
  | "inner-quotes"
  | "opening-quote-missing"
  | "closing-quote-missing"
  | "backslash"
  | "folded-line"
  | "repeated"
  | "repeated-differently"
  | "algorithm-spelling"
  | "algorithm-list";

/** One point at which a challenge is broken. */
export interface Damage {
  readonly kind: DamageKind;
  /** The parameter concerned, or the scheme. */
  readonly name: string;
  /** What is there, in words, where the kind alone does not say. */
  readonly detail?: string;
  /** Counted from 1 in the value of the field; null when the parameter itself is the location. */
  readonly byte: number | null;
}

/**
 * Writes one sentence per kind that names the parameters and the bytes: a challenge without any comma is broken in one
 * way, not in five.
 */
export function describeDamage(damage: readonly Damage[]): readonly string[] {
  const groups = new Map<string, Damage[]>();
  for (const one of damage) {
    const key = `${one.kind} ${one.detail ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map(sentenceOf);
}

function sentenceOf(group: readonly Damage[]): string {
  const [first] = group;
  if (first === undefined) return "";
  const names = [...new Set(group.map(({ name }) => name))];
  const bytes = [...new Set(group.flatMap(({ byte }) => (byte === null ? [] : [byte])))];
  const place = bytes.length === 0 ? "" : ` (${bytes.length === 1 ? "byte" : "bytes"} ${listed(bytes.map(String))})`;
  return `${statementOf(first, listed(names), names.length > 1)}${place}.`;
}

function statementOf({ kind, detail = "" }: Damage, names: string, many: boolean): string {
  const values = many ? "values" : "value";
  const parameters = many ? "parameters" : "parameter";
  const are = many ? "are" : "is";
  switch (kind) {
    case "comma-missing":
      return `No comma before ${names}`;
    case "separator":
      return `${detail} before ${names} instead of a comma`;
    case "surplus-separator":
      return `A surplus ${detail} after ${names}`;
    case "space-missing":
      return `No space after ${names}`;
    case "odd-space":
      return `A non-breaking space before ${names}`;
    case "equals-sign":
      return `${detail} instead of an equals sign after ${names}`;
    case "list-unquoted":
      return `The ${values} of ${names} ${are} a list and not in one pair of quotes`;
    case "list-separator":
      return `The ${values} of ${names} ${are} a list that is not separated by commas`;
    case "unquoted-text":
      return `The ${values} of ${names} ${many ? "contain" : "contains"} spaces and ${are} not quoted`;
    case "wrong-quotes":
      return `The ${values} of ${names} ${are} in ${detail} instead of double quotes`;
    case "doubled-quotes":
      return `A surplus quote around the ${values} of ${names}`;
    case "inner-quotes":
      return `The ${values} of ${names} ${many ? "contain" : "contains"} quotes that are not escaped`;
    case "opening-quote-missing":
      return `No opening quote before the ${values} of ${names}`;
    case "closing-quote-missing":
      return `No closing quote after the ${values} of ${names}`;
    case "backslash":
      return `The ${values} of ${names} ${many ? "contain" : "contains"} a backslash that is not escaped`;
    case "folded-line":
      return "The field is folded over several lines";
    case "repeated":
      return `The ${parameters} ${names} ${are} given more than once, always with the same value`;
    case "repeated-differently":
      return `The ${parameters} ${names} ${are} given more than once, with different values of which the last one counts`;
    case "algorithm-spelling":
      return `The algorithm is spelled ${detail}, which is not a registered name`;
    case "algorithm-list":
      return `The parameter algorithm names several algorithms (${detail})`;
  }
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;
}
