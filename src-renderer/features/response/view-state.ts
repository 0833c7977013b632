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

/** What was selected in the document that a place showed before: the same records are selected again. */
export interface SelectionBefore {
  readonly documentId: string;
  readonly query: RecordQuery;
  readonly selection: Selection;
}

/** How one place is looked at. What belongs to one document is dropped when another one arrives there. */
export interface PlaceView {
  readonly documentId: string | null;
  readonly query: RecordQuery;
  readonly selection: Selection | null;
  /** null: nothing was selected before, or it has been selected again. */
  readonly before: SelectionBefore | null;
  /** Records the query leaves, once that is known. */
  readonly matched: number | null;
  readonly folding: Folding;
  /** Folded nodes that are no records, by the view whose lines they open. */
  readonly nodes: Readonly<Partial<Record<CodeFormat, readonly number[]>>>;
  readonly find: FindState;
  /** Every view of this answer says whether it shows what the bytes say. */
  readonly checked: boolean;
  /** The byte that Raw or Hex goes to, anew with each new object; null for none. */
  readonly byte: { readonly offset: number } | null;
}

const noFind: FindState = { open: false, text: "", matchCase: false, regularExpression: false, index: 0 };
/** One object for all: a selector that gave a new one each time would render for ever. */
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

/** Places whose view is remembered; the oldest is forgotten first. */
const remembered = 200;

/** Query, selection, folds and find of each place: gone with the window, kept while going back and forward. */
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

/** Another order or choice of the records, made of the latest one; nothing of it is selected yet. */
export function changeQuery(placeKey: string, documentId: string, next: (query: RecordQuery) => RecordQuery): void {
  const { views, change } = useViewState.getState();
  change(placeKey, documentId, { query: next(viewOf(views, placeKey, documentId).query), selection: null });
}

/** One part of how a place is looked at: what shows it is drawn anew with changes of this part alone. */
export function useViewOf<Part extends Exclude<keyof PlaceView, "documentId" | "find">>(
  placeKey: string,
  documentId: string,
  part: Part,
): PlaceView[Part] {
  return useViewState(({ views }) => viewOf(views, placeKey, documentId)[part]);
}

/** All of how a place is looked at: for what shows most of it, since it is drawn anew with every change. */
export function useView(placeKey: string, documentId: string): PlaceView {
  const known = useViewState(({ views }) => views.get(placeKey));
  return useMemo(() => viewFor(known, documentId), [known, documentId]);
}

/** The view of a place for the document it shows now: a refresh keeps the query, and no position in the old body. */
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

/** The same object for the same view: a selector that gave a new one each time would render for ever. */
const befores = new WeakMap<PlaceView, SelectionBefore>();

function beforeOf(view: PlaceView): SelectionBefore | null {
  const { documentId, query, selection } = view;
  if (selection === null || documentId === null || selection.active.row < 0) return view.before;
  const known = befores.get(view) ?? { documentId, query, selection };
  befores.set(view, known);
  return known;
}
