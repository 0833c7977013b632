import { checkedFormats } from "#shared/checked-formats.ts";
import type {
  CheckedFormat,
  CsvDialect,
  DifferenceGroup,
  DifferenceKind,
  FormatCheck,
  FormatComparison,
} from "#shared/format-check.ts";
import { formatAmount, formatCount } from "../response/format.ts";

export const formatTitles: Readonly<Record<CheckedFormat, string>> = { json: "JSON", xml: "XML", csv: "CSV" };

/** The name of each kind, and its meaning in one sentence. */
export const kindWords: Readonly<Record<DifferenceKind, readonly [title: string, meaning: string]>> = {
  "record-missing": ["Record missing", "The others have it."],
  "record-extra": ["Record too many", "The others do not have it."],
  "field-missing": ["Field missing", "The others have it in this record."],
  "field-extra": ["Field too many", "The others do not have it in this record."],
  type: ["Type", "A number, true, false or a list, where the others have text."],
  null: ["Null against empty", "One says “no value”, another an empty one."],
  escaping: ["Escaping", "Quotes, backslashes or entities that are not written as the format asks."],
  date: ["Date form", "The same field, dates written in another way."],
  blanks: ["Blanks", "The same but for blanks or line breaks."],
  text: ["Text", "They say different things."],
  "record-order": ["Order of records", "The same records in another order."],
  "field-order": ["Order of fields", "The same fields in another order."],
};

/** The id of the section on the page that has the differences of a kind. */
export function kindId(kind: DifferenceKind): string {
  return `differences-${kind}`;
}

export interface KindOfGroups {
  readonly kind: DifferenceKind;
  readonly groups: readonly DifferenceGroup[];
  readonly total: number;
}

/** Groups of one kind together, in their original order. */
export function groupsByKind(groups: readonly DifferenceGroup[]): readonly KindOfGroups[] {
  const kinds = [...new Set(groups.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const own = groups.filter((group) => group.kind === kind);
    return { kind, groups: own, total: own.reduce((sum, { total }) => sum + total, 0) };
  });
}

export interface Verdict {
  readonly kind: "ok" | "caution" | "danger" | "plain";
  readonly title: string;
  readonly detail: string;
}

/** `JSON, XML and CSV`. */
export function listed(formats: readonly CheckedFormat[]): string {
  const names = formats.map((format) => formatTitles[format]);
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

export function wireRequestsOf({ answers }: FormatCheck): number {
  return checkedFormats.reduce((sum, format) => sum + (answers[format]?.legs.length ?? 0), 0);
}

/** The verdict first: one sentence, and its evidence. */
export function verdictOf(check: FormatCheck): Verdict {
  const came = checkedFormats.filter((format) => typeof check.answers[format]?.status === "number").length;
  const cost = `${formatAmount(came, "answer")}, ${formatAmount(wireRequestsOf(check), "wire request")}.`;
  switch (check.outcome) {
    case "cancelled":
      return {
        kind: "plain",
        title: "Cancelled",
        detail: `${cost} ${came === 0 ? "No response had arrived." : "What has come is kept in the history."}`,
      };
    case "stopped":
      return {
        kind: "danger",
        title: "Stopped: nothing was compared",
        detail: `${check.problem ?? ""} ${cost}`.trim(),
      };
    case "no-data":
      return { kind: "ok", title: "JSON, XML and CSV say the same: no data", detail: cost };
    case "not-comparable":
      return { kind: "danger", title: "Fewer than two answers can be compared", detail: cost };
    case "compared":
      return check.comparison === null
        ? { kind: "danger", title: "Fewer than two answers can be compared", detail: cost }
        : comparedVerdict(check, check.comparison, cost);
  }
}

function comparedVerdict(check: FormatCheck, comparison: FormatComparison, cost: string): Verdict {
  const { compared, groups, records, differing, fields, alignedBy } = comparison;
  const left = check.leftOut.map(({ format }) => format);
  const matched = alignedBy === null ? "Records are matched by their place." : `Records are matched by ${alignedBy}.`;
  const without = left.length === 0 ? "" : ` ${listed(left)} could not be compared.`;
  const detail = `${matched}${without} ${cost}`;
  if (groups.length > 0) {
    const kinds = formatAmount(
      new Set(groups.map(({ kind }) => kind)).size,
      "kind of difference",
      "kinds of difference",
    );
    const where =
      differing === 0 ? "in the order only" : `in ${formatCount(differing)} of ${formatAmount(records, "record")}`;
    return { kind: "caution", title: `${kinds} ${where}`, detail };
  }
  const size = `${formatAmount(records, "record")}, ${formatAmount(fields, "field")}`;
  const asDocumented = check.dialect === null || dialectPoints(check.dialect).every(({ agrees }) => agrees !== false);
  return {
    kind: left.length === 0 && asDocumented ? "ok" : "caution",
    title: `${listed(compared)} say the same: ${size}`,
    detail: asDocumented ? detail : `CSV is not written as documented. ${detail}`,
  };
}

/**
 * One property of the CSV, compared with the API's documentation; `agrees` is null when nothing in the CSV shows it.
 */
export interface DialectPoint {
  readonly name: string;
  readonly found: string;
  readonly documented: string;
  readonly agrees: boolean | null;
  /** Characters exactly as they are in the CSV, not words about them. */
  readonly literal: boolean;
}

const notShown = "nothing shows it";

type Shown<Property extends keyof CsvDialect> = NonNullable<CsvDialect[Property]>;

function point<Value>(
  name: string,
  found: Value | null,
  documented: Value,
  words: (value: Value) => string,
  literal = false,
): DialectPoint {
  return {
    name,
    found: found === null ? notShown : words(found),
    documented: words(documented),
    agrees: found === null ? null : found === documented,
    literal,
  };
}

const quotingWords = { all: "every value", some: "some values", none: "none" } as const;
const lineEndWords = { crlf: "CR LF", lf: "LF", cr: "CR", mixed: "mixed" } as const;
const quoteWords = { backslash: String.raw`\"`, doubled: '""', bare: "not marked", mixed: "mixed" } as const;
const backslashWords = { doubled: String.raw`\\`, single: "not marked", mixed: "mixed" } as const;

/** The dialect that was found, point by point, in the order of the documentation. */
export function dialectPoints(dialect: CsvDialect): readonly DialectPoint[] {
  const { delimiter, quote, quoting, quoteEscape, backslash, lineEnd, header, byteOrderMark } = dialect;
  return [
    point("Delimiter", delimiter, "|", (value) => (value === "\t" ? "tab" : value), true),
    point<CsvDialect["quoting"]>("Values in quotes", quoting, "all", (value) => quotingWords[value]),
    point("Quote", quoting === "none" ? null : quote, '"', (value) => value, true),
    point<Shown<"quoteEscape">>("Quote within a value", quoteEscape, "backslash", (value) => quoteWords[value], true),
    point<Shown<"backslash">>("Backslash within a value", backslash, "doubled", (value) => backslashWords[value], true),
    point<Shown<"lineEnd">>("Line end", lineEnd, "crlf", (value) => lineEndWords[value], true),
    point("First line", header, true, (value) => (value ? "names of the fields" : "a record")),
    point("Byte order mark", byteOrderMark, false, (value) => (value ? "yes" : "no")),
  ];
}
