import { z } from "zod";
import type { Meter } from "#shared/connection.ts";
import type { Clock, Emit } from "../ports.ts";
import { openDurableFile } from "../storage/durable-file.ts";
import type { StorageContext } from "../storage/storage-context.ts";
import type { StoredFormat } from "../storage/stored-format.ts";
import {
  countAction,
  countsAt,
  countWireRequest,
  figuresOf,
  isOver,
  meterCounts,
  noCounts,
  type MeterCounts,
} from "./meter-counts.ts";

/** Counts within this many milliseconds become one event. */
const eventGap = 200;
/** A crash loses at most the counts of this many milliseconds. */
const saveGap = 2_000;

/** Counts wire requests against user actions, by connection. */
export interface MeterStore {
  get(connectionId: string): Meter;
  /** Counts a user action, however many requests it takes. */
  action(connectionId: string): void;
  /** Counts an exchange as in flight until the returned function is called. */
  begin(connectionId: string): () => void;
  wireRequest(connectionId: string): void;
  forget(connectionId: string): void;
  close(): Promise<void>;
}

type Counted = readonly (readonly [connectionId: string, counts: MeterCounts])[];
const counted = z.array(z.tuple([z.string().max(100), meterCounts])).max(10_000);

export const meterFormat: StoredFormat<Counted> = {
  kind: "meter",
  migrations: [],
  parse(data) {
    const parsed = counted.safeParse(data);
    return parsed.success ? parsed.data : undefined;
  },
};

export async function openMeterStore(
  folder: string,
  clock: Clock,
  emit: Emit,
  storage: StorageContext,
): Promise<MeterStore> {
  const file = await openDurableFile<Counted>({ ...meterFormat, folder, title: "call counts", initial: [] }, storage);
  const all = new Map(file.value);
  const inFlight = new Map<string, number>();
  const toTell = new Set<string>();
  let telling: NodeJS.Timeout | null = null;
  let saving: NodeJS.Timeout | null = null;

  function get(connectionId: string): Meter {
    const now = clock.now();
    const counts = countsAt(all.get(connectionId) ?? noCounts, now);
    const { today, actionsToday } = counts;
    return { connectionId, inFlight: inFlight.get(connectionId) ?? 0, ...figuresOf(counts, now), today, actionsToday };
  }

  function changed(connectionId: string): void {
    toTell.add(connectionId);
    telling ??= setTimeout(tell, eventGap).unref();
  }

  function tell(): void {
    telling = null;
    for (const connectionId of toTell) emit("meterChanged", get(connectionId));
    toTell.clear();
  }

  function count(connectionId: string, change: (counts: MeterCounts, now: number) => MeterCounts): void {
    all.set(connectionId, change(all.get(connectionId) ?? noCounts, clock.now()));
    changed(connectionId);
    saving ??= setTimeout(save, saveGap).unref();
  }

  function save(): void {
    if (saving !== null) clearTimeout(saving);
    saving = null;
    const now = clock.now();
    file.set([...all].filter(([, counts]) => !isOver(counts, now)));
  }

  function addInFlight(connectionId: string, difference: 1 | -1): void {
    inFlight.set(connectionId, (inFlight.get(connectionId) ?? 0) + difference);
  }

  return {
    get,
    action(connectionId) {
      count(connectionId, countAction);
    },
    begin(connectionId) {
      addInFlight(connectionId, 1);
      changed(connectionId);
      return () => {
        addInFlight(connectionId, -1);
        changed(connectionId);
      };
    },
    wireRequest(connectionId) {
      count(connectionId, countWireRequest);
    },
    forget(connectionId) {
      if (!all.delete(connectionId)) return;
      toTell.delete(connectionId);
      save();
    },
    async close() {
      if (telling !== null) clearTimeout(telling);
      if (saving !== null) save();
      await file.close();
    },
  };
}
