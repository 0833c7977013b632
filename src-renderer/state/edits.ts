import { create } from "zustand";
import type { Draft } from "#shared/edits.ts";
import { call } from "../api.ts";
import {
  draftWithField,
  forgetDrafts,
  noDrafts,
  putDrafts,
  redoStep,
  undoStep,
  type DraftState,
  type EditedRecord,
} from "./draft-changes.ts";
import { report } from "./report.ts";

/** How long typing may go on before it is saved, milliseconds: no more than this is lost when the plug is pulled. */
const saveAfter = 400;

interface EditsState extends DraftState {
  /** Drafts whose last change is not on the disk yet. */
  readonly unsaved: ReadonlySet<string>;
  /** Those of them that could not be saved when it was tried; the next change tries again. */
  readonly failed: ReadonlySet<string>;
}

/** Everything the person changed and has not sent, on all connections. Kept by the main process over restarts. */
export const useEdits = create<EditsState>()(() => ({ ...noDrafts, unsaved: new Set(), failed: new Set() }));

const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Takes up what an earlier session left. */
export async function loadDrafts(): Promise<void> {
  const drafts = await call("listDrafts", {});
  useEdits.setState(({ drafts: begun }) => ({
    drafts: new Map([...drafts.map((draft) => [draft.draftId, draft] as const), ...begun]),
  }));
}

export function draftOf(draftId: string): Draft | undefined {
  return useEdits.getState().drafts.get(draftId);
}

/** Puts drafts in place of what was under their ids, as one step that can be undone; null takes one away. */
export function put(wanted: readonly { readonly draftId: string; readonly draft: Draft | null }[], key?: string): void {
  step((state) => putDrafts(state, wanted, key ?? null));
}

/** Gives one field of a record a value. The letters of one field are one step. */
export function editField(record: EditedRecord, draftId: string, name: string, value: string): void {
  const draft = draftWithField(record, draftOf(draftId), name, value);
  put([{ draftId, draft }], `${draftId} ${name}`);
}

export function discard(draftIds: readonly string[]): void {
  put(draftIds.map((draftId) => ({ draftId, draft: null })));
}

export function undo(): void {
  step(undoStep);
}

export function redo(): void {
  step(redoStep);
}

/**
 * What was committed is no draft any more; the main process dropped it by itself. What was typed since the commit
 * began is another draft under the same id, and stays.
 */
export function committed(draftIds: readonly string[], startedAt: number): void {
  const { drafts, unsaved } = useEdits.getState();
  drop(draftIds.filter((draftId) => !unsaved.has(draftId) && (drafts.get(draftId)?.savedAt ?? 0) <= startedAt));
}

/** A connection that was removed took its drafts with it. */
export function dropDraftsOf(connectionId: string): void {
  const drafts = [...useEdits.getState().drafts.values()];
  drop(drafts.filter((draft) => draft.connectionId === connectionId).map(({ draftId }) => draftId));
}

function drop(draftIds: readonly string[]): void {
  for (const draftId of draftIds) {
    clearTimeout(timers.get(draftId));
    timers.delete(draftId);
    mark(draftId, false);
  }
  useEdits.setState((state) => forgetDrafts(state, new Set(draftIds)));
}

/** Waits until every one of these is on the disk. */
export async function saveNow(draftIds: readonly string[]): Promise<void> {
  await Promise.all(draftIds.map(save));
}

function step(how: (state: DraftState) => DraftState): void {
  const before = useEdits.getState();
  const after = how(before);
  if (after === before) return;
  useEdits.setState(after);
  const ids = new Set([...before.drafts.keys(), ...after.drafts.keys()]);
  for (const draftId of ids) {
    if (before.drafts.get(draftId) !== after.drafts.get(draftId)) saveSoon(draftId);
  }
}

function saveSoon(draftId: string): void {
  mark(draftId, true);
  clearTimeout(timers.get(draftId));
  timers.set(
    draftId,
    setTimeout(() => report(save(draftId)), saveAfter),
  );
}

async function save(draftId: string): Promise<void> {
  clearTimeout(timers.get(draftId));
  timers.delete(draftId);
  if (!useEdits.getState().unsaved.has(draftId)) return;
  const draft = draftOf(draftId);
  if (draft === undefined) {
    await kept(draftId, call("discardDrafts", { draftIds: [draftId] }));
    if (draftOf(draftId) !== undefined) return;
  } else {
    const { connectionId, change, unread } = draft;
    const saved = await kept(draftId, call("saveDraft", { draftId, connectionId, change, unread }));
    // Only the time: what was typed meanwhile is newer.
    useEdits.setState(({ drafts }) => {
      const latest = drafts.get(draftId);
      return latest === undefined
        ? {}
        : { drafts: new Map(drafts).set(draftId, { ...latest, savedAt: saved.savedAt }) };
    });
    if (draftOf(draftId)?.change !== change || draftOf(draftId)?.unread !== unread) return;
  }
  mark(draftId, false);
}

/** Keeps in mind whether it went well: a person must see what is not on the disk. */
async function kept<T>(draftId: string, saving: Promise<T>): Promise<T> {
  try {
    const saved = await saving;
    useEdits.setState(({ failed }) => ({ failed: withOrWithout(failed, draftId, false) }));
    return saved;
  } catch (error) {
    useEdits.setState(({ failed }) => ({ failed: withOrWithout(failed, draftId, true) }));
    throw error;
  }
}

function mark(draftId: string, isUnsaved: boolean): void {
  useEdits.setState(({ unsaved, failed }) => ({
    unsaved: withOrWithout(unsaved, draftId, isUnsaved),
    failed: isUnsaved ? failed : withOrWithout(failed, draftId, false),
  }));
}

function withOrWithout(ids: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  if (ids.has(id) === isIn) return ids;
  const next = new Set(ids);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}
