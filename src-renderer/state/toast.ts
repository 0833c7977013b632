import { create } from "zustand";

/** A button in the toast, such as Undo. Pressing it dismisses the toast. */
export interface ToastAction {
  readonly label: string;
  /** Keys of a command that does the same, such as `Mod+Z`. */
  readonly keys?: string;
  readonly run: () => void;
}

interface Toast {
  /** Counts up, so a toast with the same text twice is shown twice. */
  readonly id: number;
  readonly text: string;
  /** `saved`: written to a file. `plain`: nothing was done, as wanted. `later`: not possible yet. */
  readonly kind: "ok" | "saved" | "plain" | "problem" | "later";
  readonly actions: readonly ToastAction[];
}

/** The toast on screen, such as "Copied 12 rows."; null when there is none. */
export const useToast = create<{ readonly toast: Toast | null }>()(() => ({ toast: null }));

export function showToast(text: string, kind: Toast["kind"] = "ok", actions: readonly ToastAction[] = []): void {
  useToast.setState(({ toast }) => ({ toast: { id: (toast?.id ?? 0) + 1, text, kind, actions } }));
}

export function dismissToast(): void {
  useToast.setState({ toast: null });
}
