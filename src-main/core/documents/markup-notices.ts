import type { DocumentNotice } from "#shared/documents.ts";
import { JsonRecords } from "./json-records.ts";
import type { OpenDocument } from "./open-document.ts";
import { counted, number } from "./notice-words.ts";
import { mark } from "./record-list.ts";
import type { Records } from "./records.ts";
import { strayKey } from "./stray-key.ts";
import { XmlRecords } from "./xml-records.ts";

function place(offset: number): string {
  return `byte ${number(offset)}`;
}

/** What XML and JSON have to say about themselves that does not end the reading: flaws, entities, strays. */
export function markupNotices({ records, table }: OpenDocument): DocumentNotice[] {
  if (records === null || records.format === "csv") return [];
  const notices = [flawNotice(records, table), table === null ? null : strayNotice(table)];
  if (records instanceof XmlRecords) notices.push(entityNotice(records), table === null ? null : otherNotice(records));
  return notices.filter((notice) => notice !== null);
}

function flawNotice(records: Records, table: Records | null): DocumentNotice | null {
  const known = records.flaws?.known ?? [];
  const [first, ...others] = known;
  if (first === undefined) return null;
  const marked = table === null ? 0 : countMarks(table, mark.flawed);
  const said = others.map(({ reason, offset }) => ` Also, from ${place(offset)} on: ${reason}.`);
  const more = records.flaws?.hasMore === true ? " There are more." : "";
  const are = counted(marked, "record is", "records are");
  const read = marked === 0 ? "It is read all the same." : `It is read all the same, and ${are} marked.`;
  const name = records.format.toUpperCase();
  return {
    code: "not-well-formed",
    severity: "caution",
    title: `${name} parsers refuse this body at ${place(first.offset)}.`,
    message: `The reason: ${first.reason}.${said.join("")}${more} ${read}`,
    byteOffset: first.offset,
  };
}

function countMarks({ list }: Records, wanted: number): number {
  let count = 0;
  for (let record = 0; record < list.count; record++) if ((list.marksOf(record) & wanted) !== 0) count++;
  return count;
}

function strayNotice(table: Records): DocumentNotice | null {
  const { strays, firstStray } =
    table instanceof JsonRecords
      ? table
      : table instanceof XmlRecords
        ? table.children
        : { strays: 0, firstStray: null };
  if (strays === 0) return null;
  return {
    code: "stray-children",
    severity: "caution",
    title: `${counted(strays, "row is not a record", "rows are not records")}.`,
    message: `The list also holds something else${firstStray === null ? "" : `, first at ${place(firstStray)}`}. It is marked, and the column ${strayKey} shows it as it was sent.`,
    byteOffset: firstStray,
  };
}

function otherNotice({ children }: XmlRecords): DocumentNotice | null {
  if (children.others === 0) return null;
  return {
    code: "stray-children",
    severity: "caution",
    title: `${counted(children.others, "record has another name", "records have another name")}.`,
    message: "Their elements are not named as those of the other records. They are marked in the table.",
    byteOffset: children.firstOther,
  };
}

function entityNotice({ entities }: XmlRecords): DocumentNotice | null {
  const { first } = entities;
  if (first === null) return null;
  return {
    code: "entities",
    severity: "caution",
    title: `The entity &${first.entity ?? ""}; is not looked up.`,
    message:
      "The document type declaration of the body defines entities. None of them is expanded here: the values show them as they were sent, while another program may put text in their place.",
    byteOffset: first.offset,
  };
}

/** The mark of a row that XML or JSON make; null for none. */
export function markupSentence(records: Records, record: number, marks: number): string | null {
  if ((marks & mark.stray) !== 0) return "This is not a record; it is shown as it was sent";
  if ((marks & mark.flawed) !== 0) return flawSentence(records, record);
  if (!(records instanceof XmlRecords)) return null;
  const { own, usual } = records.nameOf(record);
  return own === usual || usual === "" ? null : `The element is named ${own}, those of the other records ${usual}`;
}

function flawSentence(records: Records, record: number): string | null {
  const flaw = records.flawOf?.(record) ?? null;
  if (flaw === null) return null;
  const where = `${place(flaw.offset)}: ${flaw.reason}`;
  const isDeclared = records instanceof XmlRecords && flaw.entity !== undefined && records.entities.has(flaw.entity);
  return isDeclared
    ? `The entity &${flaw.entity ?? ""}; is not looked up (${place(flaw.offset)})`
    : `${records.format.toUpperCase()} parsers refuse this record at ${where}`;
}
