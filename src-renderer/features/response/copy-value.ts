import { copyText } from "./clipboard.ts";
import { showToast } from "../../state/toast.ts";

/** In characters. A longer value cannot be pasted anywhere in this application, so it need not be recognised. */
const maxPasted = 1_048_576;

/** Puts one whole value on the clipboard, unchanged, and confirms it in a toast. */
export function copyValue(name: string, read: () => string | Promise<string>): void {
  const copy = async (): Promise<void> => {
    const text = await read();
    await copyText(text, text.length > maxPasted ? undefined : [[text]]);
    showToast(`Copied ${name}: ${text.length.toLocaleString("en-US")} characters.`);
  };
  copy().catch((error: unknown) =>
    showToast(error instanceof Error ? error.message : "Nothing was copied.", "problem"),
  );
}
