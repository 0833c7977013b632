import { create } from "zustand";
import type { ExportProgress, ExportRequest, ExportResult } from "#shared/exporting.ts";
import { call, onEvent } from "../../api.ts";

export interface RunningExport {
  readonly exportId: string;
  /** Suggested; the user may choose another one. */
  readonly name: string;
  /** null while the user chooses where to save, and in the first second. */
  readonly progress: ExportProgress | null;
  /** The browser was given the address to download from. */
  readonly handedOver: boolean;
  readonly cancel: () => void;
}

/** The exports that are being written, oldest first; each continues wherever the user goes. */
export const useRunningExports = create<{ readonly running: readonly RunningExport[] }>()(() => ({ running: [] }));

function change(exportId: string, update: Partial<RunningExport>): void {
  useRunningExports.setState(({ running }) => ({
    running: running.map((each) => (each.exportId === exportId ? { ...each, ...update } : each)),
  }));
}

/** Writes a file and resolves when it is complete. */
export function runExport(request: Omit<ExportRequest, "exportId">): Promise<ExportResult> {
  return runSaving(request.suggestedName, (exportId, signal) =>
    call("exportDocument", { ...request, exportId }, signal),
  );
}

/** Lists an export as running until its call has ended. */
export async function runSaving<Result>(
  name: string,
  work: (exportId: string, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const exportId = crypto.randomUUID();
  const controller = new AbortController();
  const entry: RunningExport = {
    exportId,
    name,
    progress: null,
    handedOver: false,
    cancel: () => controller.abort(),
  };
  useRunningExports.setState(({ running }) => ({ running: [...running, entry] }));
  try {
    return await work(exportId, controller.signal);
  } finally {
    useRunningExports.setState(({ running }) => ({ running: running.filter((each) => each.exportId !== exportId) }));
  }
}

/** Takes progress and addresses from the main process. Events of other windows' exports are ignored. */
export function watchExports(): () => void {
  const ends = [
    onEvent("exportProgress", (progress) => change(progress.exportId, { progress })),
    onEvent("exportDownload", ({ exportId, url }) => {
      const mine = useRunningExports.getState().running.find((each) => each.exportId === exportId);
      if (mine === undefined) return;
      change(exportId, { handedOver: true });
      download(url, mine.name);
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function download(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
