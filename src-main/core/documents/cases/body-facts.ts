import { z } from "zod";
import { codeFormat, documentFormat, type Cell, type CodeFormat } from "#shared/documents.ts";
import { openEngine, type TestEngine } from "../test-engine.ts";

const oneOrMore = z.union([z.string(), z.array(z.string())]);
const place = { record: z.number().int(), column: z.string() };

/** What must be true of a body once it is open. Records and rows count from 0. */
const simpleFact = z.strictObject({
  records: z.number().int().optional(),
  /** The first columns of the table. */
  columns: z.array(z.string()).optional(),
  format: documentFormat.optional(),
  /** Whether the body is shown as a table. */
  table: z.boolean().optional(),
  cell: z.strictObject({ ...place, text: z.string() }).optional(),
  cellHas: z.strictObject({ ...place, text: z.array(z.string()) }).optional(),
  /** The cell is shown as ambiguous, with its bytes. */
  cellMarked: z.strictObject(place).optional(),
  rowMarked: z.number().int().optional(),
  someCell: z.string().optional(),
  someRowMarked: z.boolean().optional(),
  /** Whether a notice of the severity caution or danger exists. */
  grave: z.boolean().optional(),
  /** A notice contains one of these; case is ignored. */
  noticeSays: oneOrMore.optional(),
  graveNoticeSays: oneOrMore.optional(),
  noticeNeverSays: oneOrMore.optional(),
  /** The "nothing altered" check of this view finds no difference. */
  nothingDiffers: z.enum(["table", "json", "xml", "csv", "raw"]).optional(),
  lineHas: z.strictObject({ as: codeFormat, text: z.string() }).optional(),
  /** The column from top to bottom when the table is sorted by it, ascending. */
  order: z.strictObject({ column: z.string(), values: z.array(z.string()) }).optional(),
  search: z.strictObject({ text: z.string(), matches: z.number().int() }).optional(),
  filter: z
    .strictObject({
      column: z.string(),
      operator: z.enum(["contains", "equals", "starts"]),
      text: z.string(),
      matches: z.number().int(),
    })
    .optional(),
  find: z
    .strictObject({ as: codeFormat, text: z.string(), matchCase: z.boolean(), count: z.number().int() })
    .optional(),
  /** The line with `near` does not contain the character itself but a mark or a name in its place. */
  invisibleShown: z.strictObject({ as: codeFormat, near: z.string(), character: z.string() }).optional(),
});
type SimpleFact = z.infer<typeof simpleFact>;

export const bodyCases = z.array(
  z.strictObject({
    id: z.string(),
    kind: z.string(),
    what: z.string(),
    contentType: z.string(),
    /** One character is one byte (Latin-1). */
    body: z.string(),
    /** False for a body that the connection cut off. */
    complete: z.boolean().optional(),
    right: z.array(z.union([z.strictObject({ anyOf: z.array(simpleFact) }), simpleFact])),
  }),
);
export type BodyCase = z.infer<typeof bodyCases>[number];

export function prepareSubject({ body, contentType, complete = true }: BodyCase): TestEngine {
  return openEngine(new Uint8Array(Buffer.from(body, "latin1")), { contentType, complete });
}

/** The facts of a case that do not hold, as text that says what was found; empty when all of them hold. */
export function findUntrueFacts(engine: TestEngine, { right }: Pick<BodyCase, "right">): string[] {
  return right.flatMap((fact) => {
    if (!("anyOf" in fact)) return findUntrue(engine, fact);
    const choices = fact.anyOf.map((choice) => findUntrue(engine, choice));
    return choices.some((untrue) => untrue.length === 0) ? [] : choices.flat();
  });
}

function findUntrue(engine: TestEngine, fact: SimpleFact): string[] {
  return Object.entries(fact).flatMap(([name, expected]) => {
    const found = findOut(engine, fact, name as keyof SimpleFact);
    return found === true ? [] : [`${name} ${JSON.stringify(expected)}: found ${JSON.stringify(found)}`];
  });
}

/** True when the named part of the fact holds; otherwise what was found instead. */
function findOut(engine: TestEngine, fact: SimpleFact, name: keyof SimpleFact): unknown {
  const { summary } = engine;
  const { table, notices } = summary;
  const grave = notices.filter(({ severity }) => severity !== "info");
  switch (name) {
    case "records":
      return table?.recordCount === fact.records || (table?.recordCount ?? "no table");
    case "columns": {
      const found = table?.columns.slice(0, fact.columns?.length);
      return JSON.stringify(found) === JSON.stringify(fact.columns) || (found ?? "no table");
    }
    case "format":
      return summary.format === fact.format || summary.format;
    case "table":
      return (table !== null) === fact.table || summary.format;
    case "cell": {
      const found = textAt(engine, fact.cell);
      return found === fact.cell?.text || found;
    }
    case "cellHas": {
      const found = textAt(engine, fact.cellHas);
      return fact.cellHas?.text.every((text) => found.includes(text)) === true || found;
    }
    case "cellMarked": {
      const found = cellAt(engine, fact.cellMarked);
      return (typeof found === "object" && found.kind === "ambiguous") || found;
    }
    case "rowMarked":
      return rowsOf(engine).some(({ record, mark }) => record === fact.rowMarked && mark !== null);
    case "someCell":
      return rowsOf(engine).some(({ cells }) => cells.some((cell) => textOf(cell) === fact.someCell));
    case "someRowMarked":
      return rowsOf(engine).some(({ mark }) => mark !== null) === fact.someRowMarked;
    case "grave":
      return grave.length > 0 === fact.grave || notices;
    case "noticeSays":
      return saysOneOf(notices, fact.noticeSays) || notices;
    case "graveNoticeSays":
      return saysOneOf(grave, fact.graveNoticeSays) || grave;
    case "noticeNeverSays":
      return !saysOneOf(notices, fact.noticeNeverSays) || notices;
    case "nothingDiffers": {
      const { firstDifference } = engine.verify(fact.nothingDiffers ?? "raw");
      return firstDifference === null || firstDifference;
    }
    case "lineHas":
      return linesOf(engine, fact.lineHas?.as).some((line) => line.includes(fact.lineHas?.text ?? ""));
    case "order": {
      const { column = "", values = [] } = fact.order ?? {};
      const at = table?.columns.indexOf(column) ?? -1;
      const { rows } = engine.rows({ sort: [{ column, direction: "ascending" }] });
      const found = rows.map(({ cells }) => textOf(cells[at]));
      return JSON.stringify(found) === JSON.stringify(values) || found;
    }
    case "search": {
      const { matched } = engine.rows({ search: fact.search?.text ?? "" });
      return matched === fact.search?.matches || matched;
    }
    case "filter": {
      const { column = "", operator = "contains", text: value = "" } = fact.filter ?? {};
      const { matched } = engine.rows({ filters: [{ column, operator, value }] });
      return matched === fact.filter?.matches || matched;
    }
    case "find": {
      const { as = "raw", text = "", matchCase = false } = fact.find ?? {};
      const { count } = engine.find({ as, query: text, matchCase, regularExpression: false, index: 0 });
      return count === fact.find?.count || count;
    }
    case "invisibleShown": {
      const { as, near = "", character = "" } = fact.invisibleShown ?? {};
      const beside = linesOf(engine, as).filter((line) => line.includes(near));
      return (beside.length > 0 && beside.every((line) => !line.includes(character))) || beside;
    }
  }
}

function saysOneOf(notices: readonly { title: string; message: string }[], words: string | string[] = []): boolean {
  const said = notices.map(({ title, message }) => `${title} ${message}`.toLowerCase());
  return [words].flat().some((word) => said.some((text) => text.includes(word.toLowerCase())));
}

function linesOf(engine: TestEngine, as: CodeFormat = "raw"): string[] {
  return engine.text(as).split("\n");
}

function rowsOf(engine: TestEngine) {
  return engine.summary.table === null ? [] : engine.rows().rows;
}

function cellAt(engine: TestEngine, at?: { record: number; column: string }): Cell | undefined {
  const column = engine.summary.table?.columns.indexOf(at?.column ?? "") ?? -1;
  return rowsOf(engine).find(({ record }) => record === at?.record)?.cells[column];
}

function textAt(engine: TestEngine, at?: { record: number; column: string }): string {
  return textOf(cellAt(engine, at));
}

function textOf(cell: Cell | undefined): string {
  if (cell === undefined) return "(no such cell)";
  if (typeof cell === "string") return cell;
  return "text" in cell ? cell.text : `(${cell.kind})`;
}
