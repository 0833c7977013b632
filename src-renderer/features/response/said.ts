import { create } from "zustand";

/** A button in the toast, such as Undo. Pressing it takes the toast away. */
export interface SayingAction {
  readonly label: string;
  /** Keys of a command that does the same, such as `Mod+Z`. */
  readonly keys?: string;
  readonly run: () => void;
}

interface Saying {
  /** Counts up, so that the same words said twice show twice. */
  readonly id: number;
  readonly text: string;
  /** `saved`: it went into a file. `plain`: nothing was done, as was wished. `later`: it is not its time yet. */
  readonly kind: "ok" | "saved" | "plain" | "problem" | "later";
  readonly actions: readonly SayingAction[];
}

/** The last thing that was done with an answer, such as "Copied 12 rows."; null when it has been read. */
export const useSaid = create<{ readonly saying: Saying | null }>()(() => ({ saying: null }));

export function say(text: string, kind: Saying["kind"] = "ok", actions: readonly SayingAction[] = []): void {
  useSaid.setState(({ saying }) => ({ saying: { id: (saying?.id ?? 0) + 1, text, kind, actions } }));
}

export function unsay(): void {
  useSaid.setState({ saying: null });
}
