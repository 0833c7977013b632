import type { Connection, SecretStorage } from "#shared/connection.ts";
import type { Notice } from "#shared/contract.ts";

/** The stores that the main process could not save; undefined until it has replied. */
export type Unsaved = readonly string[] | undefined;

/** Claims nothing while the state is unknown. */
export function isOnDisk(store: string, unsaved: Unsaved): boolean {
  return unsaved !== undefined && !unsaved.includes(store) && !unsaved.includes("folder");
}

export interface DraftSaving {
  /** null without a draft; 0 for one that was never saved. */
  readonly savedAt: number | null;
  readonly isUnsaved: boolean;
  readonly isFailed: boolean;
}

/** The text above the form of a draft. `age` spells a time that has passed. */
export function draftWords(
  { savedAt, isUnsaved, isFailed }: DraftSaving,
  unsaved: Unsaved,
  age: (savedAt: number) => string,
): { readonly text: string; readonly isProblem: boolean } | null {
  if (isFailed) return { text: "Not saved", isProblem: true };
  if (savedAt === null) return null;
  if (!isOnDisk("edits", unsaved)) return unsaved === undefined ? null : { text: "Not saved", isProblem: true };
  if (isUnsaved || savedAt === 0) return { text: "Saving…", isProblem: false };
  return { text: `Saved ${age(savedAt)}`, isProblem: false };
}

/** Where the passwords are. A keychain keeps the key; the encrypted passwords are in a file in the data folder. */
export function secretStorageWords(
  storage: SecretStorage,
  unsaved: Unsaved,
): Pick<SecretStorage, "title" | "message"> & {
  readonly isKept: boolean;
} {
  if (storage.kind === "session") return { title: storage.title, message: storage.message, isKept: false };
  if (isOnDisk("secrets", unsaved)) return { title: storage.title, message: storage.message, isKept: true };
  return {
    title: "This session only: the data folder cannot be written to.",
    message: "A password that you enter now is gone when you close the app, unless it can be saved before then.",
    isKept: false,
  };
}

/**
 * Why a password that was entered may be missing: `isKept` null while it is not known where passwords are. Empty where
 * the password itself says why, as one of another origin does.
 */
export function missingPasswordHint(
  { passwordNeeded, passwordOrigin }: Pick<Connection, "passwordNeeded" | "passwordOrigin">,
  isKept: boolean | null,
): string {
  if (passwordNeeded || passwordOrigin !== undefined || isKept !== false) return "";
  return "A password lasts one session here, because nothing keeps it on this computer.";
}

export function journalWords(unsaved: Unsaved): string {
  return isOnDisk("edits", unsaved)
    ? "Kept in the data folder of this computer, with the values before and after: readable by your user only, not encrypted."
    : "Not saved in the data folder: it is gone when you close the application, unless it can be saved before then.";
}

/** A notice about saving disappears when it is no longer true, dismissed or not. */
export function isStillTrue({ code }: Pick<Notice, "code">, unsaved: Unsaved): boolean {
  const [, store = "", state] = /^(.+)-(unsaved|saved-again)$/u.exec(code) ?? [];
  if (state === undefined || unsaved === undefined) return true;
  return unsaved.includes(store) === (state === "unsaved");
}
