import type { Emit } from "../ports.ts";

/**
 * What is on disk and what only this process has, over all stores. It is the only source for what the window shows.
 */
export interface StorageHealth {
  /** Kinds of files whose latest content is not on disk; `folder` if nothing can be saved in it at all. */
  readonly unsaved: readonly string[];
  set(kind: string, isSaved: boolean): void;
  /** The data folder was replaced by another one: every store checks its file again. */
  onFolderChanged(check: () => void): void;
  folderChanged(): void;
}

export function createStorageHealth(emit: Emit): StorageHealth {
  const unsaved = new Set<string>();
  const checks: (() => void)[] = [];
  return {
    get unsaved() {
      return [...unsaved];
    },
    set(kind, isSaved) {
      if (unsaved.has(kind) !== isSaved) return;
      if (isSaved) unsaved.delete(kind);
      else unsaved.add(kind);
      emit("storageChanged", { unsaved: [...unsaved] });
    },
    onFolderChanged: (check) => checks.push(check),
    folderChanged() {
      for (const check of checks) check();
    },
  };
}
