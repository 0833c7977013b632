import type { ReactNode } from "react";
import type { ResourcePath } from "#shared/rezora/catalog.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import { collectionPath, namedRecord, nameNotFetched, ownerOf, type RecordName } from "./record-names.ts";
import { useRecordNames } from "./use-record-names.ts";

/** A name beside its id. It says so where the name was not fetched, and shows nothing while that is unknown. */
export function nameText(name: RecordName): ReactNode {
  if (name.state === "unsure") return null;
  return name.state === "known" ? visibleText(name.title) : <span className="ink-3">{nameNotFetched}</span>;
}

/** The collections that can provide names for a designator, including its list or group. */
export function collectionsFor(designator: string): readonly ResourcePath[] {
  const owner = ownerOf(designator);
  const records = [designator, ...(owner === null ? [] : [owner])].flatMap((each) => namedRecord(each) ?? []);
  return [...new Set(records.map(({ path }) => collectionPath(path)))];
}

interface RecordTitleProps {
  readonly connectionId: string;
  readonly designator: string;
  /** Its name when the change was made; empty where it was not known. */
  readonly title: string;
}

/** What a change is about, by name: the record, or for a membership the member with its list or group. */
export function RecordTitle({ connectionId, designator, title }: RecordTitleProps) {
  const nameOf = useRecordNames(connectionId, collectionsFor(designator));
  const owner = ownerOf(designator);
  const found = title === "" ? nameOf(designator) : null;
  const own = title !== "" ? visibleText(title) : found?.state === "known" ? visibleText(found.title) : null;
  const ownerName = owner === null ? null : nameOf(owner);
  if (ownerName?.state !== "known") return own;
  return (
    <>
      {own}
      <span className="ink-3">
        {own !== null && ", "}
        {visibleText(ownerName.title)}
      </span>
    </>
  );
}
