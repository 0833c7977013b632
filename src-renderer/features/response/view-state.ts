import { useMemo } from "react";
import { create } from "zustand";
import type { CodeFormat, Folding, RecordQuery } from "#shared/documents.ts";
import { everyRecord } from "#shared/every-record.ts";
import { nothingFolded } from "./folding.ts";
import type { Selection } from "../../ui/data-grid/selection.ts";

export interface FindState {
  readonly open: boolean;
  readonly text: string;
  readonly matchCase: boolean;
  readonly regularExpression: boolean;
  /** Which match is the current one, from 0. */
  readonly index: number;
}

/** What was selected in the document that a location showed before; the same records are selected again. */
export interface SelectionBefore {
  readonly documentId: string;
  readonly query: RecordQuery;
  readonly selection: Selection;
}

/** The view state of one location. State of one document is dropped when another one arrives there. */
export interface PlaceView {
  readonly documentId: string | null;
  readonly query: RecordQuery;
  readonly selection: Selection | null;
  /** null: nothing was selected before, or the selection has been restored. */
  readonly before: SelectionBefore | null;
  /** The number of records that match the query, once it is known. */
  readonly matched: number | null;
  readonly folding: Folding;
  /** Folded nodes that are not records, by the view whose lines open them. */
  readonly nodes: Readonly<Partial<Record<CodeFormat, readonly number[]>>>;
  readonly find: FindState;
  /** Every view of this response says whether it agrees with the bytes. */
  readonly checked: boolean;
  /** The byte that Raw or Hex goes to, again for each new object; null for none. */
  readonly byte: { readonly offset: number } | null;
}

const noFind: FindState = { open: false, text: "", matchCase: false, regularExpression: false, index: 0 };
/** A shared object: a selector that returned a new one each time would render forever. */
const noNodes: PlaceView["nodes"] = {};
const untouched: PlaceView = {
  documentId: null,
  query: everyRecord,
  selection: null,
  before: null,
  matched: null,
  folding: nothingFolded,
  nodes: noNodes,
  find: noFind,
  checked: false,
  byte: null,
};

interface ViewState {
  readonly views: ReadonlyMap<string, PlaceView>;
  readonly change: (placeKey: string, documentId: string, change: Partial<Omit<PlaceView, "documentId">>) => void;
}

/** Whether long lines of code are wrapped; the same in every view. */
export const useWrap = create<{ readonly wrap: boolean }>()(() => ({ wrap: false }));

/** The maximum number of locations whose view is remembered; the oldest is forgotten first. */
const remembered = 200;

/**
 * Query, selection, folds and find of each location; kept while going back and forward, lost when the window closes.
 */
export const useViewState = create<ViewState>()((set) => ({
  views: new Map(),
  change: (placeKey, documentId, change) =>
    set(({ views }) => {
      const next = new Map(views);
      next.delete(placeKey);
      next.set(placeKey, { ...viewOf(views, placeKey, documentId), ...change });
      const [oldest] = next.keys();
      if (next.size > remembered && oldest !== undefined) next.delete(oldest);
      return { views: next };
    }),
}));

/** Sets another order or selection of records, derived from the latest one, and clears the selected rows. */
export function changeQuery(placeKey: string, documentId: string, next: (query: RecordQuery) => RecordQuery): void {
  const { views, change } = useViewState.getState();
  change(placeKey, documentId, { query: next(viewOf(views, placeKey, documentId).query), selection: null });
}

/** One part of the view state of a location; a component that uses it renders only when this part changes. */
export function useViewOf<Part extends Exclude<keyof PlaceView, "documentId" | "find">>(
  placeKey: string,
  documentId: string,
  part: Part,
): PlaceView[Part] {
  return useViewState(({ views }) => viewOf(views, placeKey, documentId)[part]);
}

/** The whole view state of a location, for components that show most of it: they render with every change. */
export function useView(placeKey: string, documentId: string): PlaceView {
  const known = useViewState(({ views }) => views.get(placeKey));
  return useMemo(() => viewFor(known, documentId), [known, documentId]);
}

/**
 * The view state of a location for the document it shows now: a refresh keeps the query, but no position in the old
 * body.
 */
export function viewOf(views: ReadonlyMap<string, PlaceView>, placeKey: string, documentId: string): PlaceView {
  return viewFor(views.get(placeKey), documentId);
}

function viewFor(known: PlaceView | undefined, documentId: string): PlaceView {
  if (!known) return { ...untouched, documentId };
  if (known.documentId === documentId) return known;
  const find = { ...known.find, index: 0 };
  return {
    ...known,
    documentId,
    selection: null,
    before: beforeOf(known),
    matched: null,
    folding: nothingFolded,
    nodes: noNodes,
    find,
    byte: null,
  };
}

/** The same object for the same view: a selector that returned a new one each time would render forever. */
const befores = new WeakMap<PlaceView, SelectionBefore>();

function beforeOf(view: PlaceView): SelectionBefore | null {
  const { documentId, query, selection } = view;
  if (selection === null || documentId === null || selection.active.row < 0) return view.before;
  const known = befores.get(view) ?? { documentId, query, selection };
  befores.set(view, known);
  return known;
}
