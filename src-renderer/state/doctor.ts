import { create } from "zustand";

/** The doctor's tools. Each has an entry in `doctorTools`. */
export type DoctorTool =
  | "login"
  | "cookies"
  | "login-comparison"
  | "header-check"
  | "near-misses"
  | "access"
  | "bundle";

/** A verdict of this session, as the sidebar lists it. Its tool keeps the details under the same id. */
export interface EarlierVerdict {
  readonly verdictId: string;
  readonly tool: DoctorTool;
  /** The connection it is about, if any. */
  readonly connectionId?: string;
  /** The designator, if the verdict is about one resource. */
  readonly designator?: string;
  /** Stable, for example `wrong-level`. */
  readonly code: string;
  readonly good: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

interface DoctorState {
  readonly tool: DoctorTool;
  /** The verdict on screen; null while its tool shows none. */
  readonly verdictId: string | null;
  /** Newest first. */
  readonly earlier: readonly EarlierVerdict[];
  readonly choose: (tool: DoctorTool) => void;
  /** Lists a new verdict, and shows it where its tool is on screen. */
  readonly remember: (verdict: EarlierVerdict) => void;
  /** Shows one of the list again; null shows its tool without one. */
  readonly showVerdict: (verdictId: string | null) => void;
}

export const keptVerdicts = 30;

/** The location within the Doctor, and the verdicts of this session. */
export const useDoctor = create<DoctorState>()((set) => ({
  tool: "login",
  verdictId: null,
  earlier: [],
  choose: (tool) => set((state) => (tool === state.tool ? {} : { tool, verdictId: null })),
  remember: (verdict) =>
    set(({ earlier, tool, verdictId }) => ({
      verdictId: verdict.tool === tool ? verdict.verdictId : verdictId,
      earlier: [verdict, ...earlier].slice(0, keptVerdicts),
    })),
  showVerdict: (verdictId) =>
    set(({ earlier, tool }) => ({
      verdictId,
      tool: earlier.find((each) => each.verdictId === verdictId)?.tool ?? tool,
    })),
}));
