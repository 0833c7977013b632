import type { Emit } from "../ports.ts";

/**
 * What the disk has and what only this process has, over all stores: the only source of what the window says about it.
 */
export interface StorageHealth {
  /** Kinds of files of which the disk does not have the latest; `folder` when nothing can be saved in it at all. */
  readonly unsaved: readonly string[];
  set(kind: string, isSaved: boolean): void;
  /** Another folder is where the data folder was: every store looks at its file again. */
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
