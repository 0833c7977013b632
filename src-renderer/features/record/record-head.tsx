import { ChevronDown, ChevronUp, X } from "lucide-react";
import { memo } from "react";
import type { Cell, WholeRecord } from "#shared/documents.ts";
import { headingOf, type Resource } from "#shared/rezora/catalog.ts";
import { spelledOut } from "#shared/visible-text.ts";
import { IconButton, LinkButton } from "../../ui/button.tsx";
import { shortened } from "../../ui/shortened.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import type { TableRow } from "../cells/shown-row.ts";
import { RecordActions } from "../edit/record-actions.tsx";
import { collectionsFor } from "../resources/record-name.tsx";
import { useRecordNames } from "../resources/use-record-names.ts";
import { ownDesignator } from "../response/column-kind.ts";
import { copyText } from "../response/clipboard.ts";
import { formatCount, formatTime } from "../response/format.ts";
import { showToast } from "../../state/toast.ts";
import { textOf } from "../response/value-text.ts";
import { wholeValue } from "../response/whole-value.ts";
import { recordText, wholeCells, type RecordSource } from "./record-text.ts";

/** A record whose long values are cut in its cells. */
export interface LookedAtRecord extends WholeRecord {
  readonly row: TableRow;
}

export interface RecordProps {
  readonly whole: LookedAtRecord;
  readonly documentId: string;
  readonly resource: Resource | null;
  readonly onOpen: (designator: string) => void;
}

export function valuesOf({ columns, row }: WholeRecord): (name: string) => string | undefined {
  return (name) => textOf(row.cells[columns.indexOf(name)]);
}

interface StepsProps {
  readonly onPrevious: () => void;
  readonly onNext: () => void;
  readonly onClose: () => void;
}

/** A separate component, so moving between records does not render these buttons again. */
const Steps = memo(function Steps({ onPrevious, onNext, onClose }: StepsProps) {
  return (
    <>
      <IconButton icon={ChevronUp} size="small" label="Previous record" onPress={onPrevious} />
      <IconButton icon={ChevronDown} size="small" label="Next record" onPress={onNext} />
      <IconButton icon={X} size="small" label="Close inspector" onPress={onClose} />
    </>
  );
});

/** The maximum length of a record's name, which is read out and kept with a draft; in characters. */
const maxHeading = 200;

interface RecordHeadProps extends RecordProps, StepsProps {
  readonly connectionId: string;
  /** When it was found to be gone; null while it exists. */
  readonly goneAt: number | null;
}

/** The name of the record, and the actions for it. */
export function RecordHead(props: RecordHeadProps) {
  const { whole, documentId, resource, onPrevious, onNext, onClose, onOpen, connectionId, goneAt } = props;
  const valueOf = valuesOf(whole);
  const number = `Record ${formatCount(whole.row.record + 1)}`;
  const designator = ownDesignator(resource, whole.columns, valueOf);
  const nameOf = useRecordNames(connectionId, designator === null ? [] : collectionsFor(designator));
  // A membership has no name of its own and is shown with the name of its member.
  const member = designator === null ? null : nameOf(designator);
  const name = (resource && headingOf(resource.path, valueOf)) ?? (member?.state === "known" ? member.title : number);
  const heading = shortened(name, maxHeading);
  const source = sourceOf(whole, documentId);
  const copy = (): void => {
    copyRecord(source).then(
      () => showToast("Copied the record."),
      (error: unknown) => showToast(error instanceof Error ? error.message : "Nothing was copied.", "problem"),
    );
  };
  return (
    <header>
      <div className="row">
        <h2 className="ell grow" title={spelledOut(heading)}>
          {visibleText(heading)}
        </h2>
        <Steps onPrevious={onPrevious} onNext={onNext} onClose={onClose} />
      </div>
      <div className="row sub">
        {designator === null ? (
          <span className="ink-3">{heading === number ? "" : number}</span>
        ) : (
          <LinkButton extraClass="mono ell" onPress={() => onOpen(designator)}>
            {visibleText(designator)}
          </LinkButton>
        )}
        <span className="grow" />
        <RecordActions
          connectionId={connectionId}
          designator={designator}
          gone={goneAt === null ? undefined : `It is not there any more, as of ${formatTime(goneAt)}.`}
          resource={resource}
          title={heading}
          longField={whole.columns.find((_, index) => isTooLong(whole.row.cells[index]))}
          valueOf={valueOf}
          wholeValues={async () => valuesByName(await wholeCells(source))}
          onCopy={copy}
        />
      </div>
    </header>
  );
}

async function copyRecord(source: RecordSource): Promise<void> {
  await copyText(await recordText(source));
}

function sourceOf({ columns, row }: LookedAtRecord, documentId: string): RecordSource {
  return {
    columns,
    row,
    wholeValue: (column) => row.held?.get(column) ?? wholeValue({ documentId, record: row.record, column }),
  };
}

/** The maximum length of a value in a change, from the contract; in characters. */
const maxSent = 1_048_576;

function isTooLong(cell: Cell | undefined): boolean {
  return typeof cell === "object" && cell.kind === "cut" && cell.length > maxSent;
}

/** The texts of cells, as initial values of a new record. */
function valuesByName(cells: readonly (readonly [string, Cell | undefined])[]): Map<string, string> {
  return new Map(cells.map(([name, cell]) => [name, textOf(cell) ?? ""]));
}
