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
}

/** Everything the person changed and has not sent, on all connections. Kept by the main process over restarts. */
export const useEdits = create<EditsState>()(() => ({ ...noDrafts, unsaved: new Set() }));

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

/** What was committed is no draft any more; the main process dropped it by itself. */
export function committed(draftIds: readonly string[]): void {
  for (const draftId of draftIds) clearTimeout(timers.get(draftId));
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
  if (draft === undefined) await call("discardDrafts", { draftIds: [draftId] });
  else {
    const { connectionId, change, unread } = draft;
    const saved = await call("saveDraft", { draftId, connectionId, change, unread });
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

function mark(draftId: string, isUnsaved: boolean): void {
  useEdits.setState(({ unsaved }) => {
    const next = new Set(unsaved);
    if (isUnsaved) next.add(draftId);
    else next.delete(draftId);
    return { unsaved: next };
  });
}
