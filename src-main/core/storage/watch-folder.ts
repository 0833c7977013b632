import type { StorageContext } from "./storage-context.ts";
import { createUnsavedNotice } from "./unsaved-notice.ts";

/** Reports at the start if nothing can be saved in the data folder, and later, once, that saving works again. */
export async function watchFolder(
  ensureFolder: () => Promise<void>,
  storage: StorageContext,
): Promise<{ close(): void }> {
  const unsaved = createUnsavedNotice(
    {
      kind: "folder",
      title: "Nothing can be saved in the data folder.",
      kept: "What you change is kept until you close the application, and saving is tried again.",
      savedAgain: "The data folder can be written to again.",
    },
    storage,
    () => void look(),
  );
  async function look(): Promise<void> {
    try {
      await ensureFolder();
    } catch (error) {
      unsaved.failed(error);
      return;
    }
    unsaved.succeeded();
  }
  await look();
  return unsaved;
}
