import { create } from "zustand";

export interface ExportChoices {
  /** Columns in sight, or every one. */
  readonly columns: "shown" | "all";
  /** On at every start: who wants a file without the guard says so each time the application runs. */
  readonly guardFormulas: boolean;
  /** In a workbook, dates as dates of the spreadsheet instead of text. */
  readonly realDates: boolean;
}

/** How this person exports, until the window closes. */
export const useExportChoices = create<ExportChoices>()(() => ({
  columns: "shown",
  guardFormulas: true,
  realDates: false,
}));
