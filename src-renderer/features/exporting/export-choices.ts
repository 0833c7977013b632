import { create } from "zustand";

export interface ExportChoices {
  /** Visible columns, or all columns. */
  readonly columns: "shown" | "all";
  /** On at every start: turning the guard off lasts only until the application ends. */
  readonly guardFormulas: boolean;
  /** In a workbook, dates are date cells instead of text. */
  readonly realDates: boolean;
}

/** The user's export options, until the window closes. */
export const useExportChoices = create<ExportChoices>()(() => ({
  columns: "shown",
  guardFormulas: true,
  realDates: false,
}));
