import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import {
  memo,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useState,
  type CSSProperties,
  type ReactNode,
} from "react";
import type { DocumentSummary, WholeRecord } from "#shared/documents.ts";
import { draftIdOf } from "#shared/edits.ts";
import { groupFields, type FieldGroup, type Resource } from "#shared/rezora/catalog.ts";
import { spelledOut } from "#shared/visible-text.ts";
import { updateSettings } from "../../query.ts";
import { useNarrow } from "../../state/media.ts";
import { shownDocument } from "../../state/arriving.ts";
import { report } from "../../state/report.ts";
import { useShell } from "../../state/shell.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import { useRecordOf, useWorkspace } from "../../state/workspace.ts";
import { IconButton, LinkButton } from "../../ui/button.tsx";
import { textBudget } from "../../ui/long-value/text-budget.ts";
import { choose } from "../../ui/data-grid/selection.ts";
import { shortened } from "../../ui/shortened.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useStable } from "../../ui/use-stable.ts";
import { editableTable } from "../cells/editability.ts";
import { fetchedAtOf } from "../cells/fetched-at.ts";
import type { TableRow } from "../cells/shown-row.ts";
import { useShownRows } from "../cells/use-shown-rows.ts";
import { nameText } from "../resources/record-name.tsx";
import { namedColumns } from "../resources/record-names.ts";
import { useRecordNames } from "../resources/use-record-names.ts";
import { pendingLook } from "../response/cell-look.tsx";
import { kindOfColumn, linkOf, ownDesignator } from "../response/column-kind.ts";
import { formatAmount, formatTime } from "../response/format.ts";
import type { ResponsePaneProps } from "../response/response-pane.tsx";
import { useResource, useShownNames } from "../response/use-columns.ts";
import { rowAtPlace } from "../response/use-rows.ts";
import { useViewState, viewOf } from "../response/view-state.ts";
import { queryWithoutGone } from "../response/without-gone.ts";
import { cellValue } from "../response/whole-cell.ts";
import { wholeRecord } from "./whole-record.ts";
import { isEmptyCell, valueLook } from "./record-look.tsx";
import { RecordHead, valuesOf, type RecordProps, type LookedAtRecord } from "./record-head.tsx";
import { isLong, longLook, ValueText } from "./value-text.tsx";

type InspectorProps = Pick<ResponsePaneProps, "place" | "onOpen">;

/** The whole record beside the table it was chosen in. */
export function Inspector({ place, onOpen }: InspectorProps) {
  const document = shownDocument(place);
  // The table responds to a click immediately; the record beside it is rendered in a transition.
  const lookedAt = useDeferredValue(useRecordOf(place.key));
  const awaited = document === null && place.exchange === null && place.running !== null;
  // The panel is rendered before the records have arrived, so the table does not jump when they do.
  if (awaited && place.panel === null) return <aside className="inspector" aria-label="Record" />;
  if (place.panel !== null || place.refused?.isShown === true || document === null || document.table === null)
    return null;
  // A response with a single record needs no selection.
  const record = lookedAt ?? (document.table.recordCount === 1 ? 0 : null);
  return <RecordPanel key={document.documentId} place={place} document={document} record={record} onOpen={onOpen} />;
}

interface RecordPanelProps extends InspectorProps {
  readonly document: DocumentSummary;
  readonly record: number | null;
}

const RecordPanel = memo(function RecordPanel({ place, document, record, onOpen: openLatest }: RecordPanelProps) {
  const onOpen = useStable(openLatest);
  const narrow = useNarrow();
  const lookAt = useWorkspace((state) => state.lookAt);
  const { resource } = useResource(place.draft.designator);
  const { data, error } = useQuery({ ...wholeRecord(document, record), placeholderData: keepPreviousData });
  const shown = useShownRecord(place, document, resource, data);
  const goneAt = useGoneAt(place, document, resource, shown?.served);
  const step = useRecordSteps(place, document);

  const close = useStable((): void => {
    if (narrow) lookAt(place.key, null);
    else report(updateSettings({ inspectorOpen: false }));
  });
  useEffect(() => {
    if (!narrow) return undefined;
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented || useShell.getState().dialog !== null) return;
      lookAt(place.key, null);
    };
    window.addEventListener("keydown", escape);
    return () => window.removeEventListener("keydown", escape);
  }, [narrow, lookAt, place.key]);

  return (
    <aside className="inspector" aria-label="Record">
      {record === null || shown === undefined || error !== null ? (
        <>
          <header>
            <div className="row">
              <h2 className="ell grow">Record</h2>
              <IconButton icon={X} size="small" label="Close inspector" onPress={close} />
            </div>
          </header>
          <p className="insempty" role={error === null ? undefined : "status"}>
            {error === null ? (record === null ? "Click a row to see the whole record." : "") : error.message}
          </p>
        </>
      ) : (
        <>
          <RecordHead
            whole={shown.served}
            documentId={document.documentId}
            resource={resource}
            onPrevious={step.previous}
            onNext={step.next}
            onClose={close}
            onOpen={onOpen}
            connectionId={place.connectionId}
            goneAt={goneAt}
          />
          {goneAt !== null && (
            <Notice strip kind="caution" role="status" title={`Not there any more, as of ${formatTime(goneAt)}.`}>
              This is how it was fetched.
            </Notice>
          )}
          <RecordBody
            connectionId={place.connectionId}
            whole={shown.whole}
            documentId={document.documentId}
            pending={shown.pending}
            resource={resource}
            onOpen={onOpen}
          />
        </>
      )}
    </aside>
  );
});

/**
 * When the record was found to be gone since it was fetched; null while it is not known to be gone.
 */
function useGoneAt(
  place: InspectorProps["place"],
  { documentId }: DocumentSummary,
  resource: Resource | null,
  record: LookedAtRecord | undefined,
): number | null {
  const designator = record && ownDesignator(resource, record.columns, valuesOf(record));
  const id = designator ? draftIdOf(place.connectionId, designator) : "";
  const known = useStoredValues(({ presence }) => presence.get(id));
  return known?.exists === false && known.at > fetchedAtOf(place, documentId) ? known.at : null;
}

interface ShownRecord {
  readonly whole: LookedAtRecord;
  /** Without pending values. */
  readonly served: LookedAtRecord;
  readonly pending: TableRow["pending"];
}

/** The record as the table has it: with values stored since it was fetched, and pending ones. */
function useShownRecord(
  place: InspectorProps["place"],
  { documentId }: DocumentSummary,
  resource: Resource | null,
  data: WholeRecord | undefined,
): ShownRecord | undefined {
  const columns = data?.columns;
  const table = useMemo(() => editableTable(resource, columns ?? []), [resource, columns]);
  const rowAt = useCallback(() => data?.row, [data]);
  const row = useShownRows(place.connectionId, table, fetchedAtOf(place, documentId), rowAt)(0);
  return useMemo(() => {
    if (row === undefined || columns === undefined) return undefined;
    const served = { columns, row: row.served ?? row };
    return { whole: { columns, row }, served, pending: row.pending };
  }, [row, columns]);
}

/** Moves to the previous or next record in the order shown, or in the order of the body when no row is active. */
function useRecordSteps(place: InspectorProps["place"], document: DocumentSummary) {
  const { key } = place;
  const { documentId, table } = document;
  const count = table?.recordCount ?? 0;

  async function go(by: 1 | -1): Promise<void> {
    const { records, lookAt } = useWorkspace.getState();
    const { views, change } = useViewState.getState();
    const { selection, query } = viewOf(views, key, documentId);
    if (selection === null || selection.active.row < 0) {
      const record = (records.get(key) ?? 0) + by;
      if (record >= 0 && record < count) lookAt(key, record);
      return;
    }
    const row = selection.active.row + by;
    const found = row < 0 ? undefined : await rowAtPlace(documentId, queryWithoutGone(place, document, query), row);
    if (!found) return;
    change(key, documentId, { selection: choose({ row, column: selection.active.column }) });
    lookAt(key, found.record);
  }
  const previous = useStable(() => void go(-1));
  const next = useStable(() => void go(1));
  return { previous, next };
}

interface RecordBodyProps extends RecordProps {
  readonly connectionId: string;
  readonly pending: TableRow["pending"];
}

const RecordBody = memo(function RecordBody(props: RecordBodyProps) {
  const { connectionId, whole, documentId, pending, resource, onOpen } = props;
  const { shown } = useShownNames(whole.columns);
  const named = useMemo(() => namedColumns(resource, whole.columns), [resource, whole.columns]);
  const nameOf = useRecordNames(connectionId, [...named.values()]);
  const budget = textBudget(whole.row.cells.map((cell) => cellValue(cell).length));
  const groups = groupFields(resource?.path ?? null, whole.columns);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable
    <div className="insbody" tabIndex={0} role="group" aria-label="Fields" style={labelStyle(whole.columns.map(shown))}>
      {groups.map((group) => (
        <Group
          key={group.title}
          group={group}
          whole={whole}
          documentId={documentId}
          budget={budget}
          pending={pending}
          resource={resource}
          shown={shown}
          nameBeside={(field, link) => (named.has(field) ? nameText(nameOf(link)) : null)}
          onOpen={onOpen}
        />
      ))}
    </div>
  );
});

/** This fits names of up to 16 letters at 6.6 px; names are not cut, so longer ones get more room. */
function labelStyle(names: readonly string[]): CSSProperties {
  const longest = Math.max(0, ...names.map(({ length }) => length));
  return longest <= 16 ? {} : ({ "--label": `${Math.min(150, Math.ceil(longest * 6.61))}px` } as CSSProperties);
}

type GroupProps = Omit<RecordBodyProps, "connectionId"> & {
  readonly group: FieldGroup;
  readonly budget: number;
  readonly shown: (name: string) => string;
  readonly nameBeside: (field: string, link: string) => ReactNode;
};

function Group(props: GroupProps) {
  const { group, whole, documentId, budget, pending, resource, shown, nameBeside, onOpen } = props;
  const cellOf = (name: string) => whole.row.cells[whole.columns.indexOf(name)];
  const empty = group.fields.every((field) => isEmptyCell(cellOf(field)));
  const [opened, setOpened] = useState(false);
  const valueOf = valuesOf(whole);
  return (
    <section className="fg">
      <h3>
        {empty ? (
          <button type="button" aria-expanded={opened} onClick={() => setOpened(!opened)}>
            {group.title}
            <span className="grow" />
            <span className="note">{formatAmount(group.fields.length, "field")}, all empty</span>
          </button>
        ) : (
          group.title
        )}
      </h3>
      {(!empty || opened) &&
        group.fields.map((field) => {
          const kind = kindOfColumn(field);
          const edited = pending?.get(field);
          const cell = cellOf(field);
          const plain = isLong(cell, budget) ? longLook(cell, kind) : valueLook(cell, kind);
          const look = edited === undefined ? plain : pendingLook(plain, edited);
          const link = linkOf(resource, kind, valueOf);
          return (
            <div className="fr" key={field}>
              <span className="k" title={spelledOut(shortened(field))}>
                {visibleText(shortened(shown(field)))}
              </span>
              <span className={look.className} title={look.title}>
                {isLong(cell, budget) ? (
                  <ValueText
                    key={`${documentId} ${String(whole.row.record)}`}
                    cell={cell}
                    held={whole.row.held?.get(field)}
                    place={{ documentId, record: whole.row.record, column: field }}
                    budget={budget}
                  />
                ) : link === null ? (
                  look.content
                ) : (
                  <>
                    <LinkButton onPress={() => onOpen(link)}>{visibleText(valueOf(field) ?? "")}</LinkButton>{" "}
                    <span className="nm">{nameBeside(field, link)}</span>
                  </>
                )}
              </span>
            </div>
          );
        })}
    </section>
  );
}
