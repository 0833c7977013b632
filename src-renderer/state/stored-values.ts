import { create } from "zustand";
import { nothingObserved, type Observed } from "./observed.ts";

export type StoredValues = Omit<Observed, "recent">;

const { recent: _, ...nothingStored } = nothingObserved;

/** What was observed in this session: by the reading back of commits, and by fetches of single records. */
export const useStoredValues = create<StoredValues>()(() => nothingStored);
