import { create } from "zustand";
import type { Draft } from "#shared/edits.ts";
import { call, onEvent } from "../api.ts";
import {
  draftsWithFields,
  draftWithField,
  forgetDrafts,
  noDrafts,
  putDrafts,
  redoStep,
  undoStep,
  type DraftState,
  type EditedRecord,
  type FieldEdit,
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

/** The last timer of each draft that waits to be saved. */
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

/** Gives fields of one or many records values, as one step of its own. */
export function editFields(edits: readonly FieldEdit[]): void {
  put(draftsWithFields(useEdits.getState().drafts, edits));
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

/** Saves what could not be saved, once the main process says that the disk takes it again. */
export function watchSaving(): () => void {
  return onEvent("storageChanged", ({ unsaved }) => {
    const { failed } = useEdits.getState();
    if (unsaved.includes("edits") || unsaved.includes("folder") || failed.size === 0) return;
    report(saveAll([...failed].filter((id) => !timers.has(id))));
  });
}

/** Saves what was typed while there was nobody to take it. */
export async function saveUnsaved(): Promise<void> {
  await saveAll([...useEdits.getState().unsaved]);
}

/** A connection that was removed took its drafts with it. */
export function dropDraftsOf(connectionId: string): void {
  const drafts = [...useEdits.getState().drafts.values()];
  drop(drafts.filter((draft) => draft.connectionId === connectionId).map(({ draftId }) => draftId));
}

function drop(draftIds: readonly string[]): void {
  for (const draftId of draftIds) timers.delete(draftId);
  mark(draftIds, false);
  useEdits.setState((state) => forgetDrafts(state, new Set(draftIds)));
}

/** Waits until every one of these is on the disk. */
export async function saveNow(draftIds: readonly string[]): Promise<void> {
  await saveAll(draftIds);
}

function step(how: (state: DraftState) => DraftState): void {
  const before = useEdits.getState();
  const after = how(before);
  if (after === before) return;
  useEdits.setState(after);
  const ids = new Set([...before.drafts.keys(), ...after.drafts.keys()]);
  saveSoon([...ids].filter((draftId) => before.drafts.get(draftId) !== after.drafts.get(draftId)));
}

/** Drafts changed together are saved together; those changed again meanwhile wait for their newer timer. */
function saveSoon(draftIds: readonly string[]): void {
  mark(draftIds, true);
  const timer = setTimeout(() => {
    const mine = draftIds.filter((id) => timers.get(id) === timer);
    // What could not be saved before is tried again with it.
    const others = [...useEdits.getState().failed].filter((id) => !timers.has(id));
    if (mine.length > 0) report(saveAll([...mine, ...others]));
  }, saveAfter);
  for (const draftId of draftIds) timers.set(draftId, timer);
}

/** A name is shown in a line; one may be longer than a draft can carry. */
const maxTitleCharacters = 1_000;

/** So many drafts are on their way to the disk at once; the window is told of them together. */
const savedTogether = 50;

async function saveAll(draftIds: readonly string[]): Promise<void> {
  for (const draftId of draftIds) timers.delete(draftId);
  const { unsaved } = useEdits.getState();
  const waiting = draftIds.filter((draftId) => unsaved.has(draftId));
  for (let at = 0; at < waiting.length; at += savedTogether) {
    const some = waiting.slice(at, at + savedTogether);
    await kept(some, saveSome(some));
  }
}

async function saveSome(draftIds: readonly string[]): Promise<void> {
  const gone = draftIds.filter((draftId) => draftOf(draftId) === undefined);
  const present = draftIds.flatMap((draftId) => draftOf(draftId) ?? []);
  if (gone.length > 0) await call("discardDrafts", { draftIds: gone });
  const saved = await Promise.all(
    present.map(({ draftId, connectionId, change, unread }) =>
      call("saveDraft", {
        draftId,
        connectionId,
        change: { ...change, title: change.title.slice(0, maxTitleCharacters) },
        unread,
      }),
    ),
  );
  useEdits.setState(({ drafts }) => {
    const next = new Map(drafts);
    for (const { draftId, savedAt } of saved) {
      const latest = next.get(draftId);
      // Only the time: what was typed meanwhile is newer.
      if (latest !== undefined) next.set(draftId, { ...latest, savedAt });
    }
    return { drafts: next };
  });
  const isStill = ({ draftId, change, unread }: Draft): boolean =>
    draftOf(draftId)?.change === change && draftOf(draftId)?.unread === unread;
  mark(
    [
      ...gone.filter((draftId) => draftOf(draftId) === undefined),
      ...present.filter(isStill).map(({ draftId }) => draftId),
    ],
    false,
  );
}

/** Keeps in mind whether it went well: a person must see what is not on the disk. */
async function kept(draftIds: readonly string[], saving: Promise<void>): Promise<void> {
  const tell = (isFailed: boolean): void =>
    useEdits.setState(({ failed }) => ({ failed: withOrWithout(failed, draftIds, isFailed) }));
  try {
    await saving;
    tell(false);
  } catch (error) {
    tell(true);
    throw error;
  }
}

function mark(draftIds: readonly string[], isUnsaved: boolean): void {
  useEdits.setState(({ unsaved, failed }) => ({
    unsaved: withOrWithout(unsaved, draftIds, isUnsaved),
    failed: isUnsaved ? failed : withOrWithout(failed, draftIds, false),
  }));
}

function withOrWithout(known: ReadonlySet<string>, ids: readonly string[], isIn: boolean): ReadonlySet<string> {
  if (ids.every((id) => known.has(id) === isIn)) return known;
  const next = new Set(known);
  for (const id of ids) {
    if (isIn) next.add(id);
    else next.delete(id);
  }
  return next;
}
