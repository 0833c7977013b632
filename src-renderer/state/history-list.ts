import { create } from "zustand";

interface HistoryListState {
  /** `requests` of this session, or the journal of `writes`. */
  readonly list: "requests" | "writes";
  readonly show: (list: HistoryListState["list"]) => void;
}

/** Which list the History page shows. */
export const useHistoryList = create<HistoryListState>()((set) => ({
  list: "requests",
  show: (list) => set({ list }),
}));
