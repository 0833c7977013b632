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
  type DraftStep,
  type EditedRecord,
  type FieldEdit,
} from "./draft-changes.ts";
import { report } from "./report.ts";

/** The longest time before typed text is saved, milliseconds: a power failure loses no more than this. */
const saveAfter = 400;

interface EditsState extends DraftState {
  /** Drafts whose last change is not on disk yet. */
  readonly unsaved: ReadonlySet<string>;
  /** The unsaved drafts whose last save failed; the next change tries again. */
  readonly failed: ReadonlySet<string>;
  /** Drafts from an earlier session. */
  readonly left: ReadonlySet<string>;
}

/** All changes that are not sent yet, on all connections. The main process keeps them across restarts. */
export const useEdits = create<EditsState>()(() => ({
  ...noDrafts,
  unsaved: new Set(),
  failed: new Set(),
  left: new Set(),
}));

/** The latest save timer of each unsaved draft. */
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Loads the drafts of an earlier session. */
export async function loadDrafts(): Promise<void> {
  const drafts = await call("listDrafts", {});
  useEdits.setState(({ drafts: begun }) => ({
    left: new Set(drafts.map(({ draftId }) => draftId)),
    drafts: new Map([...drafts.map((draft) => [draft.draftId, draft] as const), ...begun]),
  }));
}

export function draftOf(draftId: string): Draft | undefined {
  return useEdits.getState().drafts.get(draftId);
}

/** Replaces the drafts with these ids, as one step that can be undone; null removes one. */
export function put(wanted: readonly { readonly draftId: string; readonly draft: Draft | null }[], key?: string): void {
  step((state) => putDrafts(state, wanted, key ?? null));
}

/** Sets one field of a record. Letters typed into one field are one step. */
export function editField(record: EditedRecord, draftId: string, name: string, value: string): void {
  const draft = draftWithField(record, draftOf(draftId), name, value);
  put([{ draftId, draft }], `${draftId} ${name}`);
}

/** Sets fields of one or many records, as a separate step. */
export function editFields(edits: readonly FieldEdit[]): void {
  put(draftsWithFields(useEdits.getState().drafts, edits));
}

export function discard(draftIds: readonly string[]): void {
  put(draftIds.map((draftId) => ({ draftId, draft: null })));
}

/** When the latest step that can be undone was made, milliseconds since the epoch; null when there is none. */
export function lastEditAt(done: DraftState["done"]): number | null {
  const step = done.at(-1);
  return step === undefined ? null : (stepTimes.get(step) ?? 0);
}

export function undo(): void {
  step(undoStep);
}

export function redo(): void {
  step(redoStep);
}

/**
 * Removes committed drafts, which the main process has already dropped. What was typed since the commit
 * began is another draft under the same id, and stays.
 */
export function committed(draftIds: readonly string[], startedAt: number): void {
  const { drafts, unsaved } = useEdits.getState();
  drop(draftIds.filter((draftId) => !unsaved.has(draftId) && (drafts.get(draftId)?.savedAt ?? 0) <= startedAt));
}

/** Retries failed saves once the main process reports that the disk is writable again. */
export function watchSaving(): () => void {
  return onEvent("storageChanged", ({ unsaved }) => {
    const { failed } = useEdits.getState();
    if (unsaved.includes("edits") || unsaved.includes("folder") || failed.size === 0) return;
    report(saveAll([...failed].filter((id) => !timers.has(id))));
  });
}

/** Saves what was typed while the main process was unreachable. */
export async function saveUnsaved(): Promise<void> {
  await saveAll([...useEdits.getState().unsaved]);
}

/** Removes the drafts of a removed connection. */
export function dropDraftsOf(connectionId: string): void {
  const { drafts, done, undone } = useEdits.getState();
  // Otherwise drafts discarded earlier could be restored to a connection that no longer exists.
  const changed = [...done, ...undone].flatMap(({ changes }) => changes);
  const all = [...drafts.values(), ...changed.flatMap(({ before, after }) => [before ?? [], after ?? []].flat())];
  drop(all.filter((draft) => draft.connectionId === connectionId).map(({ draftId }) => draftId));
}

function drop(draftIds: readonly string[]): void {
  for (const draftId of draftIds) timers.delete(draftId);
  mark(draftIds, false);
  useEdits.setState((state) => forgetDrafts(state, new Set(draftIds)));
}

/** Waits until all of these drafts are on disk. */
export async function saveNow(draftIds: readonly string[]): Promise<void> {
  await saveAll(draftIds);
}

/** Steps are immutable. A redone step counts from the time it was redone. */
const stepTimes = new WeakMap<DraftStep, number>();

function step(how: (state: DraftState) => DraftState): void {
  const before = useEdits.getState();
  const after = how(before);
  if (after === before) return;
  const latest = after.done.at(-1);
  if (latest !== undefined && !before.done.includes(latest)) stepTimes.set(latest, Date.now());
  useEdits.setState(after);
  const ids = new Set([...before.drafts.keys(), ...after.drafts.keys()]);
  saveSoon([...ids].filter((draftId) => before.drafts.get(draftId) !== after.drafts.get(draftId)));
}

/** Drafts changed together are saved together; those that have changed since wait for their newer timer. */
function saveSoon(draftIds: readonly string[]): void {
  mark(draftIds, true);
  const timer = setTimeout(() => {
    const mine = draftIds.filter((id) => timers.get(id) === timer);
    // Earlier failed saves are retried with it.
    const others = [...useEdits.getState().failed].filter((id) => !timers.has(id));
    if (mine.length > 0) report(saveAll([...mine, ...others]));
  }, saveAfter);
  for (const draftId of draftIds) timers.set(draftId, timer);
}

/** A name is shown in one line; it may be longer than a draft can carry. */
const maxTitleCharacters = 1_000;

/** The number of drafts saved concurrently; the state is updated once for all of them. */
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
      // Only the time is updated: text typed during the save is newer.
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

/** Records whether the save succeeded: the user must see what is not on disk. */
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
