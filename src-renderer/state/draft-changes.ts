import { draftIdOf, type Change, type Draft } from "#shared/edits.ts";

/** Drafts by their id, with undo and redo. */
export interface DraftState {
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly done: readonly DraftStep[];
  readonly undone: readonly DraftStep[];
}

/** One step of the user: the drafts before and after it; null where there was or is none. */
export interface DraftStep {
  readonly changes: readonly {
    readonly draftId: string;
    readonly before: Draft | null;
    readonly after: Draft | null;
  }[];
  /** Consecutive steps with the same key, for example letters typed into one field, merge into one. */
  readonly key: string | null;
}

export const noDrafts: DraftState = { drafts: new Map(), done: [], undone: [] };

const maxSteps = 200;

/** Replaces the drafts with these ids; null removes one. */
export function putDrafts(
  state: DraftState,
  wanted: readonly { readonly draftId: string; readonly draft: Draft | null }[],
  key: string | null = null,
): DraftState {
  const changes = wanted
    .map(({ draftId, draft }) => ({ draftId, before: state.drafts.get(draftId) ?? null, after: draft }))
    .filter(({ before, after }) => before !== after);
  if (changes.length === 0) return state;
  const last = state.done.at(-1);
  const isSame = key !== null && last?.key === key;
  const step: DraftStep = isSame
    ? { key, changes: changes.map((change, at) => ({ ...change, before: last.changes[at]?.before ?? null })) }
    : { key, changes };
  const done = [...(isSame ? state.done.slice(0, -1) : state.done), step].slice(-maxSteps);
  return { drafts: withAll(state.drafts, changes, "after"), done, undone: [] };
}

export function undoStep(state: DraftState): DraftState {
  const step = state.done.at(-1);
  if (step === undefined) return state;
  const drafts = withAll(state.drafts, step.changes, "before");
  return { drafts, done: state.done.slice(0, -1), undone: [...state.undone, step] };
}

export function redoStep(state: DraftState): DraftState {
  const step = state.undone.at(-1);
  if (step === undefined) return state;
  const drafts = withAll(state.drafts, step.changes, "after");
  return { drafts, done: [...state.done, step], undone: state.undone.slice(0, -1) };
}

/** Drafts that were committed, or discarded by another window, are removed from undo and redo. */
export function forgetDrafts(state: DraftState, draftIds: ReadonlySet<string>): DraftState {
  const isGone = ({ changes }: DraftStep): boolean => changes.some(({ draftId }) => draftIds.has(draftId));
  return {
    drafts: new Map([...state.drafts].filter(([draftId]) => !draftIds.has(draftId))),
    done: state.done.filter((step) => !isGone(step)),
    undone: state.undone.filter((step) => !isGone(step)),
  };
}

function withAll(
  drafts: ReadonlyMap<string, Draft>,
  changes: DraftStep["changes"],
  side: "before" | "after",
): ReadonlyMap<string, Draft> {
  const next = new Map(drafts);
  for (const change of changes) {
    const draft = change[side];
    if (draft === null) next.delete(change.draftId);
    else next.set(change.draftId, draft);
  }
  return next;
}

/** A record before any change. */
export interface EditedRecord {
  readonly connectionId: string;
  readonly designator: string;
  readonly title: string;
  /** All fields as they were read. */
  readonly base: Change["fields"];
  /** Names of the fields that a PUT sends. */
  readonly sent: readonly string[];
}

/**
 * The draft of a record after one field got a value. null: no field differs any more, so there is nothing to send and
 * no draft. Other changes of an existing draft are kept.
 */
export function draftWithField(
  record: EditedRecord,
  known: Draft | undefined,
  name: string,
  value: string,
): Draft | null {
  const base = known?.change.base ?? record.base;
  const before = new Map(base);
  const fields: Change["fields"] = known?.change.fields ?? record.sent.map((each) => [each, before.get(each) ?? ""]);
  const edited = fields.map(([each, old]): readonly [string, string] => [each, each === name ? value : old]);
  if (edited.every(([each, now]) => now === (before.get(each) ?? ""))) return null;
  return {
    draftId: draftIdOf(record.connectionId, record.designator),
    connectionId: record.connectionId,
    change: {
      kind: "update",
      designator: record.designator,
      title: record.title,
      base,
      fields: edited,
      bodyFormat: known?.change.bodyFormat ?? "json",
    },
    unread: null,
    savedAt: known?.savedAt ?? 0,
  };
}

/** One field of a record and its new value. */
export interface FieldEdit {
  readonly record: EditedRecord;
  readonly name: string;
  readonly value: string;
}

/** The drafts of some records after several fields got values, in order; for `putDrafts`. */
export function draftsWithFields(
  drafts: ReadonlyMap<string, Draft>,
  edits: readonly FieldEdit[],
): readonly { readonly draftId: string; readonly draft: Draft | null }[] {
  const next = new Map<string, Draft | null>();
  for (const { record, name, value } of edits) {
    const draftId = draftIdOf(record.connectionId, record.designator);
    const known = next.has(draftId) ? next.get(draftId) : drafts.get(draftId);
    next.set(draftId, draftWithField(record, known ?? undefined, name, value));
  }
  return [...next].map(([draftId, draft]) => ({ draftId, draft }));
}

/** A change object is immutable, so each is compared with its record once. */
const compared = new WeakMap<Change, ReadonlyMap<string, string>>();

/** Names and values of the fields in which a draft differs from what was read; of a new record those that are filled in. */
export function changedFields({ change }: Pick<Draft, "change">): ReadonlyMap<string, string> {
  const known = compared.get(change);
  if (known !== undefined) return known;
  const before = new Map(change.base ?? []);
  const changed = new Map(change.fields.filter(([name, value]) => value !== (before.get(name) ?? "")));
  compared.set(change, changed);
  return changed;
}
