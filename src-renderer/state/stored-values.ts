import { create } from "zustand";
import { draftIdOf, type Run } from "#shared/edits.ts";

/** What reading back after a commit found in one field; null: the record has no such field any more. */
export interface StoredValue {
  readonly value: string | null;
  /** When it was read back, milliseconds since the epoch: what is fetched later knows better. */
  readonly at: number;
}

export interface StoredValues {
  /** Fields of records by `draftIdOf`. */
  readonly records: ReadonlyMap<string, ReadonlyMap<string, StoredValue>>;
  /** Records that were made or deleted, by `draftIdOf`. */
  readonly presence: ReadonlyMap<string, StoredPresence>;
  /** When records were last added to or taken out of a collection, by `draftIdOf`. */
  readonly collections: ReadonlyMap<string, number>;
}

export interface StoredPresence {
  readonly exists: boolean;
  readonly at: number;
}

export const nothingStored: StoredValues = { records: new Map(), presence: new Map(), collections: new Map() };

/** What commits of this session proved, so that a table shows it without another call. */
export const useStoredValues = create<StoredValues>()(() => nothingStored);

export function takeStored(run: Run): void {
  useStoredValues.setState((state) => withRun(state, run));
}

/** The same object when the run tells nothing new: it is told again with every step. */
export function withRun(state: StoredValues, { connectionId, items }: Run): StoredValues {
  const records = new Map(state.records);
  const presence = new Map(state.presence);
  const collections = new Map(state.collections);
  let isNew = false;
  for (const { kind, designator, outcome } of items) {
    const { at } = outcome;
    if (outcome.state !== "stored" && outcome.state !== "altered") continue;
    const id = draftIdOf(connectionId, kind === "create" ? outcome.designator : designator);
    if (kind === "update") {
      const known = records.get(id);
      const fresh = outcome.proof.filter(({ name }) => (known?.get(name)?.at ?? 0) < at);
      if (fresh.length === 0) continue;
      const values = fresh.map(({ name, stored }) => [name, { value: stored, at }] as const);
      records.set(id, new Map([...(known ?? []), ...values]));
    } else {
      const collection = draftIdOf(connectionId, kind === "delete" ? parentOf(designator) : designator);
      if ((presence.get(id)?.at ?? 0) >= at) continue;
      presence.set(id, { exists: kind === "create", at });
      collections.set(collection, Math.max(at, collections.get(collection) ?? 0));
    }
    isNew = true;
  }
  return isNew ? { records, presence, collections } : state;
}

function parentOf(designator: string): string {
  return designator.slice(0, Math.max(0, designator.lastIndexOf("/")));
}
