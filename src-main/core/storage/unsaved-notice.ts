import type { StorageContext } from "./storage-context.ts";
import { systemErrorCode } from "./read-envelope.ts";

/** Milliseconds after which saving is retried. */
const retryAfter = 30_000;

/** Reports once that a store is not saved and once that it is saved again, and retries in between. */
export interface UnsavedNotice {
  failed(error: unknown): void;
  succeeded(): void;
  close(): void;
}

export interface UnsavedWords {
  readonly kind: string;
  readonly title: string;
  /** The end of the message, which explains what is kept where. */
  readonly kept: string;
  readonly savedAgain: string;
}

export function createUnsavedNotice(
  { kind, title, kept, savedAgain }: UnsavedWords,
  { notices, log, health }: Pick<StorageContext, "notices" | "log" | "health">,
  tryAgain: () => void,
): UnsavedNotice {
  const code = `${kind}-unsaved`;
  let isFailing = false;
  let isSaid = false;
  let retry: NodeJS.Timeout | null = null;
  function stopRetry(): void {
    if (retry !== null) clearTimeout(retry);
    retry = null;
  }
  return {
    failed(error) {
      retry ??= setTimeout(() => {
        retry = null;
        tryAgain();
      }, retryAfter).unref();
      if (isFailing) return;
      isFailing = true;
      log.error(`${kind} could not be saved`, error);
      health?.set(kind, false);
      // The notice that nothing can be saved covers every store.
      if (kind !== "folder" && health?.unsaved.includes("folder") === true) return;
      isSaid = true;
      notices.say({ code, severity: "danger", title, message: `${describeCause(error)} ${kept}` });
    },
    succeeded() {
      stopRetry();
      if (!isFailing) return;
      isFailing = false;
      health?.set(kind, true);
      if (!isSaid) return;
      isSaid = false;
      notices.withdraw(code);
      const message = "Nothing was lost.";
      notices.say({ code: `${kind}-saved-again`, severity: "info", title: savedAgain, message });
    },
    close: stopRetry,
  };
}

export function describeCause(error: unknown): string {
  switch (systemErrorCode(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return "The disk is full.";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "The folder cannot be written to.";
    case "ENOENT":
    case "ENOTDIR":
    case "EEXIST":
      return "The folder is missing.";
    case "EMFILE":
    case "ENFILE":
      return "Too many files are open.";
    case "EINUSE":
      return "Another Rezora Explorer now uses the folder.";
    default:
      return "The disk refused to save it.";
  }
}
