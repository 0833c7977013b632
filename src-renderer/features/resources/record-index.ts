import { create } from "zustand";
import type { DocumentSummary } from "#shared/documents.ts";
import { foldCase } from "#shared/canonical-text.ts";
import { everyRecord } from "#shared/every-record.ts";
import { fieldNamed, headingFields, headingOf, resources, type Resource } from "#shared/rezora/catalog.ts";
import { ApiError, call } from "../../api.ts";
import { keptDocuments } from "../../state/kept-bodies.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { cellText } from "./fetched-records.ts";

/** What the search for a fetched record and its name need. */
export interface IndexedRecord {
  readonly id: string;
  /** Counted from 0 in the order of the body. */
  readonly record: number;
  /** null: it has no name. */
  readonly title: string | null;
  /** The first filled-in address; empty for none. */
  readonly email: string;
  /** Normalised for comparison: without case, composed. */
  readonly foldedTitle: string;
  readonly foldedEmail: string;
}

/** The records of one fetched response by their id. */
export interface RecordIndex {
  /** `partial`: more records are being read, or there are more than an index holds. */
  readonly state: "partial" | "whole";
  readonly records: ReadonlyMap<string, IndexedRecord>;
}

/** The columns that an index is built from. */
export interface IndexColumns {
  readonly resource: Resource;
  readonly id: string;
  readonly heading: readonly string[];
  readonly emails: readonly string[];
}

/**
 * The maximum number of indexed records of one response; past it, the table's own search is faster than an index in
 * memory.
 */
export const maxIndexed = 250_000;
/** Records per read: few enough to be indexed within a few milliseconds. */
const readTogether = 1_000;
/** A growing index is published after this many more records. */
const shownAfter = 20_000;
const maxTitle = 200;

/** The indexes of the available responses, by document. Nothing is indexed before a name is needed. */
export const useRecordIndexes = create<{ readonly indexes: ReadonlyMap<string, RecordIndex> }>()(() => ({
  indexes: new Map(),
}));

const begun = new Set<string>();

/** null: the columns do not identify the record of a row. */
export function indexColumns(resource: Resource, columns: readonly string[]): IndexColumns | null {
  const own = resource.kind === "record" ? resource : resources.find(({ path }) => path === `${resource.path}/ID`);
  const id = own?.ids.at(-1);
  if (own === undefined || id === undefined || !columns.includes(id)) return null;
  const heading = headingFields(own.path).filter((field) => columns.includes(field));
  const emails = columns.filter((column) => fieldNamed(column)?.kind === "email");
  return { resource: own, id, heading, emails };
}

/** One record from the texts of its chosen columns; null for a row without an id. */
export function indexedRecord(
  { resource, id: idColumn }: IndexColumns,
  record: number,
  valueOf: (column: string) => string | undefined,
  emails: readonly string[],
): IndexedRecord | null {
  const id = valueOf(idColumn) ?? "";
  if (id === "") return null;
  const title = headingOf(resource.path, valueOf)?.slice(0, maxTitle) ?? null;
  const email = emails.map((column) => valueOf(column) ?? "").find((value) => value !== "") ?? "";
  return { id, record, title, email, foldedTitle: foldCase(title ?? ""), foldedEmail: foldCase(email) };
}

/** Indexes the records of a fetched response by their id. Does not call the API; a second call does nothing. */
export function needIndex(resource: Resource, { documentId, table, complete }: DocumentSummary): void {
  if (table === null || begun.has(documentId)) return;
  const columns = indexColumns(resource, table.columns);
  if (columns === null) return;
  forgetClosed();
  begun.add(documentId);
  const count = Math.min(table.recordCount, maxIndexed);
  // The body may be closed while it is read. Ids are then shown without names, and the next caller tries again.
  build(documentId, columns, count, complete && table.recordCount === count).catch(() => begun.delete(documentId));
}

async function build(documentId: string, columns: IndexColumns, count: number, isAll: boolean): Promise<void> {
  const records = new Map<string, IndexedRecord>();
  const show = (state: RecordIndex["state"]): void =>
    useRecordIndexes.setState(({ indexes }) => ({ indexes: new Map(indexes).set(documentId, { state, records }) }));
  let shown = 0;
  for (let from = 0; from < count; from += readTogether) {
    for (const each of await readSome(documentId, columns, from, Math.min(count, from + readTogether))) {
      // A repeated id refers to the first of its records.
      if (!records.has(each.id)) records.set(each.id, each);
    }
    if (!begun.has(documentId)) return;
    if (records.size - shown < shownAfter) continue;
    shown = records.size;
    show("partial");
  }
  show(isAll ? "whole" : "partial");
}

async function readSome(
  documentId: string,
  columns: IndexColumns,
  from: number,
  to: number,
): Promise<readonly IndexedRecord[]> {
  const names = [...new Set([columns.id, ...columns.heading, ...columns.emails])];
  const at = new Map(names.map((name, index) => [name, index]));
  const rows = await readTexts(documentId, names, from, to);
  return rows.flatMap(
    (texts, index) =>
      indexedRecord(columns, from + index, (column) => texts[at.get(column) ?? -1], columns.emails) ?? [],
  );
}

/** The texts of chosen columns; where values are too long for that, their beginnings, from a read of all columns. */
async function readTexts(
  documentId: string,
  columns: readonly string[],
  from: number,
  to: number,
): Promise<readonly (readonly (string | undefined)[])[]> {
  const rows: (readonly (string | undefined)[])[] = [];
  try {
    const range = { query: everyRecord, from, to: to - 1 };
    const { text } = await call("copyRows", { documentId, ...range, columns: [...columns], as: "cells" });
    rows.push(...(JSON.parse(text) as readonly (readonly string[])[]));
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "invalid-input") throw error;
    const { columns: all } = await call("getRecord", { documentId, record: from, cellLimit: 1 });
    const places = columns.map((column) => all.indexOf(column));
    for (let offset = from; offset < to; offset += 100) {
      const limit = Math.min(100, to - offset);
      const window = await call("getRows", { documentId, query: everyRecord, offset, limit });
      rows.push(...window.rows.map(({ cells }) => places.map((place) => cellText(cells[place]))));
    }
  }
  return rows;
}

/** Drops the indexes of bodies that are no longer kept. */
function forgetClosed(): void {
  const kept = keptDocuments(useWorkspace.getState());
  for (const documentId of begun) if (!kept.has(documentId)) begun.delete(documentId);
  useRecordIndexes.setState(({ indexes }) => ({
    indexes: new Map([...indexes].filter(([documentId]) => kept.has(documentId))),
  }));
}

/** How well a record matches the search text; lower is better. */
const ranks = { id: 0, titleStart: 1, idStart: 2, wordStart: 3, email: 4, title: 5, emailPart: 6 } as const;

/**
 * Records whose id, name or e-mail address matches the search text, the best first, at most `limit`. One pass over
 * plain strings that keeps at most `limit` matches of each kind: a hundred thousand records take a few milliseconds.
 */
export function findRecords(index: RecordIndex, typed: string, limit: number): readonly IndexedRecord[] {
  const wanted = foldCase(typed.trim());
  const found: IndexedRecord[][] = Object.values(ranks).map(() => []);
  if (wanted === "") {
    const first: IndexedRecord[] = [];
    for (const each of index.records.values()) {
      if (first.length === limit) break;
      first.push(each);
    }
    return first;
  }
  for (const each of index.records.values()) {
    const rank = rankOf(each, wanted);
    const same = rank === null ? undefined : found[rank];
    if (same !== undefined && same.length < limit) same.push(each);
  }
  return found.flat().slice(0, limit);
}

function rankOf({ id, foldedTitle, foldedEmail }: IndexedRecord, wanted: string): number | null {
  const atId = id.indexOf(wanted);
  if (atId === 0) return id.length === wanted.length ? ranks.id : ranks.idStart;
  const atTitle = foldedTitle.indexOf(wanted);
  if (atTitle === 0) return ranks.titleStart;
  if (atTitle > 0 && foldedTitle.includes(` ${wanted}`)) return ranks.wordStart;
  const atEmail = foldedEmail.indexOf(wanted);
  if (atEmail === 0) return ranks.email;
  if (atTitle > 0) return ranks.title;
  return atEmail > 0 ? ranks.emailPart : null;
}

/** Records with this e-mail address, in whatever case it is written. */
export function recordsWithEmail(index: RecordIndex, email: string): readonly IndexedRecord[] {
  const wanted = foldCase(email.trim());
  if (wanted === "") return [];
  return [...index.records.values()].filter(({ foldedEmail }) => foldedEmail === wanted);
}
