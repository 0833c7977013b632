import { Fragment, type ReactNode } from "react";
import type { CheckedFormat, ComparedValue, DifferenceGroup, Finding } from "#shared/format-check.ts";
import { codesOfDifference, visibleText, visibleValue } from "../../ui/visible-text.tsx";
import { formatCount } from "../response/format.ts";
import { markedPart } from "./marked-part.ts";
import { spelledOut } from "#shared/visible-text.ts";

interface FoundValueProps {
  readonly group: DifferenceGroup;
  readonly found: Finding;
  readonly format: CheckedFormat;
  readonly formats: readonly CheckedFormat[];
}

/** The value in one format where formats differ, with the differing characters marked. */
export function FoundValue({ group, found, format, formats }: FoundValueProps) {
  const { kind, field, odd } = group;
  const record = found.records[format];
  const value = found.values[format];
  const isOdd = odd === format;
  if (field === null && kind !== "field-order") {
    if (record === null) return <Absent isOdd={isOdd} />;
    const place = `record ${formatCount(record + 1)}`;
    return isOdd ? <mark>{place}</mark> : place;
  }
  if (value === null) return <Absent isOdd={isOdd} />;
  const title = `As sent: ${value.source === "" ? "nothing" : spelledOut(value.source)}, at byte ${formatCount(value.byteOffset)}`;
  return <span title={title}>{content(group, value, isOdd, reference(found, format, formats, odd))}</span>;
}

function Absent({ isOdd }: { isOdd: boolean }) {
  return <span className={isOdd ? "absent odd" : "absent"}>not sent</span>;
}

/** The value to compare with: that of the odd format for the others, one of the others for the odd one. */
function reference(
  { values }: Finding,
  format: CheckedFormat,
  formats: readonly CheckedFormat[],
  odd: CheckedFormat | null,
): ComparedValue | null {
  const others = formats.filter((each) => each !== format && values[each] !== null);
  const other = odd !== null && odd !== format && others.includes(odd) ? odd : others[0];
  return other === undefined ? null : values[other];
}

function content(
  { kind }: DifferenceGroup,
  value: ComparedValue,
  isOdd: boolean,
  other: ComparedValue | null,
): ReactNode {
  switch (kind) {
    case "type":
    case "null":
      return asWritten(value, isOdd);
    case "escaping":
      return isOdd ? markedEscapes(value.source) : visibleText(value.source);
    case "blanks":
      return visibleValue(value.text);
    case "date":
    case "text":
    case "field-order":
      return other === null ? visibleValue(value.text) : differing(value.text, other.text);
    case "field-missing":
    case "field-extra":
    case "record-missing":
    case "record-extra":
    case "record-order":
      if (value.text === "") return <span className="ink-3">empty</span>;
      return isOdd ? <mark>{visibleValue(value.text)}</mark> : visibleValue(value.text);
  }
}

/** What a format writes for its special characters, and those that it should have escaped. */
function markedEscapes(source: string): ReactNode {
  const quoted = source.length > 1 && source.startsWith('"') && source.endsWith('"');
  const inner = quoted ? source.slice(1, -1) : source;
  const pieces = inner.split(/(\\["\\]|&#?\w+;|%[0-9a-f]{2}|["\\])/iu).map((piece, index) =>
    // oxlint-disable-next-line react/no-array-index-key -- pieces of a text have no other identity
    index % 2 === 1 ? <mark key={index}>{piece}</mark> : <Fragment key={index}>{visibleText(piece)}</Fragment>,
  );
  return quoted ? <>"{pieces}"</> : pieces;
}

function asWritten({ source }: ComparedValue, isOdd: boolean): ReactNode {
  if (source === "") return <span className="ink-3">empty</span>;
  return isOdd ? <mark>{visibleText(source)}</mark> : visibleText(source);
}

function differing(text: string, other: string): ReactNode {
  const part = markedPart(text, other);
  return (
    <>
      {visibleValue(part.before)}
      {part.differing !== "" && <mark>{visibleValue(part.differing)}</mark>}
      {visibleValue(part.after)}
      {codesOfDifference(text, [other])}
    </>
  );
}
