import type { ItemState, Run } from "#shared/edits.ts";
import { draftIdOf } from "#shared/edits.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { headingOf } from "#shared/rezora/catalog.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import type { RecentRecord } from "./place.ts";

/** What was observed of a record or a collection, by reading back after a write or by a fetch. */
export interface Observation {
  readonly connectionId: string;
  readonly designator: string;
  /** Milliseconds since the epoch: later fetches take precedence. */
  readonly at: number;
  /**
   * `values`: fields as they were read back. `made`, `gone`: the record was created, or does not exist any
   * more. `there`: a fetch brought the record. `emptied`: all of the collection that can be deleted was deleted.
   * `named`: a fetch showed the record's name.
   */
  readonly seen:
    | { readonly kind: "values"; readonly values: ReadonlyMap<string, string | null> }
    | { readonly kind: "named"; readonly title: string }
    | { readonly kind: "made" | "gone" | "there" | "emptied" };
}

/** A field as it was read back; null: the record does not have the field any more. */
export interface StoredValue {
  readonly value: string | null;
  readonly at: number;
}

export interface StoredPresence {
  readonly exists: boolean;
  readonly at: number;
  /** When this session created it; absent when it existed before. Tables fetched earlier do not contain it. */
  readonly madeAt?: number;
}

/** Everything observed since the start. Data fetched earlier shows it without another request. */
export interface Observed {
  /** Fields of records by `draftIdOf`. */
  readonly records: ReadonlyMap<string, ReadonlyMap<string, StoredValue>>;
  /** Names of records by `draftIdOf`. */
  readonly titles: ReadonlyMap<string, { readonly title: string; readonly at: number }>;
  /** Records that were created, deleted or found to be gone, by `draftIdOf`. */
  readonly presence: ReadonlyMap<string, StoredPresence>;
  /** When collections were emptied, by `draftIdOf`. */
  readonly emptied: ReadonlyMap<string, number>;
  readonly recent: readonly RecentRecord[];
}

export const nothingObserved: Observed = {
  records: new Map(),
  titles: new Map(),
  presence: new Map(),
  emptied: new Map(),
  recent: [],
};

/** Whether reading back proved that a write was executed, even if the server changed values. */
export function isProven(state: ItemState | undefined): boolean {
  return state === "stored" || state === "altered";
}

/** What reading back after a commit showed. */
export function observationsOfRun({ connectionId, items }: Run): readonly Observation[] {
  return items.flatMap(({ kind, designator, outcome }): readonly Observation[] => {
    const { at, state, proof } = outcome;
    if (!isProven(state)) return [];
    const values = { kind: "values", values: new Map(proof.map(({ name, stored }) => [name, stored])) } as const;
    switch (kind) {
      case "update":
        return [{ connectionId, designator, at, seen: values }];
      case "create":
        return [
          { connectionId, designator: outcome.designator, at, seen: { kind: "made" } },
          { connectionId, designator: outcome.designator, at, seen: values },
        ];
      case "delete":
        return [{ connectionId, designator, at, seen: { kind: "gone" } }];
      case "delete-all":
        // Reading back, which is newer than this, shows what the server kept.
        return [{ connectionId, designator, at, seen: { kind: "emptied" } }];
    }
  });
}

/** What a fetch of a single record showed: whether it exists. */
export function observationsOfExchange({ request, status, startedAt }: Exchange): readonly Observation[] {
  const { connectionId, designator, method } = request;
  if (method !== "GET" || matchDesignator(designator)?.resource.kind !== "record") return [];
  if (status === 404) return [{ connectionId, designator, at: startedAt, seen: { kind: "gone" } }];
  return status === 200 ? [{ connectionId, designator, at: startedAt, seen: { kind: "there" } }] : [];
}

/** The state after an observation. The same object when nothing is new. */
export function applyObserved(observed: Observed, observations: readonly Observation[]): Observed {
  return observations.reduce(applyOne, observed);
}

function applyOne(observed: Observed, { connectionId, designator, at, seen }: Observation): Observed {
  const id = draftIdOf(connectionId, designator);
  switch (seen.kind) {
    case "values": {
      const known = observed.records.get(id);
      const fresh = [...seen.values].filter(([name]) => (known?.get(name)?.at ?? 0) < at);
      if (fresh.length === 0) return observed;
      const values = new Map([...(known ?? []), ...fresh.map(([name, value]) => [name, { value, at }] as const)]);
      const records = new Map(observed.records).set(id, values);
      const path = matchDesignator(designator)?.resource.path;
      const title = path === undefined ? null : headingOf(path, (name) => values.get(name)?.value ?? undefined);
      return title === null ? { ...observed, records } : withTitle({ ...observed, records }, id, title, at);
    }
    case "named":
      return withTitle(observed, id, seen.title, at);
    case "made":
      return withPresence(observed, id, { exists: true, at, madeAt: at });
    case "there":
      // A record that was never missing does not need an entry.
      return observed.presence.get(id)?.exists === false ? withPresence(observed, id, { exists: true, at }) : observed;
    case "gone":
      return withoutRecent(withPresence(observed, id, { exists: false, at }), connectionId, (each) =>
        isAtOrBelow(each, designator),
      );
    case "emptied":
      if ((observed.emptied.get(id) ?? 0) >= at) return observed;
      return withoutRecent(
        { ...observed, emptied: new Map(observed.emptied).set(id, at) },
        connectionId,
        (each) => each !== designator && isAtOrBelow(each, designator),
      );
  }
}

function withPresence(observed: Observed, id: string, presence: StoredPresence): Observed {
  const known = observed.presence.get(id);
  if ((known?.at ?? 0) >= presence.at) return observed;
  const madeAt = presence.madeAt ?? known?.madeAt;
  const next = madeAt === undefined ? presence : { ...presence, madeAt };
  return { ...observed, presence: new Map(observed.presence).set(id, next) };
}

function withTitle(observed: Observed, id: string, title: string, at: number): Observed {
  const known = observed.titles.get(id);
  if (known !== undefined && (known.at > at || known.title === title)) return observed;
  const isOf = ({ connectionId, designator }: RecentRecord): boolean => draftIdOf(connectionId, designator) === id;
  const isShown = observed.recent.some((each) => isOf(each) && each.title !== title);
  return {
    ...observed,
    titles: new Map(observed.titles).set(id, { title, at }),
    recent: isShown ? observed.recent.map((each) => (isOf(each) ? { ...each, title } : each)) : observed.recent,
  };
}

function withoutRecent(observed: Observed, connectionId: string, isGone: (designator: string) => boolean): Observed {
  const recent = observed.recent.filter((each) => each.connectionId !== connectionId || !isGone(each.designator));
  return recent.length === observed.recent.length ? observed : { ...observed, recent };
}

function isAtOrBelow(designator: string, owner: string): boolean {
  return designator === owner || designator.startsWith(`${owner}/`);
}
