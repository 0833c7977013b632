import { create } from "zustand";
import type { ImportEntry } from "#shared/connection.ts";
import type { Notice } from "#shared/contract.ts";
import type { PastePlan } from "./paste-plan.ts";

export type Page = "explore" | "doctor" | "history" | "settings";

/** The open dialog; only one can be open at a time. */
export type OpenDialog =
  | { readonly kind: "palette" }
  | { readonly kind: "connection"; readonly connectionId: string | null; readonly focus?: "password" }
  | {
      readonly kind: "import";
      readonly fileName: string;
      readonly text: string;
      readonly entries: readonly ImportEntry[];
    }
  | { readonly kind: "confirm-write"; readonly placeKey: string }
  | { readonly kind: "paste"; readonly plan: PastePlan; readonly onPaste: () => void }
  | { readonly kind: "clear-journal"; readonly connectionId: string }
  | { readonly kind: "members"; readonly connectionId: string; readonly collection: string }
  | { readonly kind: "incomplete-export"; readonly lacks: string; readonly onExport: () => void };

interface ShellState {
  readonly page: Page;
  /** The welcome page was asked for, or no connection was ever used. */
  readonly welcome: boolean;
  readonly dialog: OpenDialog | null;
  readonly requestPanelOpen: boolean;
  /** Notices of the application that have not been dismissed. */
  readonly notices: readonly Notice[];
  readonly show: (page: Page) => void;
  readonly showWelcome: (welcome: boolean) => void;
  readonly openDialog: (dialog: OpenDialog | null) => void;
  readonly openRequestPanel: (open: boolean) => void;
  readonly tell: (notice: Notice) => void;
  readonly dismiss: (notice: Notice) => void;
}

/** What is open around the data: page, dialogs, notices. Unlike the settings, it is lost when the window closes. */
export const useShell = create<ShellState>()((set) => ({
  page: "explore",
  welcome: false,
  dialog: null,
  requestPanelOpen: false,
  notices: [],
  show: (page) => set({ page }),
  showWelcome: (welcome) => set({ welcome, page: "explore" }),
  openDialog: (dialog) => set({ dialog }),
  openRequestPanel: (requestPanelOpen) => set({ requestPanelOpen }),
  tell: (notice) =>
    set(({ notices }) =>
      notices.some(({ code, message }) => code === notice.code && message === notice.message)
        ? {}
        : { notices: [...notices, notice] },
    ),
  dismiss: (notice) => set(({ notices }) => ({ notices: notices.filter((each) => each !== notice) })),
}));
